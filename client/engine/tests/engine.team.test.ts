/** Lena's team: colleagues let in by digits, a second device of one's own, a lost one removed; through the real relay in memory. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { dayOf } from '../../domain/dates.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { TeamAct, TeamActOutcome, WaitingColleague } from '../../engine-api/team-acts.ts'
import { teamInviteHoldsMs } from '../acts/team-acts.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  intent,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

let memory: MemoryRelay
let here: Neighbourhood
/** The administrator; nobody comes in but by her word. */
let lena: Engine
let lenasWire: ReturnType<MemoryRelay['wire']>

beforeEach(async () => {
  memory = createMemoryRelay()
  lenasWire = memory.wire()
  here = await startNeighbourhood({
    relay: memoryRelayPlace(memory),
    robot: { confirmsJoins: false, network: lenasWire },
  })
  lena = here.robot
  return () => here.close()
})

const aishas = { type: 'invite-colleague', name: 'Aisha Rahman', role: 'staff', title: 'community nurse' } as const

async function linkOf(engine: Engine, act: TeamAct): Promise<string> {
  const made = await engine.teamAct(act)
  if (made.type !== 'invited') throw new Error(JSON.stringify(made))
  return made.fragment
}

async function whoWaits(engine: Engine) {
  const answer = await engine.teamAct({ type: 'who-waits' })
  if (answer.type !== 'waiting') throw new Error(JSON.stringify(answer))
  return answer.waiting
}

/** The digits on the newcomer's own screen. */
async function digitsOf(engine: Engine): Promise<string> {
  const state = await stateOf(engine, ({ type }) => type === 'waiting-to-join')
  return (state as DeviceState & { readonly type: 'waiting-to-join' }).code
}

/** A new device that answers the link and is let in by whoever made it, once both have seen the digits. */
async function comeIn(host: Engine, act: TeamAct, network = memory.wire()): Promise<Engine> {
  const { engine } = here.device({ network })
  await joinWith(engine, await linkOf(host, act))
  const code = await digitsOf(engine)
  const one = (await whoWaits(host)).find((each) => each.code === code)
  expect(one).toBeDefined()
  expect(await host.teamAct({ ...one!, type: 'let-in' })).toEqual({ type: 'done' })
  await openState(engine)
  await sync(host, engine, lena, engine)
  return engine
}

const idOfDevice = (engine: Engine) => engine.admin.session()!.device.device
const teamOf = (engine: Engine) => engine.admin.session()!.device.chains.team()!
async function planVisit(engine: Engine, reason: string) {
  const at = memory.clock.now()
  const { personId } = doreen
  const { member: memberId } = engine.admin.session()!.device.own
  const visit = { date: dayOf(at), personId, memberId, window: null, from: '10:00', to: null, reason }
  return engine.run({ type: 'plan-visit', ...visit, ...intent(), at })
}

async function reasonsOf(engine: Engine): Promise<readonly string[]> {
  const { rounds } = await viewOf(engine, 'team', { date: dayOf(memory.clock.now()) }, ({ complete }) => complete)
  return rounds.flatMap(({ visits }) => visits.map(({ visit }) => visit.reason))
}

async function waitingAnywhere() {
  const answer = await lena.admin.waitingJoins()
  return answer.ok ? answer.value : []
}

const failedWith = (problem: string) => ({ type: 'failed', problem })

test('TJ1 TJ2 TJ3 a colleague has nothing until both screens show the same digits and Lena says yes', async () => {
  const { engine: aisha, store } = here.device({ network: memory.wire() })
  await joinWith(aisha, await linkOf(lena, aishas))
  const code = await digitsOf(aisha)
  const name = 'Aisha Rahman'
  expect(await whoWaits(lena)).toEqual([{ inviteId: expect.any(String), role: 'staff', name, isMine: false, code }])
  await sync(aisha)
  expect([aisha.admin.session(), await store.scan('boxes', '', '~'), await store.scan('chains', '', '~')]).toEqual([
    null,
    [],
    [],
  ])
  const { inviteId } = (await whoWaits(lena))[0]!
  expect(await lena.teamAct({ type: 'let-in', inviteId, code })).toEqual({ type: 'done' })
  await openState(aisha)
  await sync(aisha, lena, aisha)
  expect(await whoWaits(lena)).toEqual([])
  const { seq } = teamOf(lena)
  expect(await lena.teamAct({ type: 'let-in', inviteId, code })).toEqual({ type: 'done' })
  expect(teamOf(lena).seq).toBe(seq)

  const seen = await viewOf(lena, 'team-devices', {}, ({ members }) => members[1]?.who !== null)
  expect(seen).toMatchObject({ may: 'manage', adminCount: 1 })
  expect(seen.members.map(({ isMe, role, who }) => [who?.name, role, isMe])).toEqual([
    ['Robot', 'admin', true],
    ['Aisha Rahman', 'staff', false],
  ])
  expect(seen.members[1]?.devices[0]?.heardAt).not.toBeNull()
  expect((await viewOf(aisha, 'team-devices', {})).may).toBe('own-devices')
})

