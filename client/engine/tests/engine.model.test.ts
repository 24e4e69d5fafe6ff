/**
 * A nurse, a pharmacist and Doreen, against a model: whatever they write, lose,
 * repeat and delay on the wire, kill and start again, whatever keys are renewed,
 * whoever is removed and whatever second device the nurse brings in meanwhile,
 *
 * - nothing that was answered as saved is lost (EN2),
 * - nothing appears that nobody wrote, and nothing twice (EN3),
 * - all who may read agree, and nobody else reads (EN4),
 * - what the removed one had written reaches them once an administrator let it
 *   in, never where she left it out, wherever her own signal ends or her device
 *   is killed (HB250).
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { propertyRuns, propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { type CuttableWire, cuttable } from '../testing/cuttable-wire.ts'
import { createMemoryRelay, type Fate, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { expectAllReadable } from '../testing/unreadable.ts'

type Who = 'nurse' | 'pharmacist' | 'doreen' | 'second' | 'lead'

interface Device {
  engine: Engine
  store: MemoryDeviceStore
  readonly wire: Wire
}

interface Model {
  /** Texts answered as saved, by writer. */
  readonly saved: Map<string, Who>
  readonly notes: Set<string>
  isRemoved: boolean
  /** Held back and decided on, by whose word. Let in by one and left out by another, it is in. */
  readonly letIn: Set<string>
  readonly leftOut: Set<string>
}

interface Real {
  /** The nurse's second device comes in on some day, or never. */
  readonly devices: Record<Exclude<Who, 'second' | 'lead'>, Device> & { second?: Device; readonly lead: Lead }
}

/** An administrator, on the rounds; her signal can end in the middle of an act. */
interface Lead extends Device {
  readonly wire: CuttableWire
}

let memory: MemoryRelay
let here: Neighbourhood
let lead: Lead
let runs = 0
/** How often what could go wrong was there to go wrong. */
const seen = { letIn: 0, leftOut: 0, waits: 0, cut: 0 }

beforeAll(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  lead = await joinLead()
})

afterAll(() => {
  here.allowUnreadable('each run of the model has asked it of its own devices; those it killed are asked nothing')
  return here.close()
})

async function joinLead(): Promise<Lead> {
  const wire = cuttable(memory.wire())
  return { ...(await join('Lena Hartley', 'admin', wire)), wire }
}

async function join(name: string, role: 'staff' | 'patient' | 'admin', wire = memory.wire()): Promise<Device> {
  const { engine, store } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, store, wire }
}

async function joinAsHers(hers: Engine): Promise<Device> {
  const made = await hers.teamAct({ type: 'invite-own-device' })
  if (made.type !== 'invited') throw new Error(JSON.stringify(made))
  const wire = memory.wire()
  const { engine, store } = here.device({ network: wire })
  await joinWith(engine, made.fragment)
  const asked = await hers.teamAct({ type: 'who-waits' })
  const mine = asked.type === 'waiting' ? asked.waiting.find(({ isMine }) => isMine) : undefined
  expect(await hers.teamAct({ ...mine!, type: 'let-in' })).toEqual({ type: 'done' })
  await openState(engine)
  await sync(engine)
  return { engine, store, wire }
}

async function setUp(): Promise<{ model: Model; real: Real }> {
  runs += 1
  const pharmacist = await join(`Pharmacist ${runs}`, 'staff')
  const nurse = await join(`Nurse ${runs}`, 'staff')
  const staff = [`Pharmacist ${runs}`, `Nurse ${runs}`, 'Lena Hartley', 'Robot'].map((name) => idOf<MemberId>(name))
  await here.robot.admin.setRound(doreen.roundId, staff)
  const real = { devices: { nurse, pharmacist, doreen: await join(`Doreen ${runs}`, 'patient'), lead } }
  await sync(here.robot, ...Object.values(real.devices).map(({ engine }) => engine))
  setFates(real, offline)
  const nothing = { saved: new Map(), notes: new Set<string>(), letIn: new Set<string>(), leftOut: new Set<string>() }
  return { model: { ...nothing, isRemoved: false }, real }
}

