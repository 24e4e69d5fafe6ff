/** Rounds and who looks after whom: given and taken back, through the real relay; what lies on the device of who left goes. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LookingAfterView, LookingTarget, RoundAct, RoundsView } from '../../engine-api/rounds.ts'
import type { Engine } from '../engine.ts'
import { prefixEnd } from '../storage/key-range.ts'
import { idOf, doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId, roundId } = person
const north: LookingTarget = { type: 'round', id: roundId }
const member = (name: string): LookingTarget => ({ type: 'member', id: idOf(name) })
const ben = member('Ben Okafor')
const hour = 60 * 60_000

let two: TwoColleagues
let aisha: Colleague
let his: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  his = await two.join('Ben Okafor')
  await sync(robot(), aisha.engine)
})
afterEach(() => two.here.close())

const robot = () => two.here.robot

async function all(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await sync(robot(), aisha.engine, two.priya.engine, his.engine)
}

const say = (engine: Engine, give: LookingTarget | null, take: LookingTarget | null) =>
  engine.accessAct({ type: 'say-who-looks-after', personId, give, take })

const onRound = (engine: Engine, type: 'put-on-round' | 'take-off-round', name: string) =>
  engine.accessAct({ type, roundId, memberId: idOf(name) } satisfies RoundAct)

const done = { type: 'done', told: false }
const failed = (problem: string) => ({ type: 'failed', problem })

async function note(found: string): Promise<void> {
  const intent = two.intent()
  const visit = { type: 'write-visit', personId, visitId: null, observations: null } as const
  const written = { ...visit, note: { words: '', found, did: '', next: '' }, startedAt: intent.at, ...intent }
  expect(await aisha.engine.run(written)).toEqual({ ok: true })
}

const storyOf = async (engine: Engine) =>
  (await viewOf(engine, 'person', { personId }, ({ complete }) => complete)).story.flatMap(({ lines }) => lines)

/** Entries of others about her on this device's disk. */
async function ofOthers({ engine }: Colleague): Promise<number> {
  const { chains, device } = engine.admin.session()!.device
  const groups = chains.about(personId as never).map(({ group }) => group)
  const store = engine.admin.store()
  const log = await Promise.all(groups.map((group) => store.scan('log', `${group}/`, prefixEnd(`${group}/`))))
  return log.flat().filter(({ key }) => key.split('/')[1] !== device).length
}

const lookingAfter = (engine: Engine, isIt: (view: LookingAfterView) => boolean = () => true) =>
  viewOf(engine, 'looking-after', { personId }, isIt)

const roundsOf = (engine: Engine, isIt: (view: RoundsView) => boolean) => viewOf(engine, 'rounds', {}, isIt)

test('RN235 RN236 given by who looks after her a colleague reads the record; taken off, nothing of it is left on the device, and nothing new comes', async () => {
  await note('Crackles at both bases')
  expect(await say(his.engine, ben, null)).toEqual(failed('not-allowed'))
  expect(await say(aisha.engine, member('Aisha Rahman'), null)).toEqual(failed('not-allowed'))
  expect(await say(aisha.engine, ben, null)).toEqual(done)
  expect(await say(aisha.engine, ben, null)).toEqual(done)
  await all()
  expect(await storyOf(his.engine)).toContain('Crackles at both bases')
  expect(await ofOthers(his)).toBeGreaterThan(0)
  // Who looks after her for good says who else does, and may hand her on.
  const seen = await lookingAfter(his.engine, ({ maySay }) => maySay)
  expect(seen.members.map(({ alsoBy, isLast, isMe, who }) => [who?.name, isMe, isLast, alsoBy])).toContainEqual([
    'Ben Okafor',
    true,
    false,
    [],
  ])

  aisha.wire.setFate('request-lost')
  expect(await say(aisha.engine, null, ben)).toEqual(failed('no-signal'))
  aisha.wire.setFate('delivered')
  expect(await storyOf(his.engine)).toContain('Crackles at both bases')
  expect(await say(aisha.engine, null, ben)).toEqual(done)
  expect(await say(aisha.engine, null, ben)).toEqual(done)
  await all()
  expect(await ofOthers(his)).toBe(0)
  await note('Written when he was off')
  await all()
  expect(await ofOthers(his)).toBe(0)
  expect(await storyOf(aisha.engine)).toContain('Written when he was off')
  expect(await say(his.engine, ben, null)).toEqual(failed('not-allowed'))
})

