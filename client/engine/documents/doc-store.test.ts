/** DC1-DC8: documents come together on every device, whatever came when, and only by rightful changes. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { DeviceId, DocId, EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { ListChangeRow } from '../../domain/projections/rows.ts'
import { clock, createWorld, type Device, type World } from '../membership/testing/world.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createDocStore, type DocPlan, type DocStore, type IncomingChange } from './doc-store.ts'

let world: World
let entries = 0

beforeAll(async () => {
  world = await createWorld('documents')
  await initAutomergeInNode()
})

interface Holder {
  readonly docs: DocStore
  readonly store: MemoryDeviceStore
  readonly id: DeviceId
  /** As after a restart: on the same disk, Automerge not loaded. */
  readonly again: () => Promise<Holder>
}

async function holder({ chains, id }: Device, store = createMemoryDeviceStore()): Promise<Holder> {
  const random = createSeededRandom(`documents of ${id} ${entries}`)
  const vaultKey = createSeededRandom(id).bytes(32)
  const sealedStore = await createSealedStore({ store, random, vaultKey })
  const docs = createDocStore({ sealedStore, chains, device: id, initAutomerge: initAutomergeInNode, now: clock.now })
  return { docs, store, id, again: () => holder({ chains, id } as Device, store.reopen()) }
}

function incoming(
  by: DeviceId,
  group: GroupId,
  doc: DocId,
  bytes: Bytes,
  more: Partial<IncomingChange> = {},
): IncomingChange {
  const entry = (entries++).toString(16).padStart(64, '0') as EntryId
  return { entry, group, doc, author: by, role: 'staff', writtenAt: clock.now(), bytes, ...more }
}

async function commit({ store }: Holder, plan: DocPlan | null): Promise<DocPlan> {
  if (plan === null) throw new Error('nothing to commit')
  expect((await store.commit(plan.writes)).ok).toBe(true)
  return plan
}

/** What a person does at a device: a change to Doreen's details, on that device's disk, and the entry others get. */
async function write(at: Holder, details: Parameters<typeof changeDetails>[1]): Promise<IncomingChange> {
  const made = await at.docs.change('person', world.about, (doc) => changeDetails(doc, details))
  if (!made.ok || made.value === null) throw new Error('no change')
  const { doc, payload, sealedAlongside } = made.value
  const random = createSeededRandom(`sealing ${entries}`)
  const sealed = await createSealedStore({ store: at.store, random, vaultKey: createSeededRandom(at.id).bytes(32) })
  await at.store.commit(await sealed.seal(sealedAlongside))
  return incoming(at.id, world.groups.care, doc, payload)
}

async function detailsAt({ docs }: Holder) {
  const { details } = await docs.read('person', world.about)
  return Object.fromEntries(Object.entries(details).map(([field, value]) => [field, String(value)]))
}

test('DC1 a change made here is shown here, once committed, and again after a restart', async () => {
  const nurse = await holder(world.nurse)
  await write(nurse, { given: 'Doreen', family: 'Ashworth' })
  const later = await nurse.again()
  expect(await detailsAt(later)).toMatchObject({ given: 'Doreen', family: 'Ashworth' })
  const { rows } = await commit(later, await later.docs.catchUp(10))
  expect(rows.map(({ collection, partition }) => [collection, partition])).toEqual([
    ['banners', world.about],
    ['alerts', world.about],
    ['details', world.about],
  ])
  expect(await later.docs.catchUp(10)).toBeNull()
})

test('DC1 an edit that says what is there already is no change, one that is refused says why', async () => {
  const nurse = await holder(world.nurse)
  await write(nurse, { given: 'Doreen' })
  const same = await nurse.docs.change('person', world.about, (doc) => changeDetails(doc, { given: 'Doreen' }))
  expect(same).toEqual(ok(null))
  const wrong = await nurse.docs.change('person', world.about, (doc) => changeDetails(doc, { born: 'long ago' }))
  expect(wrong).toEqual({ ok: false, error: { type: 'implausible', field: 'born' } })
})

