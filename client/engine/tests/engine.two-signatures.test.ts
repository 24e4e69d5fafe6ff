/** Lena and Ben are administrators of a founded team: what one of them proposes, the other answers; through the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TeamProposal } from '../../engine-api/team-acts.ts'
import { exportStanding } from '../archive/export-allowed.ts'
import type { Engine } from '../engine.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf, teamOf, whoWaits } from '../testing/founded-team.ts'
import { doreen, openState, sync, viewOf } from '../testing/neighbourhood.ts'

let place: FoundedPlace
let lena: Engine
/** Lena's way to the relay. */
let wire: ReturnType<FoundedPlace['memory']['wire']>
let ben: Engine
let aisha: Engine

beforeEach(async () => {
  place = await createFoundedPlace()
  wire = place.memory.wire()
  lena = await place.found(wire)
  const [one, two] = await sheetsOf(lena)
  await lena.kitAct({ type: 'give-back', sheets: [one, two] })
  ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  aisha = await place.letIn(lena, 'staff', 'Aisha Rahman')
  await sync(lena, ben, aisha, lena, ben)
})
afterEach(() => place.close())

const memberOf = (engine: Engine) => engine.admin.session()!.device.own.member
const roleOf = (engine: Engine) => teamOf(engine).devices[engine.admin.session()!.device.device]?.role
const makeAishaAdmin = (by: Engine) => by.teamAct({ type: 'make-admin', memberId: memberOf(aisha) })

async function proposals(engine: Engine): Promise<readonly TeamProposal[]> {
  await sync(engine)
  return (await viewOf(engine, 'team-devices', {})).proposals
}
const statesOf = async (engine: Engine) => (await proposals(engine)).map(({ state }) => state)

test('TA130 a colleague is proposed by one administrator, told to the other by name, and made one by that one’s yes', async () => {
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'proposed' })
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'proposed' })
  const [seen, ...rest] = await proposals(ben)
  expect(rest).toEqual([])
  expect(seen).toMatchObject({
    state: 'open',
    isMine: false,
    by: { name: 'Lena Hart' },
    what: { type: 'make-admin', who: { name: 'Aisha Rahman' }, marks: [expect.any(String)] },
  })
  const { proposalId } = seen!
  expect(await lena.teamAct({ type: 'approve', proposalId })).toEqual({ type: 'failed', problem: 'own' })
  expect(await aisha.teamAct({ type: 'approve', proposalId })).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(roleOf(lena)).toBe('admin')
  await sync(aisha)
  expect(roleOf(aisha)).toBe('staff')
  expect(await ben.teamAct({ type: 'approve', proposalId })).toEqual({ type: 'done' })
  await sync(aisha, lena)
  expect(roleOf(aisha)).toBe('admin')
  expect((await viewOf(aisha, 'team-devices', {})).may).toBe('manage')
  expect(await proposals(lena)).toMatchObject([{ state: 'approved', isMine: true, decidedBy: { name: 'Ben Okoro' } }])
  expect(await lena.teamAct({ type: 'approve', proposalId })).toMatchObject({ type: 'failed' })
})

test('TA131 a new administrator waits with digits for both to see, and has the team’s key once the second has said yes', async () => {
  const { code, engine: dan } = await place.knock(lena, {
    ...{ type: 'invite-colleague', name: 'Dan Webb', role: 'admin', title: 'team lead' },
  })
  const [waiting] = await whoWaits(lena)
  expect(await lena.teamAct({ ...waiting!, type: 'let-in' })).toEqual({ type: 'proposed' })
  const [seen] = await proposals(ben)
  expect([await whoWaits(lena), await whoWaits(ben)]).toEqual([[], []])
  expect(dan.admin.session()).toBeNull()
  expect(seen?.what).toMatchObject({ type: 'admit-admin', code })
  expect(await ben.teamAct({ type: 'approve', proposalId: seen!.proposalId })).toEqual({ type: 'done' })
  await openState(dan)
  await sync(ben, dan, ben)
  expect((await viewOf(dan, 'team-devices', {})).adminCount).toBe(3)
})

