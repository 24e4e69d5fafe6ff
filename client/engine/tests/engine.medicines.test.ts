/** A nurse and a pharmacist change one medicines list while both are without signal: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { stopMedicine, writeMedicine } from '../../domain/documents/medicines.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { MedicineFieldsInput } from '../../engine-api/commands.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Colleague {
  readonly engine: Engine
  readonly wire: Wire
}

const { personId } = doreen
const medicineId = 'ca'.repeat(16)
const about = { personId, medicineId }

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Colleague
let priya: Colleague
let count = 0

async function join(name: string): Promise<Colleague> {
  const wire = memory.wire()
  const { engine } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, wire }
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman')
  priya = await join('Priya Patel')
  must(
    await here.robot.admin.changeDocument('medicines', personId, (doc) =>
      writeMedicine(doc, medicineId, carbocisteine),
    ),
  )
  await sync(here.robot, aisha.engine, priya.engine)
  return () => here.close()
})

function intent(): { readonly commandId: string; readonly at: Instant } {
  count += 1
  memory.clock.advance(60_000)
  return { commandId: idOf(`medicine ${count}`), at: memory.clock.now() }
}

const change = ({ engine }: Colleague, fields: MedicineFieldsInput, reason: string) =>
  engine.run({ type: 'change-medicine', ...about, ...intent(), fields, reason })

async function rowAt({ engine }: Colleague, isIt: (row: MedicineRow) => boolean = () => true): Promise<MedicineRow> {
  const { medicines } = await viewOf(engine, 'person', { personId }, (view) => view.medicines.some(isIt))
  return medicines[0] as MedicineRow
}

/** Both without signal, each does something, then both have signal again. */
async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const act of acts) expect(await act()).toEqual({ ok: true })
  memory.clock.advance(60_000)
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine, priya.engine, aisha.engine)
}

const inConflict = ({ conflict }: MedicineRow) => conflict !== undefined

async function dispute(): Promise<void> {
  await apart(
    () => change(aisha, { dose: '250 mg' }, 'Dizzy on standing'),
    () => change(priya, { dose: '750 mg' }, 'Still chesty'),
  )
}

test('DC11 the same dose changed apart: both see both, with who, why and when', async () => {
  await dispute()
  for (const one of [aisha, priya]) {
    const { conflict = [], dose } = await rowAt(one, inConflict)
    expect(dose).toBe('250 mg or 750 mg')
    expect(conflict.map(({ after, author, reason }) => [after.dose, author?.name, reason])).toEqual([
      ['250 mg', 'Aisha Rahman', 'Dizzy on standing'],
      ['750 mg', 'Priya Patel', 'Still chesty'],
    ])
    const [hers, theirs] = one === aisha ? conflict : [...conflict].reverse()
    expect(hers?.arrivedAt).toBeNull()
    expect(theirs?.arrivedAt).toBeGreaterThan(theirs?.writtenAt ?? 0)
  }
})

test('DC11 the day of whoever visits her says that a dose needs a decision, until it is decided', async () => {
  const date = '2026-06-01'
  const memberId = idOf<string>('Aisha Rahman')
  const free = { from: null, to: null, window: null, tag: null }
  const visit = { personId, memberId, ...free, reason: 'Check', order: 1, household: '' }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, 'dd'.repeat(16), visit)))
  await sync(here.robot, aisha.engine)
  await dispute()
  const decided = await viewOf(aisha.engine, 'today', { date }, ({ visits }) => visits[0]?.decision !== undefined)
  expect(decided.visits[0]?.decision).toBe('dose')
  const { conflict = [] } = await rowAt(priya, inConflict)
  const sides = conflict.map(({ key }) => key)
  const choice = { type: 'write', fields: { dose: '500 mg' } } as const
  const resolve = { type: 'resolve-medicine', ...about, sides, choice, reason: 'Both agree' } as const
  expect(await priya.engine.run({ ...resolve, ...intent() })).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  await viewOf(aisha.engine, 'today', { date }, ({ visits }) => visits[0] !== undefined && !('decision' in visits[0]))
  expect((await rowAt(aisha)).dose).toBe('500 mg')
})