test('DC1 an edit that makes two changes of one act is a fault of the app: nothing of it is told as done', async () => {
  const nurse = await holder(world.nurse)
  const twice = nurse.docs.change('person', world.about, (doc) => {
    const once = changeDetails(doc, { given: 'Doreen' })
    return once.ok ? changeDetails(once.value, { family: 'Ashworth' }) : once
  })
  await expect(twice).rejects.toThrow('one act is one change')
  expect(await detailsAt(nurse)).toMatchObject({ given: '', family: '' })
})

test('DC2 a commit that failed leaves nothing behind', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const change = await write(nurse, { given: 'Doreen' })
  await gp.docs.start()
  expect((await gp.docs.take([change])).rows.length).toBe(3)
  expect(await detailsAt(gp)).toMatchObject({ given: '' })
  await commit(gp, await gp.docs.take([change]))
  expect(await detailsAt(gp)).toMatchObject({ given: 'Doreen' })
})

test('DC3 before Automerge is loaded changes are kept on disk, and shown when it is, also after a restart', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const changes = [await write(nurse, { given: 'Doreen' }), await write(nurse, { phone: '01632 960123' })]
  for (const change of changes) {
    expect(await commit(gp, await gp.docs.take([change]))).toMatchObject({ rows: [], refused: [] })
  }
  const later = await gp.again()
  const { rows } = await commit(later, await later.docs.catchUp(10))
  expect(rows.map(({ collection }) => collection)).toEqual(['banners', 'alerts', 'details'])
  expect(await later.docs.catchUp(10)).toBeNull()
  expect(await detailsAt(later)).toMatchObject({ given: 'Doreen', phone: '01632 960123' })
})

test('DC20 of a document that waits the changes are kept, and built once they show all that came', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  await gp.docs.start()
  for (const words of [{ given: 'Doreen' }, { phone: '01632 960123' }]) {
    const plan = await commit(gp, await gp.docs.take([await write(nurse, words)], () => true))
    expect(plan).toMatchObject({ rows: [], refused: [], kept: [{ kind: 'person', key: world.about }] })
  }
  // A plan that did not reach the disk comes again.
  expect((await gp.docs.catchUp(10))?.rows.length).toBe(3)
  const { rows } = await commit(gp, await gp.docs.catchUp(10))
  expect(rows.map(({ collection }) => collection)).toEqual(['banners', 'alerts', 'details'])
  expect(await gp.docs.catchUp(10)).toBeNull()
  expect(await detailsAt(gp)).toMatchObject({ given: 'Doreen', phone: '01632 960123' })
})

test('DC4 whatever the order and however often, with restarts, all end with one document', async () => {
  const [nurse, admin] = [await holder(world.nurse), await holder(world.admin)]
  const changes: IncomingChange[] = []
  for (let number = 0; number < 20; number++) {
    const [at, other] = number % 3 === 0 ? [admin, nurse] : [nurse, admin]
    const change = await write(at, { [number % 2 === 0 ? 'title' : 'phone']: `value ${number}` })
    changes.push(change)
    if (number % 5 === 0)
      await commit(other, await other.docs.take(changes.filter(({ author }) => author !== other.id)))
  }
  for (const each of [nurse, admin]) {
    await each.docs.start()
    await commit(each, await each.docs.take(changes.filter(({ author }) => author !== each.id)))
  }
  const expected = await detailsAt(nurse)
  expect(await detailsAt(admin)).toEqual(expected)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(changes, { minLength: changes.length }),
      fc.array(
        fc.record({
          ...{ size: fc.integer({ min: 1, max: 9 }), restart: fc.boolean() },
          ...{ start: fc.boolean(), waits: fc.boolean(), shows: fc.boolean() },
        }),
      ),
      async (shuffled, batches) => {
        let gp = await holder(world.gp)
        const rest = [...shuffled]
        for (const { restart, shows, size, start, waits } of batches) {
          if (start) await gp.docs.start()
          const { refused } = await commit(gp, await gp.docs.take(rest.splice(0, size), () => waits))
          expect(refused).toEqual([])
          const plan = shows ? await gp.docs.catchUp(1) : null
          if (plan !== null) await commit(gp, plan)
          if (restart) gp = await gp.again()
        }
        await commit(gp, await gp.docs.take([...rest, ...shuffled.slice(0, 3)]))
        for (let plan = await gp.docs.catchUp(1); plan !== null; plan = await gp.docs.catchUp(1)) await commit(gp, plan)
        expect(await detailsAt(gp)).toEqual(expected)
      },
    ),
    { numRuns: 12 },
  )
})