test('TA132 it can be declined, be taken back, run out, and be void because its proposer is out; none of them happens later', async () => {
  await makeAishaAdmin(lena)
  const [first] = await proposals(ben)
  expect(await ben.teamAct({ type: 'dismiss', proposalId: first!.proposalId })).toEqual({ type: 'done' })
  expect(await statesOf(lena)).toEqual(['declined'])
  await makeAishaAdmin(lena)
  const [second] = await proposals(lena)
  expect(await lena.teamAct({ type: 'dismiss', proposalId: second!.proposalId })).toEqual({ type: 'done' })
  expect(await statesOf(ben)).toEqual(['withdrawn', 'declined'])
  await makeAishaAdmin(lena)
  const [third] = await proposals(ben)
  place.memory.clock.advance(8 * 24 * 3_600_000)
  expect(await statesOf(ben)).toEqual(['over', 'withdrawn', 'declined'])
  expect(await ben.teamAct({ type: 'approve', proposalId: third!.proposalId })).toEqual({
    type: 'failed',
    problem: 'over',
  })
  await sync(lena, ben)
  await makeAishaAdmin(lena)
  await sync(ben)
  const lenasDevice = lena.admin.session()!.device.device
  await ben.teamAct({ type: 'remove-device', deviceId: lenasDevice })
  const [fourth] = await proposals(ben)
  expect(fourth?.state).toBe('proposer-gone')
  expect(await ben.teamAct({ type: 'approve', proposalId: fourth!.proposalId })).toEqual({
    type: 'failed',
    problem: 'over',
  })
  // Alone now, and still not free to appoint anybody.
  expect(await makeAishaAdmin(ben)).toEqual({ type: 'proposed' })
  await sync(aisha)
  expect(roleOf(aisha)).toBe('staff')
})

test('TA133 without signal nothing is called proposed; what was done by a try whose answer was lost stands once', async () => {
  wire.setFate('request-lost')
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  await sync(lena)
  expect(await proposals(lena)).toEqual([])
  wire.setFate('reply-lost')
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  await sync(lena)
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'proposed' })
  expect(await statesOf(ben)).toEqual(['open'])
})

test('TA270 a yes whose request or answer was lost is given once, and so is the next key of a new kit', async () => {
  expect(await makeAishaAdmin(ben)).toEqual({ type: 'proposed' })
  const [first] = await proposals(lena)
  const yes = { type: 'approve', proposalId: first!.proposalId } as const
  const { seq } = teamOf(lena)
  wire.setFate('request-lost')
  expect(await lena.teamAct(yes)).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  await sync(lena)
  expect(teamOf(lena).seq).toBe(seq)
  wire.setFate('reply-lost', '/control')
  expect(await lena.teamAct(yes)).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  expect(await lena.teamAct(yes)).toEqual({ type: 'done' })
  await sync(lena, aisha)
  expect([teamOf(lena).seq, roleOf(aisha)]).toEqual([seq + 1, 'admin'])

  const made = await ben.kitAct({ type: 'make-new' })
  if (made.type !== 'sheets') throw new Error(made.type)
  const [one, two] = made.sheets
  expect(await ben.kitAct({ type: 'give-back-new', sheets: [one!, two!] })).toEqual({ type: 'proposed' })
  const [kit] = await proposals(lena)
  const { epochs } = teamOf(lena)
  const take = { type: 'approve', proposalId: kit!.proposalId } as const
  wire.setFate('reply-lost', '/control')
  expect(await lena.teamAct(take)).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  expect(await lena.teamAct(take)).toEqual({ type: 'done' })
  await sync(lena, ben, aisha, lena)
  expect(teamOf(lena).epochs.length).toBe(epochs.length + 1)
  for (const engine of [lena, ben, aisha]) {
    const { chains, keyring } = engine.admin.session()!.device
    expect(await keyring.groupKey(chains.team()!.group, epochs.length)).toBeDefined()
  }
})

test('TA253 said by both before they have heard of each other, it stands once', async () => {
  expect(await makeAishaAdmin(lena)).toEqual({ type: 'proposed' })
  expect(await makeAishaAdmin(ben)).toEqual({ type: 'proposed' })
  expect(await statesOf(lena)).toEqual(['open'])
})

test('TA134 AV130 everything kept of Doreen is exported once two administrators agreed, for thirty days, and of nobody else', async () => {
  await lena.admin.ensurePeople([doreen])
  await sync(lena, ben)
  const { personId } = doreen
  const day = 24 * 3_600_000
  const standing = (person = personId) =>
    exportStanding(ben.admin.session()!.device, person as never, place.memory.clock.now()).type
  const ask = (by: Engine, reason = 'She asks what is kept of her') =>
    by.teamAct({ type: 'propose-export', personId, reason })
  expect(await ask(aisha)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await ask(lena, ' ')).toEqual({ type: 'failed', problem: 'nothing-written' })
  expect(await ask(lena, 'x'.repeat(201))).toEqual({ type: 'failed', problem: 'nothing-written' })
  expect(await ask(lena)).toEqual({ type: 'proposed' })
  const [seen] = await proposals(ben)
  expect(seen?.what).toEqual({
    ...{ type: 'archive-use', person: 'Doreen Ashworth', reason: 'She asks what is kept of her' },
  })
  expect(standing()).toBe('not-approved')
  expect(await ben.teamAct({ type: 'approve', proposalId: seen!.proposalId })).toEqual({ type: 'done' })
  expect([standing(), standing('f'.repeat(32) as never)]).toEqual(['approved', 'not-approved'])
  place.memory.clock.advance(31 * day)
  expect(standing()).toBe('not-approved')
})
