/** DC582, DC680: what a batch shows of a document that still waits to be opened: nothing, until all of it is. */
import * as A from '@automerge/automerge/slim'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { docIdOf } from '../../../shared/lib/doc-id.ts'
import type { EntryId, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import type { OpenedChange } from '../receive/open-records.ts'
import { createParked } from '../receive/parked.ts'
import type { Session } from '../session.ts'
import { doreen, idOf, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues } from '../testing/two-colleagues.ts'

const personId = doreen.personId as PersonId
const sessionOf = ({ engine }: Colleague): Session => engine.admin.session()!
let count = 0

/** A change to Doreen's details on this device's disk, as it would come out of its entry at a colleague's. */
async function changed(
  { device, documents, writer }: Session,
  details: Parameters<typeof changeDetails>[1],
): Promise<OpenedChange> {
  return writer.inTurn(async () => {
    const planned = must(await documents.plan('person', personId, (doc) => changeDetails(doc, details)))
    if (planned === null || planned.entry.kind !== 'change') throw new Error('no change')
    const { entry, sealedAlongside } = planned
    must(await writer.write({ entries: [entry], alongside: [], sealedAlongside }))
    const header = { author: device.device, doc: docIdOf('person', personId), group: entry.group, writtenAt: 1_000 }
    const id = (++count).toString(16).padStart(64, '0') as EntryId
    const item = { entry: { id, header }, author: { role: 'staff' } }
    return { item, payload: entry.payload } as unknown as OpenedChange
  })
}

test('DC582 of a document that waits a batch shows nothing, the last of its stream neither; then it shows all that came, built once', async () => {
  const { aisha, here, priya } = await startTwoColleagues()
  aisha.wire.setFate('request-lost')
  const first = await changed(sessionOf(aisha), { given: 'Dorothy' })
  const second = await changed(sessionOf(aisha), { phone: '01632 960123' })
  const { documents, rows } = sessionOf(priya)
  const shown = () => rows.find('details', { partition: personId })
  const before = await shown()
  let times = 0
  const stop = rows.changed((collections) => {
    if (collections.has('details')) times += 1
  })
  for (const [change, isMoreComing] of [
    [first, true],
    [second, false],
  ] as const) {
    const plan = await documents.take([change], isMoreComing)
    expect(plan).toMatchObject({ rows: [], refused: [] })
    must(await priya.engine.admin.store().commit(plan.writes))
    expect(documents.isWaiting('person', personId)).toBe(true)
    expect(await shown()).toEqual(before)
  }
  documents.showKept()
  await documents.settle()
  expect(documents.isWaiting('person', personId)).toBe(false)
  expect(JSON.stringify(await shown())).toMatch(/Dorothy.*01632 960123|01632 960123.*Dorothy/)
  expect(times).toBe(1)
  stop()
  aisha.wire.setFate('delivered')
  await here.close()
})

test('DC680 a change that is found to be none only when its document is opened is parked, told, and blocks nothing', async () => {
  const { aisha, here, priya } = await startTwoColleagues()
  const { device, writer } = sessionOf(aisha)
  const { group } = device.chains.careChainOf(personId)!
  const place = { kind: 'change', group, priority: 'ordinary', doc: docIdOf('person', personId) } as const
  const rubbish = {
    ...place,
    payload: new Uint8Array(200).fill(3),
    rows: [],
    drops: [],
    label: { kind: 'person', personId },
  } as const
  must(await writer.inTurn(() => writer.write({ entries: [rubbish], alongside: [], sealedAlongside: [] })))
  for (const given of ['Dora', 'Dot', 'Dorothy'])
    must(await aisha.engine.admin.changeDocument('person', personId, (doc) => changeDetails(doc, { given })))
  await sync(aisha.engine)
  // A stream of several batches: what comes is kept, and its document is opened after the last of them.
  for (const fate of ['stream-cut', 'delivered'] as const) {
    priya.wire.setFate(fate)
    await sync(priya.engine)
  }
  await viewOf(
    priya.engine,
    'details',
    { personId },
    (view) => view.complete && JSON.stringify(view).includes('Dorothy'),
  )
  const { parked } = await viewOf(priya.engine, 'sync', {}, (view) => view.parked.length > 0)
  expect(parked.map(({ reason }) => reason)).toEqual(['bad-change'])
  // After a restart too: of what is on the disk.
  const anew = createParked(sessionOf(priya).device.sealedStore)
  await anew.load()
  expect(anew.refused().map(({ reason }) => reason)).toEqual(['bad-change'])
  await here.close()
})

test('DC680 a change that is found to be none only when what it waited for comes is parked and told too', async () => {
  const { aisha, here, join, priya } = await startTwoColleagues()
  const ben = await join('Ben Okafor')
  const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okafor'].map((name) => idOf<MemberId>(name))
  must(await here.robot.admin.setRound(doreen.roundId, round))
  await sync(here.robot, ben.engine)
  const { device, writer } = sessionOf(ben)
  const { group } = device.chains.careChainOf(personId)!
  aisha.wire.setFate('request-lost')
  const { payload } = await changed(sessionOf(aisha), { given: 'Dorothy' })
  const { hash } = A.decodeChange(payload)
  // It stands on Aisha’s change and is numbered below it, which is seen once that is here: no save that has it could be loaded.
  const head = { actor: device.device, seq: 1, startOp: 1, time: 0, message: null, hash: null, deps: [hash] }
  const op = { action: 'set', obj: '_root', key: 'note', value: 'x', pred: [] }
  const nothing = {
    ...({ kind: 'change', group, priority: 'ordinary', doc: docIdOf('person', personId) } as const),
    payload: A.encodeChange({ ...head, ops: [op] } as never) as Bytes,
    ...({ rows: [], drops: [], label: { kind: 'person', personId } } as const),
  }
  must(await writer.inTurn(() => writer.write({ entries: [nothing], alongside: [], sealedAlongside: [] })))
  await sync(ben.engine, priya.engine)
  expect(sessionOf(priya).device.parked.refused()).toEqual([])
  aisha.wire.setFate('delivered')
  await sync(aisha.engine, priya.engine)
  const anew = createParked(sessionOf(priya).device.sealedStore)
  for (const parked of [sessionOf(priya).device.parked, anew]) {
    await parked.load()
    expect(parked.refused().map(({ reason }) => reason)).toEqual(['bad-change'])
  }
  expect(JSON.stringify(await viewOf(priya.engine, 'details', { personId }))).toContain('Dorothy')
  await here.close()
})