test('DC5 a change that is not its author’s, none at all, of no document here or by one without the right is refused', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const good = await write(nurse, { given: 'Doreen' })
  const { groups, about } = world
  const bad = {
    foreign: { ...good, author: world.admin.id },
    noise: { ...good, bytes: new Uint8Array(200).fill(3) },
    cut: { ...good, bytes: good.bytes.slice(0, -2) },
    otherDoc: { ...good, doc: docIdOf('person', world.groups.care) },
    otherGroup: { ...good, group: groups.private },
    byPublic: { ...good, role: 'patient' as const },
  }
  const changes = Object.entries(bad).map(([name, change]) => ({ ...change, entry: name as EntryId }))
  await gp.docs.start()
  const { refused } = await commit(gp, await gp.docs.take([...changes, good]))
  expect([...refused].sort()).toEqual(Object.keys(bad).sort())
  expect(about.length).toBe(32)
  expect(await detailsAt(gp)).toMatchObject({ given: 'Doreen' })
})

test('DC5 a change with more operations than any person makes is refused', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const made = await nurse.docs.change('person', world.about, (doc) =>
    ok(
      A.change(doc, { time: 0 }, (draft) => {
        for (let number = 0; number < 10_001; number++) draft.pregnant = number % 2 === 0
      }),
    ),
  )
  if (!made.ok || made.value === null) throw new Error('no change')
  const change = incoming(nurse.id, world.groups.care, made.value.doc, made.value.payload)
  await gp.docs.start()
  expect((await gp.docs.take([change])).refused).toEqual([change.entry])
  expect(made.value.payload.length).toBeLessThan(65_536)
})

test('DC6 a bad change kept before Automerge was loaded is refused then, and blocks nothing', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const good = await write(nurse, { given: 'Doreen' })
  const entry = 'a'.repeat(64) as EntryId
  await commit(gp, await gp.docs.take([{ ...good, entry, author: world.admin.id, bytes: good.bytes.with(9, 1) }, good]))
  const { refused, rows } = await commit(gp, await gp.docs.catchUp(10))
  expect(refused).toEqual([entry])
  expect(rows.length).toBe(3)
  expect(await detailsAt(gp)).toMatchObject({ given: 'Doreen' })
})

test('DC6 a document that cannot be read whole is not shown in part: its rows stay and it is named', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  await gp.docs.start()
  const first = await write(nurse, { given: 'Doreen' })
  await commit(gp, await gp.docs.take([first]))
  const [row] = gp.store.dump().filter(({ store }) => store === 'docs')
  await gp.store.commit([{ ...row!, value: row!.value!.with(20, row!.value![20]! ^ 1) }])
  const plan = await commit(gp, await gp.docs.take([await write(nurse, { phone: '1' })]))
  expect(plan).toMatchObject({ rows: [], refused: [], damaged: [first.doc] })
  expect(await commit(gp, await gp.docs.catchUp(5))).toMatchObject({ rows: [], damaged: [first.doc] })
  expect(await gp.docs.catchUp(5)).toBeNull()
})

