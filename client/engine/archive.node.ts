/**
 * NODE root: the recovery kit and the archive, on a computer without a network.
 *
 *   npx node client/engine/archive.node.ts make-kit "Name of the neighbourhood" SHEETS.html
 *   npx node client/engine/archive.node.ts check-kit
 *   npx node client/engine/archive.node.ts export COPY "NHS number or name" FOLDER
 *   npx node client/engine/archive.node.ts verify FOLDER KEY [COPY]
 *   npx node client/engine/archive.node.ts kits COPY
 *   npx node client/engine/archive.node.ts openings COPY
 *   npx node client/engine/archive.node.ts drill COPY
 *
 * COPY is what `npx node server/cli.ts copy` wrote of the relay's file. The shares
 * are asked for and never taken from the command line, where they would stay.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { bytesToHex, utf8ToBytes } from '../../shared/lib/bytes.ts'
import type { BlobId } from '../../shared/lib/ids.ts'
import { createPullParser, type PullItem } from '../../shared/protocol/pull.ts'
import { drillOf } from './archive/drill.ts'
import { exportStanding } from './archive/export-allowed.ts'
import { exportPerson, findPeople } from './archive/export-person.ts'
import { exportPhotos } from './archive/export-photos.ts'
import { type KitHistory, readKitHistory } from './archive/kit-history.ts'
import { kitSheets } from './archive/kit-sheets.ts'
import { listOpenings } from './archive/list-openings.ts'
import { type OpenedArchive, openArchive } from './archive/open-archive.ts'
import { joinShares, readShare, type Share, seedLength, splitSeed } from './archive/shares.ts'
import { signExport } from './archive/sign-export.ts'
import { kitLines, verifyExport } from './archive/verify-export.ts'
import { openArchiveKit } from './membership/archive-kit.ts'
import { initAutomergeInNode } from './platform/automerge.node.ts'
import { createSystemClock } from './platform/clock.ts'
import { createSystemRandom } from './platform/random.ts'
import { createMemoryDeviceStore } from './storage/device-store.memory.ts'

const say = (text: string) => void stdout.write(`${text}\n`)
const clock = createSystemClock()
const random = createSystemRandom()
const lines = createInterface({ input: stdin, output: stdout })
/** From the beginning, so that what is pasted at once is not lost between two questions. */
const typed = lines[Symbol.asyncIterator]()

async function ask(question: string): Promise<string> {
  lines.setPrompt(question)
  lines.prompt()
  const line = await typed.next()
  if (line.done === true) throw new Error('Nothing more was typed. Run it again, and type two of the three shares.')
  return line.value
}

const shareProblems = {
  unreadable: 'This is not a whole share. Type all of it, in its groups of four.',
  mistyped: 'A letter is wrong. Compare it with the sheet and type it again.',
  newer: 'This sheet was printed by a newer Doorstep.',
}
const joinProblems = {
  'same-sheet': 'This is the same sheet twice. Take another one.',
  'different-kits': 'These sheets belong to two different kits.',
  'not-a-kit': 'These two sheets do not fit together.',
}
const archiveProblems = {
  empty: 'There is nothing in this copy.',
  'no-team': 'This copy does not begin with its team, or its team has no archive.',
  'other-kit': 'These sheets are not of the kit of this neighbourhood.',
}

const historyProblems = {
  empty: 'There is nothing in this copy.',
  'no-kit': 'This copy does not begin with its team, or its team has no kit of its own.',
}

async function askShare(which: string): Promise<Share> {
  for (;;) {
    const share = readShare(await ask(`Share of the ${which} sheet: `))
    if (share.ok) return share.value
    say(shareProblems[share.error])
  }
}

async function askSeed(): Promise<Bytes> {
  for (;;) {
    const seed = await joinShares(await askShare('first'), await askShare('second'))
    if (seed.ok) return seed.value
    say(joinProblems[seed.error])
  }
}

async function makeKit(name: string, path: string): Promise<void> {
  const seed = random.bytes(seedLength)
  writeFileSync(path, kitSheets(name, await splitSeed(seed)), { mode: 0o600 })
  say(`Print ${path}, then type two of the sheets, from the paper.`)
  const typed = await askSeed()
  if (bytesToHex(typed) !== bytesToHex(seed)) throw new Error('These are sheets of another kit.')
  await sayKey(typed)
  say(`Good. Delete ${path} now: whoever has the file has the kit.`)
}

async function sayKey(seed: Bytes): Promise<void> {
  const { archive, root } = await openArchiveKit(seed)
  say(`Archive key ${archive.id}, ${bytesToHex(archive.kemKey)}`)
  say(`Signing key ${bytesToHex(root.publicKey)}`)
}

async function openCopy(path: string): Promise<OpenedArchive> {
  return openWith(path, await askSeed())
}