test('RN236 what a colleague had opened ends as well when she is taken off, and can be opened anew', async () => {
  const open = () =>
    his.engine.accessAct({ type: 'open-record', personId, reason: 'urgent', words: 'On the floor', hours: 4 })
  await open()
  expect(await say(aisha.engine, ben, null)).toEqual(done)
  expect(await say(aisha.engine, null, ben)).toEqual(done)
  await note('Written when he was off')
  await all()
  expect(await ofOthers(his)).toBe(0)
  two.memory.clock.advance(hour)
  expect(await open()).toMatchObject({ type: 'done' })
  await all()
  expect(await storyOf(his.engine)).toContain('Written when he was off')
})

test('RN237 nobody is left with nobody, unless another one is given in the same act; the answer may be lost', async () => {
  await all()
  // Whoever set her up.
  const { memberId } = robot().admin.session()!.device.own.signature
  expect(await say(robot(), null, { type: 'member', id: memberId })).toEqual(done)
  await all()
  const last = await lookingAfter(aisha.engine, ({ members }) => members.length === 0)
  expect(last.rounds.map(({ isLast, members }) => [isLast, members.length])).toEqual([[true, 2]])
  expect(await say(aisha.engine, null, north)).toEqual(failed('nobody-left'))
  expect(await onRound(robot(), 'take-off-round', 'Priya Patel')).toEqual(done)
  expect(await onRound(robot(), 'take-off-round', 'Aisha Rahman')).toEqual(failed('nobody-left'))
  await all()
  aisha.wire.setFate('reply-lost')
  expect(await say(aisha.engine, ben, north)).toEqual(failed('no-signal'))
  aisha.wire.setFate('delivered')
  await all()
  await all()
  expect(await lookingAfter(his.engine, ({ maySay }) => maySay)).toMatchObject({
    rounds: [],
    members: [{ isMe: true, isLast: true }],
  })
  expect(await say(his.engine, null, ben)).toEqual(failed('nobody-left'))
  expect(await onRound(robot(), 'take-off-round', 'Aisha Rahman')).toEqual(done)
})

test('RN238 RN239 an administrator puts colleagues on and off a round that a colleague named, and their devices follow', async () => {
  await note('Crackles at both bases')
  expect(await onRound(aisha.engine, 'put-on-round', 'Ben Okafor')).toEqual(failed('not-allowed'))
  expect(await onRound(robot(), 'put-on-round', 'Nobody at all')).toEqual(failed('not-allowed'))
  expect(await onRound(robot(), 'put-on-round', 'Ben Okafor')).toEqual(done)
  expect(await onRound(robot(), 'take-off-round', 'Priya Patel')).toEqual(done)
  const [named, empty] = [two.intent(), two.intent()]
  const name = { type: 'write-setting', reason: '' } as const
  const part = { kind: 'round', id: roundId } as const
  expect(await aisha.engine.run({ ...name, part, fields: { name: 'North' }, ...named })).toEqual({ ok: true })
  const fresh = { ...name, part: { kind: 'round', id: '' }, fields: { name: 'Evenings' }, ...empty } as const
  expect(await aisha.engine.run(fresh)).toEqual({ ok: true })
  await all()
  expect(await storyOf(his.engine)).toContain('Crackles at both bases')
  expect(await ofOthers(two.priya)).toBe(0)
  const view = await roundsOf(his.engine, ({ complete, rounds }) => complete && rounds.length === 2)
  expect(view.rounds.map(({ members, name: called }) => [called, members.map(({ who }) => who?.name)])).toEqual([
    ['Evenings', []],
    ['North', ['Aisha Rahman', 'Ben Okafor']],
  ])
  expect(view.rounds[1]!.people).toMatchObject([{ personId, isOnlyHere: false, person: { name: { given: 'Doreen' } } }])
  expect([view.mayManage, view.nobodys]).toEqual([false, []])
  expect(view.colleagues.map((each) => each.name)).toEqual(
    expect.arrayContaining(['Aisha Rahman', 'Ben Okafor', 'Priya Patel']),
  )
})

