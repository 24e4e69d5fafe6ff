/** What Doreen shares with Karen, and who looked at her record: her phone, her daughter's and Aisha's tablet on one relay. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { instantAt } from '../../domain/clock-times.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import type { SharedKind } from '../../domain/records/agreement.ts'
import type { CircleAct } from '../../engine-api/circle-acts.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { Engine } from '../engine.ts'
import { boardKeyForMs } from '../sync/rotate-board.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  doreen as person,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { readWithStolenRelay } from '../testing/stolen-relay.ts'

const { personId } = person
const aishasId = idOf<MemberId>('Aisha Rahman')
const karensId = idOf<MemberId>('Karen Ashworth')
const dayMs = 86_400_000
const roles = { 'Aisha Rahman': 'staff', 'Doreen Ashworth': 'patient', 'Karen Ashworth': 'family' } as const

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Engine
let doreen: Engine
let karen: Engine
let wire: Wire
let doreensWire: Wire
let count = 0

async function join(name: keyof typeof roles): Promise<Engine> {
  wire = memory.wire()
  const { engine } = here.device({ network: wire })
  const role = roles[name]
  await joinWith(engine, await here.invite(name, role, role === 'staff' ? undefined : personId))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return engine
}

async function all(): Promise<void> {
  for (let round = 0; round < 2; round++) await sync(aisha, doreen, karen, here.robot)
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  must(await here.robot.admin.ensureBoard())
  doreen = await join('Doreen Ashworth')
  doreensWire = wire
  karen = await join('Karen Ashworth')
  aisha = await join('Aisha Rahman')
  must(await here.robot.admin.letIntoCircle(personId, karensId))
  await all()
  return () => here.close()
})

function intent(): { readonly commandId: string; readonly at: Instant } {
  count += 1
  memory.clock.advance(60_000)
  return { commandId: idOf(`sharing ${count}`), at: memory.clock.now() }
}

const share = (engine: Engine, kind: SharedKind, on: boolean) =>
  engine.run({ type: 'set-sharing', ...intent(), personId, memberId: karensId, kind, on })

async function visit(next: string): Promise<void> {
  const { at, commandId } = intent()
  const note = { words: '', found: 'Crackles at both bases', did: '', next }
  const written = { type: 'write-visit', commandId, at, startedAt: at, personId, visitId: null } as const
  expect(await aisha.run({ ...written, note, observations: null })).toEqual({ ok: true })
  await all()
}

const homeOf = (engine: Engine): Promise<HomeView> => viewOf(engine, 'home', {})
const stepsOf = async (engine: Engine) => (await homeOf(engine)).nextSteps.map(({ text }) => text)
const ok = { ok: true } as const

test('SR1 SR2 SR4 Karen is shown what Doreen agrees to, from then on, and told when it ends', async () => {
  const tomorrow = dayOf((memory.clock.now() + dayMs) as Instant)
  const planned = { type: 'plan-visit', date: tomorrow, personId, memberId: aishasId, window: null } as const
  expect(await aisha.run({ ...planned, ...intent(), from: '10:00', to: '11:00', reason: 'Chest' })).toEqual(ok)
  await visit('For Doreen alone: the water tablet')
  const from = instantAt(tomorrow as Day, '10:00')
  expect((await homeOf(doreen)).nextVisit).toMatchObject({ who: { name: 'Aisha Rahman' }, from, anyTime: false })
  expect(await homeOf(karen)).toMatchObject({
    nextVisit: null,
    lastVisit: null,
    nextSteps: [],
    told: { on: ['circle'] },
  })

  expect(await share(karen, 'visits', true)).toMatchObject({ ok: false, problem: { type: 'not-allowed' } })
  expect(await share(doreen, 'visits', true)).toEqual(ok)
  await all()
  const shown = await homeOf(karen)
  expect(shown).toMatchObject({ nextVisit: { from, who: { name: 'Aisha Rahman' } }, about: 'Doreen' })
  expect(shown.lastVisit?.who.name).toBe('Aisha Rahman')
  expect(await stepsOf(karen)).toEqual([])

  expect(await share(doreen, 'next-steps', true)).toEqual(ok)
  await all()
  expect((await viewOf(aisha, 'person', { personId })).nextStepReaders).toEqual([
    'Doreen Ashworth',
    { name: 'Karen Ashworth', as: 'family' },
  ])
  await visit('Karen may read this')
  expect(await stepsOf(karen)).toEqual(['Karen may read this'])
  expect(await stepsOf(doreen)).toEqual(['Karen may read this', 'For Doreen alone: the water tablet'])

  expect(await share(aisha, 'next-steps', false)).toEqual(ok)
  expect(await share(doreen, 'visits', false)).toEqual(ok)
  await all()
  await visit('After it ended')
  expect(await homeOf(karen)).toMatchObject({
    ...{ nextVisit: null, lastVisit: null, nextSteps: [] },
    told: { on: ['circle'], ended: ['visits', 'next-steps'] },
  })
  // Not only unshown: with her keys and everything that lies at the relay it does not open.
  const hers = await readWithStolenRelay(karen.admin.session()!.device, { relay: memory, knowing: here.robot })
  expect(hers).toContain('Karen may read this')
  expect(hers).not.toContain('After it ended')
  expect(hers).not.toContain('For Doreen alone')
  const { family } = await viewOf(doreen, 'sharing', { personId: null })
  expect(
    family.map(({ agreements, who }) => [who.name, agreements.map((word) => [word.kind, word.on, word.byHerself])]),
  ).toEqual([
    [
      'Karen Ashworth',
      [
        ['visits', false, true],
        ['next-steps', false, false],
      ],
    ],
  ])
})

test('SR3 SR4 a visit called off is taken back; who is let out of the circle is told, and shown nothing more', async () => {
  const date = dayOf((memory.clock.now() + dayMs) as Instant)
  const at = intent()
  const planned = {
    type: 'plan-visit',
    date,
    personId,
    memberId: aishasId,
    window: null,
    from: '10:00',
    to: null,
  } as const
  expect(await aisha.run({ ...planned, ...at, reason: 'Chest' })).toEqual(ok)
  expect(await share(aisha, 'visits', true)).toEqual(ok)
  await all()
  expect((await homeOf(karen)).nextVisit).not.toBeNull()
  const reads = vi.spyOn(aisha.admin.session()!.rows, 'open')
  await all()
  expect(reads).not.toHaveBeenCalled()
  const off = { type: 'cancel-visit', date, visitId: at.commandId, reason: 'Holiday' } as const
  expect(await aisha.run({ ...off, ...intent() })).toEqual(ok)
  await all()
  expect([(await homeOf(karen)).nextVisit, (await homeOf(doreen)).nextVisit]).toEqual([null, null])

  expect(await doreen.circleAct({ type: 'let-out', personId: null, memberId: karensId })).toEqual({ type: 'done' })
  await all()
  expect(await homeOf(karen)).toMatchObject({ told: { on: [], ended: ['circle', 'visits'] } })
  expect(await share(doreen, 'next-steps', true)).toMatchObject({ ok: false, problem: { type: 'not-in-circle' } })
  expect((await homeOf(karen)).threads.map(({ kind }) => kind)).toEqual(['family'])
})

test('GK9 Doreen makes a link, sees the digits of who answers it, and lets them in; family cannot', async () => {
  const invite = { type: 'invite-family', personId: null, name: 'Jean Ashworth', relation: 'sister' } as const
  expect(await karen.circleAct(invite)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await doreen.circleAct({ ...invite, name: ' ' })).toEqual({ type: 'failed', problem: 'nothing-written' })
  const made = await doreen.circleAct(invite)
  if (made.type !== 'invited') throw new Error(made.type)
  const { engine: jean } = here.device({ network: memory.wire() })
  await joinWith(jean, made.fragment)
  const waits = await doreen.circleAct({ type: 'who-waits', personId: null })
  if (waits.type !== 'waiting') throw new Error(waits.type)
  expect(waits.waiting.map(({ code }) => /^\d{6}$/.test(code.replaceAll(' ', '')))).toEqual([true])
  const { code, inviteId } = waits.waiting[0]!
  expect(await doreen.circleAct({ type: 'let-in', personId: null, inviteId, code })).toEqual({ type: 'done' })
  await openState(jean)
  await all()
  await sync(jean, here.robot, jean)
  const { role, threads } = await homeOf(jean)
  expect([role, threads.map(({ kind }) => kind).sort()]).toEqual(['family', ['circle', 'family']])
})

test('GK270 whatever is lost, Jean is let in once and out once, with a new key, and each is done when it is asked again', async () => {
  const made = await doreen.circleAct({
    ...{ type: 'invite-family', personId: null, name: 'Jean Ashworth', relation: 'sister' },
  })
  if (made.type !== 'invited') throw new Error(made.type)
  const { engine: jean } = here.device({ network: memory.wire() })
  await joinWith(jean, made.fragment)
  const waits = await doreen.circleAct({ type: 'who-waits', personId: null })
  if (waits.type !== 'waiting') throw new Error(waits.type)
  const circle = () => doreen.admin.session()!.device.chains.circleOf(personId)!
  const { epochs, seq } = circle()
  const letIn = { ...waits.waiting[0]!, type: 'let-in', personId: null } as const
  await losing(letIn, seq)
  await openState(jean)
  await all()
  await sync(jean, here.robot, jean)
  expect((await homeOf(jean)).threads.map(({ kind }) => kind).sort()).toEqual(['circle', 'family'])
  expect(circle().seq).toBe(seq + 1)
  const { member: memberId } = jean.admin.session()!.device.own
  await losing({ type: 'let-out', personId: null, memberId }, seq + 1)
  await all()
  expect([circle().seq, circle().epochs.length]).toEqual([seq + 3, epochs.length + 1])
  const { keyring } = karen.admin.session()!.device
  expect(await keyring.groupKey(circle().group, epochs.length)).toBeDefined()
})

/** The request is lost, then the answer; then it is asked again. */
async function losing(act: CircleAct, seq: number): Promise<void> {
  const failed = { type: 'failed', problem: 'no-signal' }
  doreensWire.setFate('request-lost')
  expect(await doreen.circleAct(act)).toEqual(failed)
  doreensWire.setFate('delivered')
  await sync(doreen)
  expect(doreen.admin.session()!.device.chains.circleOf(personId)!.seq).toBe(seq)
  doreensWire.setFate('reply-lost', '/control')
  expect(await doreen.circleAct(act)).toEqual(failed)
  doreensWire.setFate('delivered')
  expect(await doreen.circleAct(act)).toEqual({ type: 'done' })
}