test('DC361 what an app of nobody’s makes is refused, or kept where no save could hold it, and the document goes on', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const hostile = world.admin.id
  await gp.docs.start()
  const first = await write(nurse, { given: 'Doreen' })
  const { hash, startOp } = A.decodeChange(first.bytes)
  const head = { actor: hostile, seq: 1, startOp: startOp + 50, time: 0, message: null, hash: null, deps: [hash] }
  const made = (op: object) =>
    incoming(hostile, first.group, first.doc, A.encodeChange({ ...head, ops: [op] } as never) as Bytes)
  // Automerge takes in that nothing was deleted, and cannot be asked about it any more.
  const nothing = made({ action: 'del', obj: '_root', key: 'details', pred: [] })
  // It stands in memory and in no save: what it says it replaces lies in another object.
  const elsewhere = made({ action: 'set', obj: '_root', key: 'note', value: 'x', pred: [`${startOp}@${nurse.id}`] })
  const taken = await commit(gp, await gp.docs.take([nothing, elsewhere, first]))
  expect(taken.refused).toEqual([nothing.entry])
  for (let number = 0; number < 20; number++)
    await commit(gp, await gp.docs.take([await write(nurse, { title: `title ${number}` })]))
  const again = await gp.again()
  expect(await detailsAt(again)).toEqual(await detailsAt(nurse))
  await write(again, { phone: '01632 960123' })
  const { damaged, rows } = await commit(again, await again.docs.catchUp(10))
  expect([damaged, rows.length]).toEqual([[], 3])
  expect(await detailsAt(again)).toMatchObject({ title: 'title 19', phone: '01632 960123' })
})

test('DC361 a good change is not refused because a bad one waited for it', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  await gp.docs.start()
  const first = await write(nurse, { given: 'Doreen' })
  const { hash, startOp } = A.decodeChange(first.bytes)
  const op = { action: 'set', obj: '1@00', key: 'given', value: 'x', pred: [`2@${'ee'.repeat(16)}`] }
  const head = { actor: world.admin.id, seq: 1, time: 0, message: null, hash: null }
  const bytes = A.encodeChange({ ...head, deps: [hash], startOp: startOp + 50, ops: [op] } as never) as Bytes
  const bad = incoming(world.admin.id, first.group, first.doc, bytes)
  expect((await commit(gp, await gp.docs.take([bad]))).refused).toEqual([])
  // It names what nobody has written, and goes on waiting for that.
  expect((await commit(gp, await gp.docs.take([first]))).refused).toEqual([])
  expect(await detailsAt(gp)).toMatchObject({ given: 'Doreen' })
})

test('DC7 a long tail is folded: few rows stay on disk', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const changes: IncomingChange[] = []
  for (let number = 0; number < 40; number++) changes.push(await write(nurse, { phone: String(number) }))
  await gp.docs.start()
  for (const change of changes) await commit(gp, await gp.docs.take([change]))
  expect(gp.store.dump().filter(({ store }) => store === 'docs').length).toBeLessThan(20)
  expect(await detailsAt(gp)).toMatchObject({ phone: '39' })
})

test('DC7 folding keeps what still waits for an earlier change', async () => {
  const [nurse, admin] = [await holder(world.nurse), await holder(world.admin)]
  const gp = await holder(world.gp)
  const own: IncomingChange[] = []
  for (let number = 0; number < 20; number++) own.push(await write(nurse, { phone: String(number) }))
  const [first, second] = [await write(admin, { given: 'Doreen' }), await write(admin, { family: 'Ashworth' })]
  await gp.docs.start()
  await commit(gp, await gp.docs.take([second]))
  for (const change of own) await commit(gp, await gp.docs.take([change]))
  expect(await detailsAt(gp)).toMatchObject({ phone: '19', given: '', family: '' })
  const later = await gp.again()
  await later.docs.start()
  await commit(later, await later.docs.take([first]))
  expect(await detailsAt(later)).toMatchObject({ phone: '19', given: 'Doreen', family: 'Ashworth' })
})

