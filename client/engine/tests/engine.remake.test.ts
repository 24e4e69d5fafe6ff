/** RV1-RV3: rows of an older form are made again from the log, without network, also when that is cut short. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { writeNote } from '../../domain/records/note.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import { readRowsVersion, rowsVersion, rowsVersionWrite } from '../remake/rows-version.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { StoreFailure } from '../storage/device-store.ts'
import { entriesInRow, logWrites } from '../sync/entry-log.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = doreen
const decidedDoses = 18
let memory: MemoryRelay
let here: Neighbourhood
/** Aisha's disk, after a day of work with Priya and Doreen. */
let disk: ReturnType<MemoryDeviceStore['dump']>

async function join(name: string, role: 'staff' | 'patient') {
  const made = here.device({ network: memory.wire() })
  await joinWith(made.engine, await here.invite(name, role, role === 'patient' ? personId : undefined))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

let acts = 0
function intent() {
  acts += 1
  memory.clock.advance(60_000)
  return { commandId: idOf<string>(`remake ${acts}`), at: memory.clock.now() }
}

async function writeNotes({ admin }: Engine, label: string): Promise<void> {
  const author = admin.session()!.device.own.signature
  const base = admin.historyBase({ id: idOf(label), at: memory.clock.now(), author, about: personId })
  const note = must(writeNote({ visitId: null, words: `Words of ${label}`, found: '', did: '', next: '' }, base))
  must(await admin.writeRecords([{ key: idOf(`part ${label}`), group: admin.careGroup(personId)!, records: [note] }]))
}

beforeAll(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const aisha = await join('Aisha Rahman', 'staff')
  const priya = await join('Priya Patel', 'staff')
  const phone = await join('Doreen Ashworth', 'patient')
  await sync(here.robot, aisha.engine, priya.engine, phone.engine)
  const threadId = threadIdOf(here.robot.admin.privateGroup(personId)!)
  const say = (engine: Engine, text: string) =>
    engine.run({ type: 'send-message', ...intent(), threadId, text, answers: null })
  await writeNotes(priya.engine, 'a note of Priya’s')
  memory.clock.advance(3_600_000)
  await say(phone.engine, 'Are you coming?')
  await sync(priya.engine, phone.engine, aisha.engine)
  await writeNotes(aisha.engine, 'a note of her own')
  await say(aisha.engine, 'At ten.')
  const line = { name: 'warfarin', brand: '', form: 'tablet', dose: '3 mg', frequency: 'once a day', route: 'by mouth' }
  const rest = { prescriber: 'Dr Reid', since: '2026-01-02', source: 'GP record', risk: 'Anticoagulant' }
  must(
    await aisha.engine.admin.changeDocument('medicines', personId, (doc) =>
      writeMedicine(doc, idOf('warfarin'), { ...line, ...rest }),
    ),
  )
  // More than a document keeps one by one: what was decided first is in what was folded.
  for (let dose = 1; dose <= decidedDoses; dose++) {
    const change = { personId, medicineId: idOf<string>('warfarin'), fields: { dose: `${dose}.5 mg` } }
    const outcome = await aisha.engine.run({ type: 'change-medicine', ...change, ...intent(), reason: `Why ${dose}` })
    expect(outcome).toEqual({ ok: true })
  }
  await sync(aisha.engine, phone.engine, priya.engine, aisha.engine)
  await say(phone.engine, 'Thank you.')
  await sync(phone.engine, aisha.engine)
  await aisha.engine.close()
  disk = aisha.store.dump()
})
afterAll(() => here.close())

async function copyOfDisk(version: string | null): Promise<MemoryDeviceStore> {
  const store = createMemoryDeviceStore()
  const { key } = rowsVersionWrite(rowsVersion)
  const writes = disk.filter((write) => write.store !== 'meta' || write.key !== key)
  must(await store.commit(version === null ? writes : [...writes, rowsVersionWrite(version)]))
  return store
}

async function unlocked(store: MemoryDeviceStore): Promise<{ engine: Engine; outcome: UnlockOutcome }> {
  const wire = memory.wire()
  wire.setFate('request-lost')
  const { engine } = here.device({ store, network: wire })
  await stateOf(engine, ({ type }) => type === 'locked')
  return { engine, outcome: await engine.unlock(passphrase) }
}