/** Between syncs there is no signal: what is written waits on disk. */
const offline: Fate = 'request-lost'

/** What is done on a device that is not there yet is done on the nurse's first. */
function at({ devices }: Real, who: Who): Device {
  return devices[who] ?? devices.nurse
}

function setFates({ devices }: Real, fate: Fate): void {
  for (const { wire } of Object.values(devices)) wire.setFate(fate)
}

type Step = fc.AsyncCommand<Model, Real>

const text = fc.uuid()

function step(label: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => label }
}

function intent(name: string) {
  memory.clock.advance(1_000)
  return { commandId: idOf<string>(name), at: memory.clock.now() }
}

function threadOfDoreen(): string {
  return threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)
}

async function sendMessage(model: Model, real: Real, who: Who, text: string): Promise<void> {
  const { engine } = at(real, who)
  const command = {
    type: 'send-message',
    ...intent(text),
    threadId: threadOfDoreen(),
    text,
    answers: null,
  } as const
  const [first, again] = await Promise.all([engine.run(command), engine.run(command)])
  expect(again).toEqual(first)
  if (first.ok) model.saved.set(text, who)
}

async function writeNote(model: Model, real: Real, who: Exclude<Who, 'doreen'>, text: string): Promise<void> {
  const note = { words: '', found: text, did: '', next: '' }
  const command = { type: 'write-visit', ...intent(text), personId: doreen.personId, visitId: null, note } as const
  const outcome = await at(real, who).engine.run({ ...command, startedAt: command.at, observations: null })
  if (outcome.ok) model.saved.set(text, who)
  if (outcome.ok) model.notes.add(text)
}

async function restart(real: Real, who: Who): Promise<void> {
  const device = at(real, who)
  const store = device.store.reopen()
  const { engine } = here.device({ network: device.wire, store })
  device.engine = engine
  device.store = store
  if (who !== 'doreen') await engine.unlock(passphrase)
  await engine.settle()
}

const who = fc.constantFrom<Who>('nurse', 'pharmacist', 'doreen', 'second')
const staff = fc.constantFrom<Exclude<Who, 'doreen'>>('nurse', 'pharmacist', 'second')
const fate = fc.constantFrom<Fate>('delivered', 'request-lost', 'reply-lost', 'stream-cut', 'twice', 'late')

async function remove(m: Model, { devices }: Real): Promise<void> {
  if (m.isRemoved) return
  const { device, own } = devices.pharmacist.engine.admin.session()!.device
  expect((await here.robot.admin.removeDevice(own.group, device)).ok).toBe(true)
  m.isRemoved = true
}

/** Somebody leaves less often than everything else happens. */
const removal = fc.constant(step('the pharmacist is removed', remove))

interface Deciding {
  readonly by: 'lead' | 'robot'
  readonly isIn: boolean
  readonly which: number
  /** After so many requests the lead's signal is as `fate` says. */
  readonly requests: number
  readonly fate: Fate
  /** And then her device is killed. */
  readonly isKilled: boolean
}

async function decide(m: Model, r: Real, { by, fate, isIn, isKilled, requests, which }: Deciding): Promise<void> {
  const engine = by === 'lead' ? lead.engine : here.robot
  lead.wire.cutAfter(requests, fate)
  const listed = await engine.heldAct({ type: 'list' })
  if (listed.type === 'failed') seen.cut++
  const items = listed.type === 'list' ? listed.view.items.filter(({ content }) => content.type === 'words') : []
  // Of this run: what nobody decided on in an earlier one waits for ever.
  const ours = items.flatMap((item) => {
    const words = JSON.stringify(item.content)
    const text = [...m.saved.keys()].find((each) => words.includes(each))
    return text === undefined ? [] : [{ entryId: item.entryId, text }]
  })
  const item = ours.at(which % Math.max(ours.length, 1))
  if (item !== undefined) {
    const { entryId, text } = item
    const act = isIn
      ? ({ type: 'let-in', entryId } as const)
      : ({ type: 'leave-out', entryId, reason: 'by-hand' } as const)
    const outcome = await engine.heldAct(act)
    if (outcome.type === 'done') (isIn ? m.letIn : m.leftOut).add(text)
    else
      expect(['no-signal', 'decided'], JSON.stringify(outcome)).toContain(
        outcome.type === 'failed' ? outcome.problem : outcome.type,
      )
    if (outcome.type !== 'done' || !outcome.isSent) seen.cut++
  }
  lead.wire.setFate(offline)
  if (isKilled) await restart(r, 'lead')
}