test('DC8 the diary of a day is a document of the team, found by its date', async () => {
  const [nurse, gp] = [await holder(world.nurse), await holder(world.gp)]
  const day = new Date(clock.now() + 86_400_000).toISOString().slice(0, 10)
  const id = 'e'.repeat(32)
  const visit = { personId: world.about, memberId: 'f'.repeat(32), from: '09:30', to: null, window: null, order: 1 }
  const input = { ...visit, reason: 'Leg dressing', tag: null, household: '' }
  const made = await nurse.docs.change('diary', day, (doc) => planVisit(doc, id, input))
  if (!made.ok || made.value === null) throw new Error('not planned')
  await gp.docs.start()
  const change = incoming(nurse.id, world.groups.team, made.value.doc, made.value.payload)
  const { rows } = await commit(gp, await gp.docs.take([change]))
  expect(rows).toMatchObject([{ collection: 'visits', id, row: { date: day, reason: 'Leg dressing' } }])
  for (const writtenAt of [0, Number.MAX_SAFE_INTEGER]) {
    const odd = { ...change, doc: docIdOf('diary', '1970-01-02'), writtenAt: writtenAt as Instant }
    expect((await gp.docs.take([odd])).refused).toEqual([change.entry])
  }
  const farOff = docIdOf('diary', '2031-01-01')
  expect((await gp.docs.take([{ ...change, doc: farOff }])).refused).toEqual([change.entry])
})

const carbocisteine = {
  ...{ name: 'carbocisteine', brand: '', form: 'capsule', dose: '375 mg', frequency: 'twice a day', route: 'by mouth' },
  ...{ prescriber: 'Dr Tom Reid', since: '2026-05-01', source: '', risk: '' },
}

/** The rows as pages keep them. */
function changedAtIn(plans: readonly DocPlan[]): number | undefined {
  const rows = plans.flatMap(({ rows }) => rows).filter(({ collection }) => collection === 'listChanges')
  const kept = rows.length === 0 ? undefined : rows.reduce((a, b) => mergeRows(a, b))
  return (kept?.row as ListChangeRow | undefined)?.changedAt
}

test('DC9 a list of medicines says when its newest change was written, in any order, and when it was folded', async () => {
  const nurse = await holder(world.nurse)
  const changes: IncomingChange[] = []
  for (let number = 0; number < 20; number++) {
    const made = await nurse.docs.change('medicines', world.about, (doc) =>
      writeMedicine(doc, 'e'.repeat(32), { ...carbocisteine, dose: `${number + 1} mg` }),
    )
    if (!made.ok || made.value === null) throw new Error('no change')
    const { doc, payload, sealedAlongside } = made.value
    const sealed = await createSealedStore({
      store: nurse.store,
      random: createSeededRandom(`medicines ${number}`),
      vaultKey: createSeededRandom(nurse.id).bytes(32),
    })
    await nurse.store.commit(await sealed.seal(sealedAlongside))
    changes.push(incoming(nurse.id, world.groups.care, doc, payload, { writtenAt: (1_000 + number) as Instant }))
  }
  const [early, late, cold] = [await holder(world.gp), await holder(world.gp), await holder(world.gp)]
  const forwards = []
  await early.docs.start()
  for (const change of changes) forwards.push(await commit(early, await early.docs.take([change])))
  expect(changedAtIn(forwards)).toBe(1_019)
  const backwards = []
  await late.docs.start()
  for (const change of [...changes].reverse()) backwards.push(await commit(late, await late.docs.take([change])))
  expect(changedAtIn(backwards)).toBe(1_019)
  for (const change of changes.slice(0, 5)) await commit(cold, await cold.docs.take([change]))
  const warm = await cold.again()
  expect(changedAtIn([await commit(warm, await warm.docs.catchUp(5))])).toBe(1_004)
})