test('TJ840 other digits than those that were compared let nobody in, by whatever invite; nor do they once somebody is in', async () => {
  const { engine: aisha } = here.device({ network: memory.wire() })
  await joinWith(aisha, await linkOf(lena, aishas))
  const [{ code, inviteId }] = (await whoWaits(lena)) as [WaitingColleague]
  const { seq } = teamOf(lena)
  const others = fc.stringMatching(/^\d{6}$/).filter((digits) => digits !== code)
  const letIn = (digits: string) => lena.teamAct({ type: 'let-in', inviteId, code: digits })
  await fc.assert(
    fc.asyncProperty(others, async (digits) => {
      expect(await letIn(digits)).toEqual(failedWith('digits-changed'))
    }),
    { numRuns: 10 },
  )
  expect(teamOf(lena).seq).toBe(seq)
  expect(await letIn(code)).toEqual({ type: 'done' })
  await fc.assert(
    fc.asyncProperty(others, async (digits) => {
      expect(await letIn(digits)).toEqual(failedWith('nobody-waits'))
    }),
    { numRuns: 3 },
  )
  expect(await letIn(code)).toEqual({ type: 'done' })
})

test('TJ160 an associate has a name for the team before any circle, at the door already, and for nobody else', async () => {
  const aisha = await comeIn(lena, aishas)
  const patient = here.device({ network: memory.wire() }).engine
  await joinWith(patient, await here.invite('Doreen Ashworth', 'patient', doreen.personId))
  for (const each of await waitingAnywhere()) await lena.admin.confirmJoin(each)
  await openState(patient)
  const act = { type: 'invite-colleague', name: ' Sol Diaz ', role: 'associate', title: 'social prescriber' } as const
  const { engine: sol } = here.device({ network: memory.wire() })
  await joinWith(sol, await linkOf(lena, act))
  const [waiting] = await whoWaits(lena)
  expect(waiting?.name).toBe('Sol Diaz')
  expect(await lena.teamAct({ ...waiting!, type: 'let-in' })).toEqual({ type: 'done' })
  await openState(sol)
  await sync(lena, aisha, sol, patient)
  for (const engine of [lena, aisha]) {
    const { members } = await viewOf(engine, 'team-devices', {}, (view) => view.members.length === 3)
    const who = members.find(({ role }) => role === 'associate')?.who
    expect(who).toMatchObject({ name: 'Sol Diaz', role: 'social prescriber' })
  }
  const { outside } = await viewOf(lena, 'sharing', { personId: doreen.personId }, (view) => view.outside.length > 0)
  expect(outside[0]?.who?.name).toBe('Sol Diaz')
  for (const engine of [sol, patient]) {
    const names = await engine.admin.session()!.rows.find('members')
    expect(JSON.stringify(names)).not.toContain('social prescriber')
  }
})

test('TJ4 Aisha’s second device comes in by her first alone, and has what the first has', async () => {
  const aisha = await comeIn(lena, aishas)
  const member = aisha.admin.session()!.device.own.member
  expect(await lena.admin.setRound(doreen.roundId, [member])).toMatchObject({ ok: true })
  await sync(lena, aisha, lena, aisha)
  const own = await comeIn(aisha, { type: 'invite-own-device' })
  await sync(own, aisha, lena, own)
  expect(own.admin.session()!.device.own).toMatchObject({ member, signature: { name: 'Aisha Rahman' } })
  const groups = (engine: Engine) => {
    const { access, device } = engine.admin.session()!
    const read = device.chains.all().filter((chain) => access.mayRead(chain))
    return read.map(({ group }) => group).sort()
  }
  expect(groups(own)).toEqual(groups(aisha))
  expect(groups(own)).toContain(lena.admin.careGroup(doreen.personId))
  for (const group of groups(own)) {
    const { chains, keyring } = own.admin.session()!.device
    for (const { epoch } of chains.state(group)!.epochs) expect(await keyring.groupKey(group, epoch)).toBeDefined()
  }
  const { members } = await viewOf(aisha, 'team-devices', {})
  expect(
    members
      .find(({ isMe }) => isMe)
      ?.devices.map(({ isThis }) => isThis)
      .sort(),
  ).toEqual([false, true])
})

