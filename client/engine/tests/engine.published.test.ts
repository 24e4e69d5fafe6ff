/** What Doreen's phone shows of her medicines: published by the staff who change them, two engines and a phone on one relay. */
import { beforeEach, expect, test } from 'vitest'
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { Command, MedicineFieldsInput } from '../../engine-api/commands.ts'
import type { MyMedicinesView, PersonView } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import { turnOf } from '../membership/turns.ts'
import type { Timer } from '../platform/timer.ts'
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
import { listTurnMs } from '../writing/publish-medicines.ts'

interface Here {
  readonly engine: Engine
  readonly wire: Wire
}

const { personId } = doreen
const medicineId = 'ca'.repeat(16)
const about = { personId, medicineId }

/** Turns of those who come after the first, run by hand. */
const patient = new Set<() => void>()
const handTimer: Timer = {
  after: (milliseconds, run) => {
    if (milliseconds === listTurnMs) patient.add(run)
    return () => patient.delete(run)
  },
}

function runPatient(): void {
  for (const run of [...patient]) {
    patient.delete(run)
    run()
  }
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Here
let priya: Here
let phone: Here
let count = 0

async function join(name: string, role: 'staff' | 'patient'): Promise<Here> {
  const wire = memory.wire()
  const { engine } = here.device({ network: wire, timer: handTimer })
  const invite = role === 'staff' ? here.invite(name, role) : here.invite(name, role, personId)
  await joinWith(engine, await invite)
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, wire }
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman', 'staff')
  priya = await join('Priya Patel', 'staff')
  phone = await join('Doreen Ashworth', 'patient')
  must(
    await here.robot.admin.changeDocument('medicines', personId, (doc) =>
      writeMedicine(doc, medicineId, carbocisteine),
    ),
  )
  await sync(here.robot, aisha.engine, priya.engine, phone.engine)
  return () => here.close()
})

function intent(): { readonly commandId: string; readonly at: Instant } {
  count += 1
  memory.clock.advance(60_000)
  return { commandId: idOf(`published ${count}`), at: memory.clock.now() }
}

const change = async ({ engine }: Here, fields: MedicineFieldsInput) =>
  expect(await engine.run({ type: 'change-medicine', ...about, ...intent(), fields, reason: 'Chesty' })).toEqual({
    ok: true,
  })

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const act of acts) await act()
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine, priya.engine, aisha.engine, priya.engine, phone.engine)
}

const seen = (isIt: (view: MyMedicinesView) => boolean) => viewOf(phone.engine, 'my-medicines', {}, isIt)
const dosesOf = ({ lines }: MyMedicinesView) =>
  (lines ?? []).map(({ checking, dose }) => (checking ? 'checking' : dose))

test('PB1 a list nobody changed here is not published; one that is goes with the change', async () => {
  expect((await seen(() => true)).lines).toBeNull()
  await change(aisha, { dose: '750 mg' })
  await sync(aisha.engine, phone.engine)
  const { lines, listedAt } = await seen((view) => view.lines !== null)
  expect(lines).toEqual([
    {
      name: 'carbocisteine',
      form: 'capsule',
      dose: '750 mg',
      frequency: 'two, three times a day',
      route: 'by mouth',
      checking: false,
    },
  ])
  expect(listedAt).not.toBeNull()
})

test('PB2 changed apart, her phone says "being checked" and no dose, until somebody decides', async () => {
  await apart(
    () => change(aisha, { dose: '250 mg' }),
    () => change(priya, { dose: '750 mg' }),
  )
  const checked = await seen((view) => dosesOf(view).includes('checking'))
  expect(checked.lines).toEqual([
    { name: 'carbocisteine', form: '', dose: '', frequency: '', route: '', checking: true },
  ])
  const { medicines } = await viewOf(
    priya.engine,
    'person',
    { personId },
    (view) => view.medicines[0]?.conflict !== undefined,
  )
  const sides = (medicines[0]?.conflict ?? []).map(({ key }) => key)
  const choice = { type: 'keep', side: sides[0] ?? '' } as const
  await priya.engine.run({ type: 'resolve-medicine', ...about, ...intent(), sides, choice, reason: 'Spoke' })
  await sync(priya.engine, aisha.engine, phone.engine)
  expect(dosesOf(await seen((view) => !dosesOf(view).includes('checking')))).toEqual(['250 mg'])
})

