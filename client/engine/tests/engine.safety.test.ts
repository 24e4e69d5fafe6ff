/** An allergy and a prescription written apart, and what people then do: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { Command, Outcome } from '../../engine-api/commands.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
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
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Colleague {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

const { personId } = doreen
const medicineId = 'ca'.repeat(16)
const amoxicillin = { ...carbocisteine, name: 'amoxicillin', dose: '500 mg' }

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Colleague
let priya: Colleague
let count = 0

async function join(name: string): Promise<Colleague> {
  const wire = memory.wire()
  const { engine, store } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, store, wire }
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman')
  priya = await join('Priya Patel')
  return () => here.close()
})

type Asked = Command extends infer One ? (One extends Command ? Omit<One, 'commandId' | 'at'> : never) : never

/** A minute later, as somebody taps. */
function run({ engine }: Colleague, asked: Asked): Promise<Outcome> {
  count += 1
  memory.clock.advance(60_000)
  return engine.run({ ...asked, commandId: idOf(`safety ${count}`), at: memory.clock.now() } as Command)
}

const penicillin = {
  type: 'record-allergy',
  personId,
  substance: 'Penicillin',
  reaction: 'rash',
  on: '2011-02-02',
  reason: 'She told me at the door',
} as const

const prescribe = ({ engine }: Colleague, input = amoxicillin, id = medicineId) =>
  engine.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, id, input))

const personAt = ({ engine }: Colleague, isIt: (view: PersonView) => boolean = () => true) =>
  viewOf(engine, 'person', { personId }, isIt)

const isWarned = ({ warnings = [] }: PersonView) => warnings.length > 0

async function writtenApart(): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  expect(await run(aisha, penicillin)).toEqual({ ok: true })
  must(await prescribe(priya))
  for (const one of [aisha, priya]) expect(isWarned(await personAt(one))).toBe(false)
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
}

test('SC11 an allergy and a prescription written apart warn both, with who, why and since when, once they have met', async () => {
  await writtenApart()
  await sync(aisha.engine, priya.engine, aisha.engine)
  const [hers, theirs] = await Promise.all([aisha, priya].map((one) => personAt(one, isWarned)))
  expect(hers?.warnings).toEqual(theirs?.warnings)
  expect(hers?.warnings).toMatchObject([
    {
      kind: 'allergy',
      level: 'stop',
      why: { type: 'same-class', name: 'penicillins' },
      allergy: { substance: 'Penicillin', reaction: 'rash', author: { name: 'Aisha Rahman' } },
      medicines: [{ names: ['amoxicillin', ''], dose: '500 mg' }],
      answer: null,
    },
  ])
  expect(hers?.warnings?.[0]?.allergy?.writtenAt).toBeGreaterThan(0)
})

test('SE360 a medicine that is found carries what it does not go with, until somebody has looked at it', async () => {
  await writtenApart()
  await sync(aisha.engine, priya.engine, aisha.engine)
  const [warning] = (await personAt(aisha, isWarned)).warnings ?? []
  const found = () =>
    viewOf(aisha.engine, 'search', { text: 'amoxicillin', in: 'medicines' }, ({ reading }) => reading === null)
  expect((await found()).medicines.hits).toMatchObject([{ id: medicineId, warning: { key: warning?.key } }])
  const looked = { type: 'acknowledge-warning', personId, warning: warning?.key ?? '', reason: 'Tolerated' } as const
  expect(await run(aisha, looked)).toEqual({ ok: true })
  expect((await found()).medicines.hits[0]).not.toHaveProperty('warning')
})

test('SC11 it does not matter which of the two comes first, nor that the app was closed in between', async () => {
  await writtenApart()
  // The prescription reaches Aisha before her allergy has left.
  await sync(priya.engine)
  const again = here.device({ network: aisha.wire, store: aisha.store.reopen(), headless: false })
  await aisha.engine.close()
  expect(await again.engine.unlock(passphrase)).toEqual({ ok: true })
  await personAt({ ...aisha, engine: again.engine })
  await sync(again.engine)
  // What came before Automerge was loaded is opened after the first screen.
  again.engine.admin.session()?.documents.start()
  expect((await personAt({ ...aisha, engine: again.engine }, isWarned)).warnings).toHaveLength(1)
  await sync(priya.engine)
  expect((await personAt(priya, isWarned)).warnings).toHaveLength(1)
})

test('SC11 the day of whoever visits her says it before anybody opens her record', async () => {
  const date = '2026-06-01'
  const memberId = idOf<string>('Priya Patel')
  const free = { from: null, to: null, window: null, tag: null }
  const visit = { personId, memberId, ...free, reason: 'Check', order: 1, household: '' }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, 'dd'.repeat(16), visit)))
  await sync(here.robot, priya.engine)
  await writtenApart()
  await sync(aisha.engine, priya.engine)
  const today = await viewOf(priya.engine, 'today', { date }, ({ visits }) => visits[0]?.warnings !== undefined)
  expect(today.visits[0]?.warnings).toHaveLength(1)
})