/** Everything its screens say. */
async function told(store: MemoryDeviceStore): Promise<readonly ViewOf<QueryName>[]> {
  const { engine } = await unlocked(store)
  await engine.settle()
  const threadId = threadIdOf(here.robot.admin.privateGroup(personId)!)
  const date = new Date(memory.clock.now()).toISOString().slice(0, 10)
  const views = await Promise.all([
    viewOf(engine, 'person', { personId }, ({ medicines }) => medicines.length === 1),
    viewOf(engine, 'thread', { threadId }),
    viewOf(engine, 'threads', {}),
    viewOf(engine, 'people', { search: '' }),
    viewOf(engine, 'counts', {}),
    viewOf(engine, 'details', { personId }),
    viewOf(engine, 'decided', { personId }, ({ complete }) => complete),
    viewOf(engine, 'today', { date }),
    viewOf(engine, 'search', { text: 'warf', in: 'all' }, ({ reading }) => reading === null),
  ])
  await engine.close()
  return views
}

test('DL335 RV1 rows of an older form, or of none, are made again without network and say the same', async () => {
  const expected = await told(await copyOfDisk(rowsVersion))
  const [person, thread] = expected as [ViewOf<'person'>, ViewOf<'thread'>]
  expect(person.story).toHaveLength(5)
  const decided = expected[6] as ViewOf<'decided'>
  expect(decided.items.filter(({ said }) => said.type === 'medicine')).toHaveLength(decidedDoses)
  expect(thread.messages.map(({ text }) => text)).toEqual(['Are you coming?', 'At ten.', 'Thank you.'])
  for (const version of [null, '1']) {
    const store = await copyOfDisk(version)
    expect(await told(store)).toEqual(expected)
    expect(await readRowsVersion(store)).toBe(rowsVersion)
    expect(await told(store)).toEqual(expected)
  }
})

test('DS21 a log as older apps kept it, with a row an entry, says the same', async () => {
  const expected = await told(await copyOfDisk(rowsVersion))
  const store = await copyOfDisk(null)
  // Chains' rows were not kept by older apps.
  const rows = store.dump().filter(({ key, store: name }) => name === 'log' && !key.startsWith('controls/'))
  expect(rows.some(({ value }) => entriesInRow(value!).length > 1)).toBe(true)
  for (const { key, value } of rows) {
    const entries = entriesInRow(value!).map((bytes) => must(parseContentEntry(bytes)))
    const older = entries.flatMap((entry) => logWrites([entry]))
    expect((await store.commit([{ store: 'log', key, value: null }, ...older])).ok).toBe(true)
  }
  expect(await told(store)).toEqual(expected)
})

/** Of the rows that are made again: this commit is not taken, and `later` neither those after it. */
function failingAt(store: MemoryDeviceStore, commit: number, later: boolean, failure: StoreFailure) {
  let [left, hasFailed] = [commit, false]
  const failing: MemoryDeviceStore = {
    ...store,
    commit: async (writes) => {
      const isRemaking = writes.every((write) => ['pages', 'meta', 'drafts', 'docs'].includes(write.store))
      const fails = isRemaking && (left === 0 || (left < 0 && later))
      if (isRemaking) left -= 1
      if (!fails) return store.commit(writes)
      hasFailed = true
      return { ok: false, error: failure }
    },
  }
  return { failing, hasFailed: () => hasFailed }
}

test.each([
  ['from one on', true, { type: 'no-space' }, { type: 'no-space' }],
  ['once', false, { type: 'disk', detail: 'worn' }, { type: 'broken', detail: 'worn' }],
] as const)(
  'RV2 a disk that fails at any commit, %s, opens nothing half made and says why, and the next start makes all of it',
  async (_, later, failure, problem) => {
    const expected = await told(await copyOfDisk(rowsVersion))
    for (let commits = 0, isOpen = false; !isOpen; commits++) {
      const store = await copyOfDisk(null)
      const { failing, hasFailed } = failingAt(store, commits, later, failure)
      const opened = await unlocked(failing)
      isOpen = !hasFailed()
      expect([commits, opened.outcome]).toEqual([commits, isOpen ? { ok: true } : { ok: false, problem }])
      expect((await readRowsVersion(store)) === rowsVersion, `after ${commits} commits`).toBe(isOpen)
      await opened.engine.close()
      expect(await told(store.reopen())).toEqual(expected)
    }
  },
)

test('RV3 a device that has just joined begins with the newest form', async () => {
  const ben = await join('Ben Okafor', 'staff')
  expect(await readRowsVersion(ben.store)).toBe(rowsVersion)
})
