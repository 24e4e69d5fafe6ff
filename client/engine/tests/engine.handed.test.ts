/** A colleague is told whom others gave to her and whom they took from her: once, by name, and whatever happens to her device meanwhile. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HandedView, LookingTarget, RoundAct } from '../../engine-api/rounds.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { idOf, doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId, roundId } = person
const member = (name: string): LookingTarget => ({ type: 'member', id: idOf(name) })
const ben = member('Ben Okafor')
const done = { type: 'done', told: false }

let two: TwoColleagues
let aisha: Colleague
let his: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  his = await two.join('Ben Okafor')
  await all()
})
afterEach(() => two.here.close())

const robot = () => two.here.robot

async function all(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await sync(robot(), aisha.engine, two.priya.engine, his.engine)
}

const say = (give: LookingTarget | null, take: LookingTarget | null, engine = aisha.engine) =>
  engine.accessAct({ type: 'say-who-looks-after', personId, give, take })
const onRound = (type: 'put-on-round' | 'take-off-round', name: string) =>
  robot().accessAct({ type, roundId, memberId: idOf(name) } satisfies RoundAct)
const handed = (engine: Engine, isIt: (view: HandedView) => boolean = () => true) => viewOf(engine, 'handed', {}, isIt)
const counts = (count: number) => (view: HandedView) => view.items.length === count

/** What she reads of it. */
const told = async (engine: Engine, count: number) =>
  (await handed(engine, counts(count))).items.map(({ by, isGiven, people, round }) => ({
    isGiven,
    by: by?.name ?? null,
    round,
    people: people.map((each) => [
      each.person?.name.given ?? null,
      each.members.map(({ who }) => who?.name ?? null).sort(),
    ]),
  }))

const putAway = (engine: Engine, personIds: readonly string[] = [personId]) =>
  engine.run({ type: 'mark-handed', personIds, ...two.intent() })

const others = ['Aisha Rahman', 'Priya Patel', 'Robot']

test('RN480 whom a colleague gave her is told by name, and whom they took with who looks after her now; who did it herself is told nothing', async () => {
  expect(await told(his.engine, 0)).toEqual([])
  expect(await say(ben, null)).toEqual(done)
  await all()
  const given = { isGiven: true, by: 'Aisha Rahman', round: null }
  expect(await told(his.engine, 1)).toEqual([{ ...given, people: [['Doreen', [...others, 'Ben Okafor'].sort()]] }])
  expect(await told(aisha.engine, 0)).toEqual([])
  expect(await told(two.priya.engine, 0)).toEqual([])
  expect(await putAway(his.engine)).toEqual({ ok: true })
  expect(await say(null, ben)).toEqual(done)
  await all()
  const taken = { isGiven: false, by: 'Aisha Rahman', round: null, people: [['Doreen', others]] }
  expect(await told(his.engine, 1)).toEqual([taken])
  // Nor is it news to give somebody away.
  expect(await say(ben, null)).toEqual(done)
  await all()
  expect(await putAway(his.engine)).toEqual({ ok: true })
  expect(await say(null, ben, his.engine)).toEqual(done)
  await all()
  expect(await told(his.engine, 0)).toEqual([])
})

test('RN480 what was given and taken back before she looked is no news, nor what she has by another way already', async () => {
  expect(await say(ben, null)).toEqual(done)
  await all()
  await handed(his.engine, counts(1))
  expect(await say(null, ben)).toEqual(done)
  await all()
  expect(await told(his.engine, 0)).toEqual([])
  expect(await say(member('Priya Patel'), null)).toEqual(done)
  await all()
  expect(await say(null, member('Priya Patel'))).toEqual(done)
  await all()
  expect(await told(two.priya.engine, 0)).toEqual([])
})

test('RN481 put on a round and taken off it she is told which, by whom it was done and of all its people at once', async () => {
  expect(await onRound('put-on-round', 'Ben Okafor')).toEqual(done)
  const name = {
    type: 'write-setting',
    reason: '',
    part: { kind: 'round', id: roundId },
    fields: { name: 'North' },
  } as const
  expect(await aisha.engine.run({ ...name, ...two.intent() })).toEqual({ ok: true })
  await all()
  const now = [...others, 'Ben Okafor'].sort()
  const on = { isGiven: true, by: 'Robot', round: 'North', people: [['Doreen', now]] }
  expect((await handed(his.engine, ({ items }) => items[0]?.round === 'North')).items).toHaveLength(1)
  expect(await told(his.engine, 1)).toEqual([on])
  expect(await putAway(his.engine)).toEqual({ ok: true })
  expect(await onRound('take-off-round', 'Ben Okafor')).toEqual(done)
  await all()
  expect(await told(his.engine, 1)).toEqual([{ ...on, isGiven: false, people: [['Doreen', others]] }])
  expect(await told(aisha.engine, 0)).toEqual([])
})

test('RN480 RN482 told once: kept through a lock and without signal, and after it was put away not told again', async () => {
  expect(await say(ben, null)).toEqual(done)
  await all()
  his.wire.setFate('request-lost')
  await his.engine.lock()
  expect(await his.engine.unlock('a kettle on the hob')).toEqual({ ok: true })
  expect(await told(his.engine, 1)).toMatchObject([{ by: 'Aisha Rahman' }])
  expect(await putAway(his.engine, [idOf('Somebody else')])).toEqual({ ok: true })
  expect(await told(his.engine, 1)).toMatchObject([{ by: 'Aisha Rahman' }])
  expect(await putAway(his.engine)).toEqual({ ok: true })
  expect(await putAway(his.engine)).toEqual({ ok: true })
  expect(await told(his.engine, 0)).toEqual([])
  his.wire.setFate('delivered')
  await his.engine.lock()
  expect(await his.engine.unlock('a kettle on the hob')).toEqual({ ok: true })
  await all()
  expect(await told(his.engine, 0)).toEqual([])
})

test('RN482 what the disk does not take is not called put away: it is said, and told again', async () => {
  const store = createMemoryDeviceStore()
  const lena = await two.join('Lena Novak', undefined, { store })
  await all()
  await sync(lena.engine)
  expect(await say(member('Lena Novak'), null)).toEqual(done)
  for (let turn = 0; turn < 2; turn++) await sync(robot(), aisha.engine, lena.engine)
  expect(await told(lena.engine, 1)).toMatchObject([{ by: 'Aisha Rahman' }])
  store.fail({ type: 'no-space' })
  expect(await putAway(lena.engine)).toEqual({ ok: false, problem: { type: 'no-space' } })
  expect(await told(lena.engine, 1)).toMatchObject([{ by: 'Aisha Rahman' }])
  store.fail(null)
  expect(await putAway(lena.engine)).toEqual({ ok: true })
  expect(await told(lena.engine, 0)).toEqual([])
})

test('RN480 what happened while her device was closed is told when it opens, and of what was there when she came nothing', async () => {
  const lena = await two.join('Lena Novak')
  await sync(lena.engine)
  expect(await told(lena.engine, 0)).toEqual([])
  await his.engine.lock()
  expect(await say(ben, null)).toEqual(done)
  await sync(aisha.engine, robot())
  expect(await his.engine.unlock('a kettle on the hob')).toEqual({ ok: true })
  await all()
  expect(await told(his.engine, 1)).toMatchObject([{ isGiven: true, by: 'Aisha Rahman' }])
  // Whose the device is now was given nobody: it says nothing of what was there before.
  const kim = await two.join('Kim Doyle')
  await sync(kim.engine)
  expect(await told(kim.engine, 0)).toEqual([])
})