const deciding = fc.record<Deciding>({
  by: fc.constantFrom('lead', 'lead', 'lead', 'robot'),
  isIn: fc.boolean(),
  which: fc.nat({ max: 3 }),
  requests: fc.nat({ max: 8 }),
  fate: fc.constantFrom<Fate>('delivered', 'request-lost', 'request-lost', 'reply-lost', 'twice', 'late', 'stream-cut'),
  isKilled: fc.constantFrom(true, false, false),
})

/** With words on the disk that nobody has; the device comes back, and the relay holds them back until somebody decides. */
const loss = fc
  .record({
    notes: fc.array(text, { minLength: 1, maxLength: 3 }),
    message: text,
    decisions: fc.array(deciding, { minLength: 1, maxLength: 3 }),
  })
  .map((drawn) =>
    step(`the pharmacist’s tablet is lost: ${JSON.stringify(drawn)}`, async (m, r) => {
      for (const each of drawn.notes) await writeNote(m, r, 'pharmacist', each)
      await sendMessage(m, r, 'pharmacist', drawn.message)
      await remove(m, r)
      const { engine, wire } = r.devices.pharmacist
      wire.setFate('delivered')
      await sync(engine)
      wire.setFate(offline)
      for (const each of drawn.decisions) await decide(m, r, each)
    }),
  )

const groupsOf = {
  team: () => here.robot.admin.space()! as string as GroupId,
  care: () => here.robot.admin.careGroup(doreen.personId)!,
  private: () => here.robot.admin.privateGroup(doreen.personId)!,
}

/** Of two who renew one key at once one wins, and the other is no worse for it. */
const rotation = fc
  .tuple(fc.constantFrom<keyof typeof groupsOf>('team', 'care', 'private'), fc.boolean())
  .map(([kind, isRace]) =>
    step(`the key of ${kind} is renewed${isRace ? ' by two at once' : ''}`, async (_, { devices }) => {
      const { engine, wire } = devices.nurse
      wire.setFate('delivered')
      const renewed = [here.robot, ...(isRace && kind !== 'team' ? [engine] : [])].map(({ admin }) =>
        admin.newEpoch(groupsOf[kind]()),
      )
      expect((await Promise.all(renewed)).some(({ ok }) => ok)).toBe(true)
      wire.setFate(offline)
    }),
  )

/** By her first one alone, with no administrator in between. */
const secondDevice = fc.constant(
  step('the nurse brings a second device in', async (_, { devices }) => {
    if (devices.second !== undefined) return
    const { engine, wire } = devices.nurse
    wire.setFate('delivered')
    devices.second = await joinAsHers(engine)
    setFates({ devices }, offline)
  }),
)

const daily = [
  fc.tuple(who, text).map(([w, t]) => step(`${w} sends ${t}`, (m, r) => sendMessage(m, r, w, t))),
  fc.tuple(staff, text).map(([w, t]) => step(`${w} notes ${t}`, (m, r) => writeNote(m, r, w, t))),
  fc.tuple(who, fate).map(([w, f]) =>
    step(`${w} syncs, ${f}`, async (_, real) => {
      const { engine, wire } = at(real, w)
      wire.setFate(f)
      await sync(engine)
      wire.setFate(offline)
    }),
  ),
  who.map((w) => step(`${w} is killed and started again`, (_, r) => restart(r, w))),
  fc.tuple(who, text).map(([w, t]) =>
    step(`${w} writes on a full disk`, async (m, r) => {
      at(r, w).store.fail({ type: 'no-space' })
      await sendMessage(m, r, w, t)
      expect(m.saved.has(t)).toBe(false)
      at(r, w).store.fail(null)
    }),
  ),
]