test('VW1 VW2 Doreen’s phone shows who looked, once a day, for thirty days; Karen’s holds nothing of it', async () => {
  const open = async () => expect(await aisha.run({ type: 'note-opened', ...intent(), personId })).toEqual(ok)
  const looks = async (engine: Engine) =>
    (await viewOf(engine, 'sharing', { personId: engine === doreen ? null : personId })).looks.map(
      ({ at, who }) => [who.name, who.role, dayOf(at)] as const,
    )
  wire.setFate('request-lost')
  const first = dayOf(memory.clock.now())
  await open()
  await open()
  expect(await looks(aisha)).toEqual([['Aisha Rahman', 'staff', first]])
  const { waiting } = await viewOf(aisha, 'sync', {})
  expect(waiting.map(({ kind }) => kind)).toEqual(['view', 'view'])
  memory.clock.advance(dayMs)
  wire.setFate('delivered')
  await open()
  await all()
  expect(await looks(doreen)).toEqual([
    ['Aisha Rahman', 'staff', dayOf(memory.clock.now())],
    ['Aisha Rahman', 'staff', first],
  ])
  expect(await looks(karen)).toEqual([])
  memory.clock.advance(29 * dayMs + 60_000)
  expect(await looks(doreen)).toHaveLength(1)
})

test('GK10 the board’s key is renewed after thirty days, once, and reaches every phone', async () => {
  const epochs = (engine: Engine) => engine.admin.session()!.device.chains.board()!.epochs.length
  expect(epochs(aisha)).toBe(1)
  memory.clock.advance(boardKeyForMs - dayMs)
  await all()
  expect(epochs(aisha)).toBe(1)
  memory.clock.advance(2 * dayMs)
  await all()
  await all()
  expect([epochs(aisha), epochs(doreen), epochs(karen)]).toEqual([2, 2, 2])
  for (const engine of [doreen, karen]) {
    const { chains, keyring } = engine.admin.session()!.device
    expect(await keyring.groupKey(chains.board()!.group, 1)).toBeDefined()
  }
})