type Asked = Command extends infer One ? (One extends Command ? Omit<One, 'commandId' | 'at'> : never) : never

const run = async ({ engine }: Here, asked: Asked) =>
  expect(await engine.run({ ...asked, ...intent() } as Command)).toEqual({ ok: true })

const amoxicillin = {
  ...{ name: 'amoxicillin', form: 'capsule', dose: '500 mg', frequency: 'three times a day', route: 'by mouth' },
  ...{ prescriber: 'Dr Tom Reid', since: '2026-06-01', source: '', risk: '' },
}
const prescribe = (by: Here) =>
  run(by, { type: 'add-medicine', personId, fields: amoxicillin, reason: 'Chest infection' })
const penicillin = { substance: 'Penicillin', reaction: 'rash', on: '2011-02-02', reason: 'He told me' }
const recordAllergy = (by: Here) => run(by, { type: 'record-allergy', personId, ...penicillin })
const linesOf = ({ lines }: MyMedicinesView) =>
  (lines ?? []).map(({ checking, dose, name }) => `${name} ${checking ? 'checking' : dose}`)
const isTold =
  (...told: readonly string[]) =>
  (view: MyMedicinesView) =>
    linesOf(view).join() === told.join()

const personAt = ({ engine }: Here, isIt: (view: PersonView) => boolean) => viewOf(engine, 'person', { personId }, isIt)
const meet = () => sync(aisha.engine, priya.engine, aisha.engine, priya.engine, phone.engine)

test('PB680 an allergy and a medicine written apart: her phone says that it is being checked, until somebody has said why it may stand', async () => {
  await apart(
    () => recordAllergy(aisha),
    () => prescribe(priya),
  )
  await meet()
  await seen(isTold('amoxicillin checking', 'carbocisteine 375 mg'))
  const [warning] = (await personAt(priya, ({ warnings = [] }) => warnings.length > 0)).warnings ?? []
  await run(priya, { type: 'acknowledge-warning', personId, warning: warning!.key, reason: 'Tolerated in 2024' })
  await priya.engine.settle()
  await meet()
  await seen(isTold('amoxicillin 500 mg', 'carbocisteine 375 mg'))
})

test('PB680 the same where one of them knew of the other; taken back, it reads as before', async () => {
  await prescribe(priya)
  await meet()
  await seen(isTold('amoxicillin 500 mg', 'carbocisteine 375 mg'))
  await recordAllergy(aisha)
  await aisha.engine.settle()
  await meet()
  await seen(isTold('amoxicillin checking', 'carbocisteine 375 mg'))
  const { allergies: [allergy] = [] } = await personAt(aisha, ({ allergies = [] }) => allergies.length > 0)
  const end = {
    type: 'end-allergy',
    personId,
    allergyId: allergy!.allergyId,
    on: '2026-06-01',
    reason: 'Tested',
  } as const
  await run(aisha, end)
  await aisha.engine.settle()
  await meet()
  await seen(isTold('amoxicillin 500 mg', 'carbocisteine 375 mg'))
})

test('PB680 where whoever recorded the allergy heard of no such medicine and has gone, a colleague’s device says it to her', async () => {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  await recordAllergy(aisha)
  await prescribe(priya)
  await priya.engine.settle()
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine)
  aisha.wire.setFate('request-lost')
  // The allergy comes to Priya; nothing of her list of medicines moves with it. Her turn may come after Aisha's.
  await sync(priya.engine, priya.engine)
  runPatient()
  await sync(priya.engine, priya.engine, phone.engine)
  await seen(isTold('amoxicillin checking', 'carbocisteine 375 mg'))
})