async function openWith(path: string, seed: Bytes): Promise<OpenedArchive> {
  const opened = await openArchive({ store: createMemoryDeviceStore(), clock, random }, itemsIn(path), seed)
  if (!opened.ok) throw new Error(archiveProblems[opened.error])
  for (const { detail, group, what } of opened.value.faults)
    say(`${what}: ${detail}${group === null ? '' : ` in ${group}`}`)
  return opened.value
}

function notApproved(name: string): string {
  return [
    `Nothing is exported: in this copy two administrators have not agreed to an export of ${name} within the last thirty days.`,
    'An administrator asks for it in Doorstep, on the person’s details; a second one says yes under People and devices.',
    'Then make a new copy of the relay’s file and run this again. If no administrator is left, recover the team first.',
  ].join('\n')
}

async function exportOne(path: string, wanted: string, folder: string): Promise<void> {
  const seed = await askSeed()
  const archive = await openWith(path, seed)
  const found = findPeople(archive, wanted)
  const [person] = found
  if (person === undefined || found.length > 1)
    throw new Error(
      found.length === 0
        ? 'Nobody of that name or number.'
        : `Several: ${found.map(({ name }) => name).join('; ')}. Use the NHS number.`,
    )
  const standing = exportStanding(archive, person.id, clock.now())
  if (standing.type === 'not-approved') throw new Error(notApproved(person.name))
  if (standing.type === 'approved') say(`Two administrators agreed to this. The reason they gave: ${standing.reason}`)
  const madeAt = clock.now()
  const photos = await exportPhotos(archive, person.id, (blob) => attachmentBeside(path, blob))
  const how = { initAutomerge: initAutomergeInNode, now: madeAt, photos }
  const { html, raw } = await exportPerson(archive, person.id, how)
  const { root } = await openArchiveKit(seed)
  const files = new Map([['record.html', utf8ToBytes(html)], ['entries.json', utf8ToBytes(raw)], ...photos.files])
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, bytes] of await signExport(root, { madeAt, person: person.id }, files)) {
    writeFileSync(join(folder, name), bytes, { mode: 0o600 })
  }
  const pictures = photos.files.size === 0 ? '' : `, and ${photos.files.size} photos,`
  say(`${person.name}: record.html and entries.json${pictures} are in ${folder}, signed.`)
  for (const fault of photos.faults) say(fault)
  say(`Whoever has the folder checks it with: verify FOLDER ${bytesToHex(root.publicKey)}`)
  say('Tell them that key by another way than the folder itself.')
}

/** `copy` puts the sealed attachments beside its file. */
function attachmentBeside(copy: string, blob: BlobId): Bytes | undefined {
  const file = join(`${copy}.attachments`, blob)
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined
}

async function verify(folder: string, key: string, copy: string): Promise<void> {
  const files = new Map(
    readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const),
  )
  const { faults, said } = await verifyExport(files, key, copy === '' ? null : await kitsIn(copy))
  if (faults.length > 0) throw new Error(faults.join('\n'))
  say(said.join('\n'))
}

/** Of the chains alone: no sheet is asked for. */
async function kitsIn(path: string): Promise<KitHistory> {
  const history = await readKitHistory({ store: createMemoryDeviceStore(), clock, random }, itemsIn(path))
  if (!history.ok) throw new Error(historyProblems[history.error])
  return history.value
}

function itemsIn(path: string): readonly PullItem[] {
  const parsed = createPullParser().push(readFileSync(path))
  if (!parsed.ok) throw new Error('This copy is damaged. Make another one with the copy command.')
  // A full disk or a stick pulled out leaves the beginning alone, which opens as well.
  if (parsed.value.length > 0 && parsed.value.at(-1)?.type !== 'end')
    throw new Error('This copy is not whole: its end is missing. Make another one with the copy command.')
  return parsed.value
}

async function drill(path: string): Promise<void> {
  const { isGood, lines: told } = drillOf(await openCopy(path))
  if (!isGood) throw new Error(told.join('\n'))
  say(told.join('\n'))
}

const usage =
  'Usage: make-kit NAME SHEETS.html | check-kit | export COPY PERSON FOLDER | verify FOLDER KEY [COPY] | kits COPY | openings COPY | drill COPY'
const [command, ...args] = process.argv.slice(2)

async function run(): Promise<void> {
  const [first = '', second = '', third = ''] = args
  if (command === 'make-kit' && second !== '') return makeKit(first, second)
  if (command === 'check-kit') return sayKey(await askSeed())
  if (command === 'export' && third !== '') return exportOne(first, second, third)
  if (command === 'verify' && second !== '') return verify(first, second, third)
  if (command === 'kits' && first !== '') return say(kitLines(await kitsIn(first)).join('\n'))
  if (command === 'drill' && first !== '') return drill(first)
  if (command === 'openings' && first !== '') return say(listOpenings(await openCopy(first)).join('\n'))
  throw new Error(usage)
}

try {
  await run()
} catch (failure) {
  say(failure instanceof Error ? failure.message : usage)
  process.exitCode = 1
} finally {
  lines.close()
}