test('RN483 a colleague leaves a round herself: what it means is told before, her device follows, and she neither comes back by herself nor takes others off', async () => {
  await note('Crackles at both bases')
  expect(await say(robot(), null, { type: 'member', id: robot().admin.session()!.device.own.member })).toEqual(done)
  expect(await onRound(robot(), 'put-on-round', 'Ben Okafor')).toEqual(done)
  expect(await say(aisha.engine, member('Aisha Rahman'), null)).toEqual(failed('not-allowed'))
  await all()
  const leaving = async (engine: Engine, count: number) => {
    const view = await roundsOf(engine, ({ rounds }) => rounds[0]?.members.length === count)
    const { gone, kept, nobodys } = view.rounds[0]!.leaving ?? { gone: [], kept: [], nobodys: [] }
    const names = (some: readonly { readonly person: { readonly name: { readonly given: string } } | null }[]) =>
      some.map(({ person: who }) => who?.name.given)
    return {
      gone: gone.map(({ members, people }) => [members.map(({ who }) => who?.name).sort(), names(people)]),
      kept: names(kept),
      nobodys: names(nobodys),
    }
  }
  const none = { gone: [], kept: [], nobodys: [] }
  expect(await leaving(his.engine, 3)).toEqual({ ...none, gone: [[['Aisha Rahman', 'Priya Patel'], ['Doreen']]] })
  expect(await leaving(robot(), 3)).toEqual(none)
  expect(await onRound(his.engine, 'take-off-round', 'Priya Patel')).toEqual(failed('not-allowed'))
  his.wire.setFate('request-lost')
  expect(await onRound(his.engine, 'take-off-round', 'Ben Okafor')).toEqual(failed('no-signal'))
  his.wire.setFate('delivered')
  expect(await storyOf(his.engine)).toContain('Crackles at both bases')
  expect(await onRound(his.engine, 'take-off-round', 'Ben Okafor')).toEqual(done)
  expect(await onRound(his.engine, 'take-off-round', 'Ben Okafor')).toEqual(done)
  await all()
  expect(await ofOthers(his)).toBe(0)
  expect(await onRound(his.engine, 'put-on-round', 'Ben Okafor')).toEqual(failed('not-allowed'))
  const epochs = () => his.engine.admin.session()!.device.chains.team()!.epochs.length
  expect(epochs()).toBe(1)

  // By name too she goes on seeing her, and of the last two one stays.
  expect(await say(two.priya.engine, member('Aisha Rahman'), null)).toEqual(done)
  await all()
  expect(await leaving(aisha.engine, 2)).toEqual({ ...none, kept: ['Doreen'] })
  expect(await onRound(aisha.engine, 'take-off-round', 'Aisha Rahman')).toEqual(done)
  await all()
  expect(await say(two.priya.engine, null, member('Aisha Rahman'))).toEqual(done)
  await all()
  expect(await leaving(two.priya.engine, 1)).toEqual({ ...none, nobodys: ['Doreen'] })
  expect(await onRound(two.priya.engine, 'take-off-round', 'Priya Patel')).toEqual(failed('nobody-left'))
})

test('RN485 handed on to another round the list names that one on every device, and goes on naming one that holds', async () => {
  const evenings = idOf<string>('Evenings round')
  const to: LookingTarget = { type: 'round', id: evenings }
  const listed = async (engine: Engine) => {
    const { rows } = await viewOf(engine, 'people', { search: '' }, (view) => view.rows.length > 0)
    return rows[0]?.person.roundId
  }
  expect(await robot().accessAct({ type: 'put-on-round', roundId: evenings, memberId: idOf('Ben Okafor') })).toEqual(
    done,
  )
  await all()
  expect(await say(aisha.engine, to, null)).toEqual(done)
  await all()
  expect(await listed(two.priya.engine)).toBe(roundId)
  expect(await say(his.engine, null, north)).toEqual(done)
  await all()
  for (const { engine } of [aisha, two.priya, his]) expect(await listed(engine)).toBe(evenings)
  expect(await say(his.engine, north, null)).toEqual(done)
  const change = {
    type: 'change-details',
    personId,
    details: { phone: '01632 960009' },
    reason: 'A new phone',
  } as const
  expect(await his.engine.run({ ...change, ...two.intent() })).toEqual({ ok: true })
  await all()
  expect(await listed(two.priya.engine)).toBe(evenings)
  expect(await say(aisha.engine, null, to)).toEqual(done)
  await all()
  for (const { engine } of [aisha, two.priya, his]) expect(await listed(engine)).toBe(roundId)
})

test('RN239 RN240 whom nobody looks after is said, and to a round of her own a colleague gives nobody', async () => {
  const { memberId } = robot().admin.session()!.device.own.signature
  expect(await say(robot(), null, { type: 'member', id: memberId })).toEqual(done)
  expect(await say(aisha.engine, ben, null)).toEqual(done)
  expect(await say(aisha.engine, null, north)).toEqual(done)
  await all()
  expect(await say(his.engine, { type: 'member', id: idOf('Aisha Rahman') }, null)).toEqual(done)
  await all()
  expect(await say(aisha.engine, north, null)).toEqual(failed('not-allowed'))
  expect((await lookingAfter(aisha.engine)).otherRounds).toMatchObject([{ roundId, isMine: true }])
  expect(await say(his.engine, null, { type: 'member', id: idOf('Aisha Rahman') })).toEqual(done)
  const { device, own } = his.engine.admin.session()!.device
  const removed = await robot().admin.removeDevice(own.group, device)
  expect(removed.ok).toBe(true)
  await sync(robot(), aisha.engine)
  const left = await roundsOf(aisha.engine, ({ nobodys }) => nobodys.length > 0)
  expect(left.nobodys).toMatchObject([{ personId }])
})