test('SC12 who has looked and why stands beside it on every device, until a fact changes', async () => {
  await writtenApart()
  await sync(aisha.engine, priya.engine, aisha.engine)
  const { warnings: [first] = [] } = await personAt(priya, isWarned)
  const answer = {
    type: 'acknowledge-warning',
    personId,
    warning: first?.key ?? '',
    reason: 'Tolerated in 2020',
  } as const
  expect(await run(priya, { ...answer, reason: ' ' })).toMatchObject({ problem: { type: 'nothing-written' } })
  expect(await run(priya, answer)).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  const isAnswered = ({ warnings = [] }: PersonView) => warnings.some((each) => each.answer !== null)
  expect((await personAt(aisha, isAnswered)).warnings?.[0]?.answer).toMatchObject({
    author: { name: 'Priya Patel' },
    reason: 'Tolerated in 2020',
  })
  const change = {
    type: 'change-medicine',
    personId,
    medicineId,
    fields: { dose: '1 g' },
    reason: 'Still chesty',
  } as const
  expect(await run(priya, change)).toEqual({ ok: true })
  const after = await personAt(priya, ({ warnings = [] }) => warnings[0]?.key !== first?.key)
  expect(after.warnings).toMatchObject([{ answer: null }])
  expect(await run(priya, answer)).toMatchObject({ problem: { type: 'warning-gone' } })
})

test('SC13 an allergy taken back with a reason, or a medicine stopped, ends the warning', async () => {
  await writtenApart()
  await sync(aisha.engine, priya.engine, aisha.engine)
  const stop = { type: 'stop-medicine', personId, medicineId, on: '2026-06-01', reason: 'Allergy' } as const
  await personAt(priya, isWarned)
  expect(await run(priya, stop)).toEqual({ ok: true })
  await personAt(priya, (view) => !isWarned(view))
  await sync(priya.engine, aisha.engine)
  must(await prescribe(aisha, amoxicillin, 'cb'.repeat(16)))
  const { allergies: [allergy] = [] } = await personAt(aisha, isWarned)
  const end = { type: 'end-allergy', personId, allergyId: allergy?.allergyId ?? '', on: '2026-06-01' } as const
  expect(await run(aisha, { ...end, reason: '' })).toMatchObject({ problem: { type: 'nothing-written' } })
  expect(await run(aisha, { ...end, reason: 'Tested at the clinic' })).toEqual({ ok: true })
  const after = await personAt(aisha, (view) => !isWarned(view))
  expect(after.alerts[0]?.title).toBe('Allergies not recorded')
  expect(await run(aisha, { ...end, reason: 'Again' })).toMatchObject({ problem: { type: 'already-ended' } })
  expect(await run(aisha, { ...end, allergyId: 'ee'.repeat(16), reason: 'Whose' })).toMatchObject({
    problem: { type: 'unknown-allergy' },
  })
})

test('SC13 "none known" is refused while an allergy is recorded, and taken back by recording one', async () => {
  const none = { type: 'record-no-known-allergies', personId, on: '2026-06-01' } as const
  expect(await run(aisha, none)).toEqual({ ok: true })
  await personAt(aisha, ({ alerts }) => alerts[0]?.title === 'No known allergies')
  expect(await run(aisha, penicillin)).toEqual({ ok: true })
  const known = await personAt(aisha, ({ alerts }) => alerts[0]?.title === 'Known allergies')
  expect(isWarned(known)).toBe(false)
  expect(await run(aisha, none)).toMatchObject({ problem: { type: 'allergies-recorded' } })
})

test('SC14 of somebody without details nobody has asked about allergies, and that is said', async () => {
  const { alerts } = await personAt(aisha, ({ complete }) => complete)
  expect(alerts.map(({ title }) => title)).toEqual(['Allergies not recorded'])
  // A document with an allergy and no details does not hide who she is.
  expect(await run(aisha, penicillin)).toEqual({ ok: true })
  const { ageYears, banner } = await personAt(aisha, ({ allergies = [] }) => allergies.length > 0)
  expect(banner).toMatchObject({ name: doreen.name, born: doreen.born, nhsNumber: doreen.nhsNumber })
  expect(ageYears).not.toBeNull()
})

test('SC14 a name the table does not know is said to be unchecked, never clear', async () => {
  expect(await run(aisha, { ...penicillin, substance: 'Latex' })).toEqual({ ok: true })
  must(await prescribe(aisha, { ...amoxicillin, name: 'yarrow tincture' }))
  const { unchecked } = await personAt(aisha, ({ unchecked: found }) => (found?.medicines.length ?? 0) > 0)
  expect(unchecked).toEqual({ allergies: ['Latex'], medicines: ['yarrow tincture'] })
})

test('SC13 the same command again changes nothing', async () => {
  const at = memory.clock.now() as Instant
  const once = { ...penicillin, commandId: idOf('safety once'), at } as const
  expect(await aisha.engine.run(once)).toEqual({ ok: true })
  expect(await aisha.engine.run({ ...once, substance: 'Aspirin' })).toEqual({ ok: true })
  expect((await personAt(aisha)).allergies?.map(({ substance }) => substance)).toEqual(['Penicillin'])
})