test('SE360 found by its name it carries both doses and who wrote them, as they are now, until one decides', async () => {
  await dispute()
  const found = () =>
    viewOf(aisha.engine, 'search', { text: carbocisteine.name, in: 'medicines' }, ({ reading }) => reading === null)
  const [hit] = (await found()).medicines.hits
  expect(hit?.conflict?.map(({ after }) => after.dose)).toEqual(['250 mg', '750 mg'])
  expect(hit?.conflict?.map(({ author }) => author?.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  expect(hit?.conflict?.map(({ arrivedAt, writtenAt }) => [writtenAt !== null, arrivedAt !== null])).toEqual([
    [true, false],
    [true, true],
  ])
  const sides = (await rowAt(aisha, inConflict)).conflict?.map(({ key }) => key) ?? []
  const choice = { type: 'write', fields: { dose: '500 mg' } } as const
  const resolve = { type: 'resolve-medicine', ...about, sides, choice, reason: 'Both agree' } as const
  expect(await aisha.engine.run({ ...resolve, ...intent() })).toEqual({ ok: true })
  expect((await found()).medicines.hits[0]).not.toHaveProperty('conflict')
})

test('DC11 different fields changed apart go together', async () => {
  await apart(
    () => change(aisha, { dose: '250 mg' }, 'Dizzy'),
    () => change(priya, { frequency: 'once a day' }, 'Easier for her'),
  )
  for (const one of [aisha, priya]) {
    const row = await rowAt(one, ({ merged }) => merged !== undefined)
    expect([row.dose, row.frequency, row.conflict]).toEqual(['250 mg', 'once a day', undefined])
    expect(row.merged?.map(({ author }) => author?.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  }
})

test('DC12 until somebody decides nobody edits; one decision ends it everywhere, a second is refused', async () => {
  await dispute()
  const { conflict = [] } = await rowAt(priya, inConflict)
  const first = { ok: false, problem: { type: 'decide-first' } }
  expect(await change(priya, { route: 'by tube' }, 'Easier')).toEqual(first)
  const stop = { type: 'stop-medicine', on: '2026-11-22', reason: 'Rash' } as const
  expect(await priya.engine.run({ ...stop, ...about, ...intent() })).toEqual(first)
  const decision = {
    type: 'resolve-medicine',
    ...about,
    sides: conflict.map(({ key }) => key),
    choice: { type: 'keep', side: conflict[0]?.key ?? '' },
    reason: 'Spoke to Aisha',
  } as const
  expect(await priya.engine.run({ ...decision, ...intent() })).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  for (const one of [aisha, priya]) {
    const row = await rowAt(one, (each) => !inConflict(each))
    expect([row.dose, row.conflict]).toEqual(['250 mg', undefined])
  }
  expect(await aisha.engine.run({ ...decision, ...intent() })).toEqual({
    ok: false,
    problem: { type: 'decided-on-other' },
  })
})

test('DC13 the same command again changes nothing', async () => {
  const command = { type: 'change-medicine', ...about, ...intent(), fields: { dose: '1 g' }, reason: 'Chesty' } as const
  expect(await aisha.engine.run(command)).toEqual({ ok: true })
  expect(await aisha.engine.run({ ...command, fields: { dose: '2 g' } })).toEqual({ ok: true })
  expect((await rowAt(aisha)).dose).toBe('1 g')
  expect(await aisha.engine.run({ ...command, ...intent(), reason: ' ' })).toMatchObject({
    problem: { type: 'nothing-written' },
  })
})

test('DC12 stopped at one end and changed at the other has to be decided; a stopped one is not changed', async () => {
  must(
    await here.robot.admin.changeDocument('medicines', personId, (doc) => stopMedicine(doc, medicineId, '2026-11-01')),
  )
  await sync(here.robot, aisha.engine)
  await rowAt(aisha, ({ status }) => status === 'stopped')
  expect(await change(aisha, { dose: '1 g' }, 'Again')).toEqual({ ok: false, problem: { type: 'already-stopped' } })
})

test('MD2 a medicine added by one is in the list of the other, once, with its source', async () => {
  const fields = { ...carbocisteine, name: 'doxycycline', dose: '100 mg', source: 'Written here by Aisha Rahman' }
  const { brand: _, ...line } = fields
  const command = { type: 'add-medicine', personId, ...intent(), fields: line, reason: 'Chest infection' } as const
  expect(await aisha.engine.run(command)).toEqual({ ok: true })
  expect(await aisha.engine.run(command)).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  const { medicines } = await viewOf(priya.engine, 'person', { personId }, (view) => view.medicines.length > 1)
  const [added, ...others] = medicines.filter(({ name }) => name === 'doxycycline')
  expect(others).toEqual([])
  expect(added).toMatchObject({ medicineId: command.commandId, dose: '100 mg', source: fields.source })
  expect(added?.changed).toMatchObject({ reason: 'Chest infection', author: { name: 'Aisha Rahman' } })
})

test('MD2 the draft ends with the change it became, and stays when nothing was changed', async () => {
  const key = `medicine/${personId}/${medicineId}`
  const draftIs = (wanted: (value: string | null) => boolean) =>
    viewOf(aisha.engine, 'draft', { key }, ({ value }) => wanted(value))
  await aisha.engine.run({ type: 'save-draft', ...intent(), key, value: 'half' })
  expect(await change(aisha, { dose: '1 g' }, ' ')).toMatchObject({ ok: false })
  await draftIs((value) => value === 'half')
  expect(await change(aisha, { dose: '1 g' }, 'Chesty')).toEqual({ ok: true })
  await draftIs((value) => value === null)
})

test('GV2 given by two without signal: both records are beside the medicine on both devices', async () => {
  const shown = { name: 'carbocisteine', dose: '375 mg', route: 'by mouth', given: true, reason: '', instruction: '' }
  const give = ({ engine }: Colleague) => engine.run({ type: 'record-administration', ...about, ...intent(), ...shown })
  await apart(
    () => give(aisha),
    () => give(priya),
  )
  for (const { engine } of [aisha, priya]) {
    const { givings, story } = await viewOf(engine, 'person', { personId }, (view) => view.givings?.length === 2)
    expect(givings?.map(({ author }) => author.name)).toEqual(['Priya Patel', 'Aisha Rahman'])
    expect(story.filter(({ kind }) => kind === 'administration')).toHaveLength(2)
  }
})