async function textsAt(engine: Engine): Promise<readonly string[]> {
  const person = await viewOf(engine, 'person', { personId: doreen.personId })
  const thread = await viewOf(engine, 'thread', { threadId: threadOfDoreen() })
  const notes = person.story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : []))
  return [...notes, ...thread.messages.map((message) => message.text)].sort()
}

test('EN2 EN3 EN4 CM2 CM3 HB250 SX340 whatever happens, what was saved reaches all who may read it, once', {
  timeout: propertyTimeout(180_000),
}, async () => {
  const property = fc.asyncProperty(
    fc.commands([...daily, ...daily, ...daily, loss, rotation, removal, secondDevice], {
      maxCommands: 40,
      size: '+1',
    }),
    async (history) => {
      const { model, real } = await setUp()
      const before = new Set(await textsAt(real.devices.nurse.engine))
      await fc.asyncModelRun(() => ({ model, real }), history)
      const { doreen: phone, nurse, pharmacist, second } = real.devices
      setFates(real, 'delivered')
      const engines = [lead, nurse, pharmacist, phone, ...(second ? [second] : [])].map(({ engine }) => engine)
      await expectAllReadable([...engines, here.robot])
      for (let round = 0; round < 3; round++) {
        await sync(lead.engine, nurse.engine, pharmacist.engine, phone.engine, here.robot)
        if (second) await sync(second.engine)
      }

      const atNurse = (await textsAt(nurse.engine)).filter((each) => !before.has(each))
      const stuck = model.isRemoved
        ? [...model.saved].filter(([, writer]) => writer === 'pharmacist').map(([t]) => t)
        : []
      const expected = [...model.saved.keys()].sort()
      // A leaver's late work is kept by the relay for an administrator; all else is everywhere.
      expect(atNurse.filter((each) => !stuck.includes(each))).toEqual(expected.filter((each) => !stuck.includes(each)))
      expect(atNurse).toEqual(expect.arrayContaining([...model.letIn]))
      const leftOut = [...model.leftOut].filter((each) => !model.letIn.has(each))
      expect(atNurse.filter((each) => leftOut.includes(each))).toEqual([])
      expect((await textsAt(lead.engine)).filter((each) => model.saved.has(each))).toEqual(atNurse)
      expect(new Set(atNurse).size).toBe(atNurse.length)
      const held = await here.robot.heldAct({ type: 'list' })
      const isHeld = (each: string) => JSON.stringify(held).includes(each) && !model.letIn.has(each)
      expect(atNurse.filter(isHeld)).toEqual([])
      seen.letIn += model.letIn.size
      seen.leftOut += leftOut.length
      seen.waits += stuck.filter((each) => !atNurse.includes(each) && !leftOut.includes(each)).length
      expect(atNurse.filter((each) => !model.saved.has(each))).toEqual([])
      const toDoreen = atNurse.filter((each) => !model.notes.has(each))
      expect((await textsAt(phone.engine)).filter((each) => !before.has(each))).toEqual(toDoreen)
      if (second) expect((await textsAt(second.engine)).filter((each) => !before.has(each))).toEqual(atNurse)
      if (!model.isRemoved)
        expect((await textsAt(pharmacist.engine)).filter((each) => !before.has(each))).toEqual(atNurse)
      for (const [name, { engine }] of Object.entries(real.devices)) {
        // Nothing that came is left that could not be opened.
        if (!model.isRemoved || name !== 'pharmacist')
          expect(engine.admin.session()!.device.parked.waiting(), name).toEqual([])
        if (name !== 'lead') await engine.lock()
      }
    },
  )
  await fc.assert(property, { ...propertyRuns({ numRuns: 14, seed: 20_260_101 }), endOnFailure: true })
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0)
})