test('TJ4 TJ6 TJ582 staff invite, see, let in and remove nobody but themselves, and are answered alike', async () => {
  const aisha = await comeIn(lena, aishas)
  const { engine: ben } = here.device({ network: memory.wire() })
  await joinWith(ben, await linkOf(lena, { ...aishas, name: 'Ben Okafor' }))
  await digitsOf(ben)
  const { inviteId } = (await whoWaits(lena))[0]!
  expect(await whoWaits(aisha)).toEqual([])
  const before = teamOf(lena).seq
  const answers: TeamActOutcome[] = []
  for (const act of [
    aishas,
    { type: 'remove-device', deviceId: idOfDevice(lena) },
    { type: 'remove-device', deviceId: '0'.repeat(32) },
    { ...aishas, role: 'admin' },
    { type: 'make-admin', memberId: aisha.admin.session()!.device.own.member },
    { type: 'propose-export', personId: doreen.personId, reason: 'Asked for' },
    { type: 'approve', proposalId: '0'.repeat(32) },
    { type: 'dismiss', proposalId: '0'.repeat(32) },
    { type: 'set-managed', deviceId: idOfDevice(aisha), managed: true },
  ] as const)
    answers.push(await aisha.teamAct(act))
  expect(answers).toEqual(answers.map(() => failedWith('not-allowed')))
  for (const asked of [inviteId, '0'.repeat(32)]) {
    expect(await aisha.teamAct({ type: 'let-in', inviteId: asked, code: '000000' })).toEqual(failedWith('nobody-waits'))
  }
  await sync(lena)
  expect(teamOf(lena).seq).toBe(before)
})

test('TJ5 EN7 a lost device is removed with a new key in the same step; the rest go on, and it is shut out', async () => {
  const aisha = await comeIn(lena, aishas)
  const own = await comeIn(aisha, { type: 'invite-own-device' })
  await sync(lena)
  const { seq, epochs } = teamOf(lena)
  const lost = { type: 'remove-device', deviceId: idOfDevice(own) } as const
  expect(await lena.teamAct(lost)).toEqual({ type: 'done' })
  expect([teamOf(lena).seq, teamOf(lena).epochs.length]).toEqual([seq + 2, epochs.length + 1])
  expect(await lena.teamAct(lost)).toEqual({ type: 'done' })
  expect(teamOf(lena).seq).toBe(seq + 2)

  const shut = stateOf(own, ({ type }) => type === 'removed')
  await sync(own)
  await shut
  await sync(aisha)
  const { group } = teamOf(aisha)
  const key = (engine: Engine) => engine.admin.session()!.device.keyring.groupKey(group, epochs.length)
  expect(await key(aisha)).toBeDefined()
  expect(own.admin.session()).toBeNull()
  const { members } = await viewOf(lena, 'team-devices', {})
  expect(members.map(({ devices, removed }) => [devices.length, removed.length])).toEqual([
    [1, 0],
    [1, 1],
  ])
})

test('TJ270 a colleague and a second device of one’s own are let in once, whatever is lost, and have the team’s key', async () => {
  const aishasWire = memory.wire()
  const aisha = await comeIn(lena, aishas, aishasWire)
  const hosts = [
    { host: lena, wire: lenasWire, act: { ...aishas, name: 'Ben Okafor' } },
    { host: aisha, wire: aishasWire, act: { type: 'invite-own-device' } },
  ] as const
  for (const { act, host, wire } of hosts) {
    const { engine } = here.device({ network: memory.wire() })
    await joinWith(engine, await linkOf(host, act))
    const code = await digitsOf(engine)
    const { inviteId } = (await whoWaits(host)).find((each) => each.code === code)!
    await sync(lena, aisha)
    const { seq } = teamOf(host)
    wire.setFate('request-lost')
    expect(await host.teamAct({ type: 'let-in', inviteId, code })).toEqual(failedWith('no-signal'))
    wire.setFate('delivered')
    await sync(host)
    expect(teamOf(host).seq).toBe(seq)
    wire.setFate('reply-lost', '/control')
    expect(await host.teamAct({ type: 'let-in', inviteId, code })).toEqual(failedWith('no-signal'))
    // In by then, and not done before the key is there.
    wire.setFate('request-lost', '/boxes')
    expect(await host.teamAct({ type: 'let-in', inviteId, code })).toEqual(failedWith('no-signal'))
    wire.setFate('delivered')
    expect(await host.teamAct({ type: 'let-in', inviteId, code })).toEqual({ type: 'done' })
    await openState(engine)
    await sync(host, lena, engine)
    expect(teamOf(engine).seq).toBe(seq + 1)
    const { keyring } = engine.admin.session()!.device
    expect(await keyring.groupKey(teamOf(engine).group, 0)).toBeDefined()
  }
})

