/**
 * The peer in the catch-up bench, a process of its own: automerge-repo with its
 * WebSocket server and folder storage on the same work and the same link. It
 * neither encrypts nor signs. Prints its runs as JSON on the last line.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type AutomergeUrl, Repo } from '@automerge/automerge-repo'
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs'
import { freePort, runScript } from '../../fixtures/process.ts'
import { bytesSince, type FarLink, fieldLink, startFarLink } from '../link/far-link.ts'
import {
  connect,
  connected,
  createDocument,
  type Heads,
  headsOf,
  type PersonDocument,
  untilHeads,
  writeTurn,
} from './automerge-work.ts'
import {
  benchPeople,
  busyCount,
  type CatchUpRun,
  medicinesEach,
  notesEach,
  oldNotesEach,
  runCount,
  turnsOf,
} from './work.ts'

const folder = mkdtempSync(join(tmpdir(), 'automerge-bench-'))
const people = benchPeople()
const say = (words: string) => console.error(`  automerge-repo: ${words}`)

interface Documents {
  readonly urls: readonly AutomergeUrl[]
  readonly heads: Heads
}

function findAll(repo: Repo, urls: readonly AutomergeUrl[]) {
  return Promise.all(urls.map((url) => repo.find<PersonDocument>(url)))
}

/**
 * Resolves when another device sees it all: the server has it then. Asked for a
 * document it does not have yet, the server says "unavailable", so ask again.
 */
async function waitForServer(url: string, { heads, urls }: Documents): Promise<void> {
  for (let isThere = false; !isThere; ) {
    const repo = await connected(url)
    isThere = await findAll(repo, urls).then(
      (handles) => untilHeads(handles, heads).then(() => true),
      () => false,
    )
    await repo.shutdown()
    if (!isThere) await setTimeout(500)
  }
}

async function moveIn(url: string): Promise<Documents> {
  const repo = await connected(url)
  const handles = people.map((person) => createDocument(repo, person))
  const documents = { urls: handles.map((handle) => handle.url), heads: headsOf(handles) }
  await waitForServer(url, documents)
  await repo.shutdown()
  return documents
}

async function writeTurns(url: string, before: Documents): Promise<Documents> {
  let now = before
  for (const turn of turnsOf(['Priya Patel', 'Ben Okafor'])) {
    const repo = await connected(url)
    const handles = await findAll(repo, now.urls)
    await untilHeads(handles, now.heads)
    for (const [i, handle] of handles.slice(0, busyCount).entries()) writeTurn(turn, handle, people[i]!.personId)
    now = { ...now, heads: headsOf(handles) }
    await waitForServer(url, now)
    await repo.shutdown()
  }
  return now
}

async function prepareDevice(url: string, { heads, urls }: Documents): Promise<string> {
  const prepared = join(folder, 'prepared')
  const repo = await connected(url, { storage: new NodeFSStorageAdapter(prepared) })
  await untilHeads(await findAll(repo, urls), heads)
  await repo.flush()
  await repo.shutdown()
  return prepared
}

async function comeBack(link: FarLink, storage: string, { heads, urls }: Documents): Promise<CatchUpRun> {
  const opening = performance.now()
  const repo = new Repo({ storage: new NodeFSStorageAdapter(storage) })
  const handles = await findAll(repo, urls)
  const openMs = performance.now() - opening
  await link.shape(fieldLink)
  const connecting = performance.now()
  await connect(repo, `ws://localhost:${link.port}`)
  const at = performance.now()
  const before = link.bytes()
  await untilHeads(handles, heads)
  const done = performance.now()
  const { down, up } = bytesSince(await before, await link.bytes())
  await link.shape(null)
  for (const [i, handle] of handles.entries()) {
    const { medicines, notes } = handle.doc()
    const isBusy = i < busyCount
    const wanted = [oldNotesEach + (isBusy ? notesEach : 0), isBusy ? medicinesEach : 0]
    const there = [Object.keys(notes).length, Object.keys(medicines).length]
    if (there.join() !== wanted.join()) throw new Error(`bench: person ${i} has ${there.join()}`)
  }
  await repo.shutdown()
  return { openMs, setUpMs: at - connecting, catchUpMs: done - at, down, up }
}

async function run(): Promise<readonly CatchUpRun[]> {
  const dataDir = join(folder, 'server')
  mkdirSync(dataDir)
  const port = await freePort()
  const env = { RELAY_PORT: `${port}`, RELAY_DATA: dataDir }
  const server = await runScript('e2e/bench/catch-up/automerge-server.ts', env, /listening/)
  const link = await startFarLink(port)
  try {
    return await comeBackAll(link, `ws://localhost:${port}`)
  } finally {
    link.close()
    await server.kill()
  }
}

async function comeBackAll(link: FarLink, url: string): Promise<readonly CatchUpRun[]> {
  say(`${people.length} people move in …`)
  const evening = await moveIn(url)
  const prepared = await prepareDevice(url, evening)
  say('two colleagues write about a hundred of them …')
  const morning = await writeTurns(url, evening)
  const runs: CatchUpRun[] = []
  while (runs.length < runCount) {
    const copy = join(folder, `run-${runs.length}`)
    cpSync(prepared, copy, { recursive: true })
    runs.push(await comeBack(link, copy, morning))
  }
  return runs
}

try {
  console.log(JSON.stringify(await run()))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