test('PB680 a list nobody published is not begun for it; once it is, nothing that is forbidden has a dose in it', async () => {
  const other = { ...carbocisteine, name: 'amoxicillin', dose: '500 mg' }
  must(
    await here.robot.admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, 'cb'.repeat(16), other)),
  )
  await sync(here.robot, aisha.engine)
  await recordAllergy(aisha)
  await personAt(aisha, ({ warnings = [] }) => warnings.length > 0)
  await aisha.engine.settle()
  await meet()
  expect((await seen(() => true)).lines).toBeNull()
  await change(aisha, { dose: '750 mg' })
  await sync(aisha.engine, phone.engine)
  const { lines } = await seen((view) => view.lines !== null)
  expect(linesOf({ lines } as MyMedicinesView)).toEqual(['amoxicillin checking', 'carbocisteine 750 mg'])
})

/** Lists and all else that was ever published into her group. */
const publishedTo = ({ engine }: Here) => {
  const { chains, frontiers } = engine.admin.session()!.device
  const group = chains.privateOf(personId, null)!.group
  return [...frontiers.inGroup(group)].reduce((sum, [, { next }]) => sum + next, 0)
}

test('PB3 what came together apart is put right at once, by one of those who wrote it', async () => {
  const before = publishedTo(phone)
  await apart(
    () => change(aisha, { dose: '250 mg' }),
    () => change(priya, { frequency: 'once a day' }),
  )
  await sync(aisha.engine, priya.engine, phone.engine)
  const { lines } = await seen(({ lines: all }) => all?.[0]?.dose === '250 mg' && all[0].frequency === 'once a day')
  expect(lines).toHaveLength(1)
  // One with each change, one for what they make together; whoever had waited for a turn waits no more.
  expect(publishedTo(phone) - before).toBe(3)
  expect(patient.size).toBe(0)
})

test('PB3 when the first is gone the next one does it when its turn comes', async () => {
  const places = [aisha, priya].map((here) => ({ here, turn: turnOfDevice(here) }))
  const [first, second] = places.sort((a, b) => a.turn - b.turn).map(({ here }) => here)
  second!.wire.setFate('request-lost')
  await change(first!, { dose: '250 mg' })
  await sync(first!.engine)
  first!.wire.setFate('request-lost')
  await change(second!, { frequency: 'once a day' })
  // The first has sent its change and left before it heard of the other’s.
  await second!.engine.settle()
  second!.wire.setFate('delivered')
  await sync(second!.engine, phone.engine)
  const isOnce = (view: MyMedicinesView) => view.lines?.[0]?.frequency === 'once a day'
  expect(dosesOf(await seen(isOnce))).toEqual(['375 mg'])
  runPatient()
  await sync(second!.engine, phone.engine)
  await seen((view) => isOnce(view) && dosesOf(view)[0] === '250 mg')
})

test('QV12 what waits to be sent says what it is', async () => {
  aisha.wire.setFate('request-lost')
  await change(aisha, { dose: '250 mg' })
  const { engine } = aisha
  const more = { personId, reason: 'She told me' }
  const allergy = { substance: 'penicillin', reaction: 'Rash', on: '2026-11-20' }
  const task = { title: 'Order a chair', details: '', due: null, priority: 'whenever' } as const
  for (const done of [
    await engine.run({ type: 'record-allergy', ...more, ...intent(), ...allergy }),
    await engine.run({ type: 'change-details', ...more, ...intent(), details: { phone: '01632 960044' } }),
    await engine.run({ type: 'add-task', ...intent(), personId, task, take: false }),
  ])
    expect(done).toEqual({ ok: true })
  const { waiting } = await viewOf(engine, 'sync', {}, (view) => view.waiting.length >= 6)
  const kinds = waiting.map(({ initials, kind }) => `${kind} ${initials}`)
  const wanted = ['allergy', 'medicines', 'person', 'person', 'shared-list', 'tasks'].map((kind) => `${kind} D.A.`)
  expect(kinds.sort()).toEqual(wanted)
})

function turnOfDevice({ engine }: Here): number {
  const { chains, device } = engine.admin.session()!.device
  const about = hexToBytes(chains.privateOf(personId, null)!.group)
  return turnOf({ team: chains.team()!, device, about })
}