test('TJ270 a colleague who is in and whose key did not get through is let in once it has', async () => {
  const { engine } = here.device({ network: memory.wire() })
  await joinWith(engine, await linkOf(lena, aishas))
  const code = await digitsOf(engine)
  const { inviteId } = (await whoWaits(lena)).find((each) => each.code === code)!
  lenasWire.setFate('request-lost', '/boxes')
  expect(await lena.teamAct({ type: 'let-in', inviteId, code })).toEqual(failedWith('no-signal'))
  lenasWire.setFate('delivered')
  expect(await lena.teamAct({ type: 'let-in', inviteId, code })).toEqual({ type: 'done' })
  await openState(engine)
})

test('TA190 a mark whose answer was lost stands once, also when it is pressed again at once', async () => {
  const aisha = await comeIn(lena, aishas)
  await sync(lena)
  const act = { type: 'set-managed', deviceId: idOfDevice(aisha), managed: true } as const
  const { seq } = teamOf(lena)
  lenasWire.setFate('reply-lost', '/control')
  expect(await lena.teamAct(act)).toEqual(failedWith('no-signal'))
  lenasWire.setFate('delivered')
  expect(await lena.teamAct(act)).toEqual({ type: 'done' })
  await sync(lena)
  expect(teamOf(lena).seq).toBe(seq + 1)
})

test('TJ5 without signal nothing is removed and the old key goes on; a lost answer is found done when asked again', async () => {
  const aisha = await comeIn(lena, aishas)
  const own = await comeIn(aisha, { type: 'invite-own-device' })
  await sync(lena)
  const lost = { type: 'remove-device', deviceId: idOfDevice(own) } as const
  const { seq } = teamOf(lena)
  lenasWire.setFate('request-lost')
  expect(await lena.teamAct(lost)).toEqual(failedWith('no-signal'))
  expect(teamOf(lena).seq).toBe(seq)
  lenasWire.setFate('delivered')
  await sync(lena, own)
  expect(await planVisit(own, 'Under the old key')).toMatchObject({ ok: true })
  await sync(own, aisha)
  expect(await reasonsOf(aisha)).toEqual(['Under the old key'])
  lenasWire.setFate('reply-lost')
  expect(await lena.teamAct(lost)).toEqual(failedWith('no-signal'))
  lenasWire.setFate('delivered')
  expect(await lena.teamAct(lost)).toEqual({ type: 'done' })
  expect([teamOf(lena).seq, teamOf(lena).epochs.length]).toEqual([seq + 2, 2])
  const { keyring } = lena.admin.session()!.device
  expect(await keyring.groupKey(teamOf(lena).group, 1)).toBeDefined()
})

test('TJ3 TJ5 the last administrator stays; a second one may be let in, and then remove the first', async () => {
  const last = { type: 'remove-device', deviceId: idOfDevice(lena) } as const
  expect(await lena.teamAct(last)).toEqual(failedWith('last-admin'))
  const second = await comeIn(lena, { ...aishas, name: 'Tom Reid', role: 'admin', title: 'GP' })
  expect((await viewOf(lena, 'team-devices', {})).adminCount).toBe(2)
  expect(await lena.teamAct(last)).toEqual(failedWith('not-allowed'))
  expect(await second.teamAct(last)).toEqual({ type: 'done' })
  expect((await viewOf(second, 'team-devices', {})).adminCount).toBe(1)
})

test('TJ3 a link without a name is not made, one that ran out lets nobody ask, and one is for one device', async () => {
  expect(await lena.teamAct({ ...aishas, name: ' ' })).toEqual(failedWith('nothing-written'))
  expect(await lena.teamAct({ ...aishas, title: '' })).toEqual(failedWith('nothing-written'))
  const link = await linkOf(lena, aishas)
  const [first, second] = [memory.wire(), memory.wire()].map((network) => here.device({ network }).engine)
  await joinWith(first!, link)
  await expect(joinWith(second!, link)).rejects.toThrow('invite-used')
  const late = await linkOf(lena, { ...aishas, name: 'Ben Okafor' })
  memory.clock.advance(teamInviteHoldsMs + 1)
  expect((await second!.readInvite(late)).type).toBe('expired')
})

test('TJ6 a device that is not open, or of the public, is answered and changes nothing', async () => {
  const { engine } = here.device({ network: memory.wire() })
  expect(await engine.teamAct({ type: 'who-waits' })).toEqual(failedWith('not-open'))
  await joinWith(engine, await here.invite('Doreen Ashworth', 'patient', doreen.personId))
  for (const each of await waitingAnywhere()) await lena.admin.confirmJoin(each)
  await openState(engine)
  const before = teamOf(lena).seq
  const acts = [{ type: 'who-waits' }, aishas, { type: 'invite-own-device' }] as const
  for (const act of acts) expect(await engine.teamAct(act)).toEqual(failedWith('not-allowed'))
  await sync(lena)
  expect(teamOf(lena).seq).toBe(before)
})
