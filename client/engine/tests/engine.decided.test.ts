/** What was decided about somebody, through the real relay: who, why, when; and it stays when its author has gone. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { carbocisteine } from '../../domain/testing/medicines.ts'
import type { DecidedView } from '../../engine-api/decided-views.ts'
import type { Engine } from '../engine.ts'
import { idOf, doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId, roundId } = person
const hour = 60 * 60_000
const medicineId = 'ca'.repeat(16)

let two: TwoColleagues
beforeEach(async () => {
  two = await startTwoColleagues()
})
afterEach(() => two.here.close())

const robot = () => two.here.robot
const all = (...more: readonly Engine[]) => sync(robot(), two.aisha.engine, two.priya.engine, ...more)

async function decide(engine: Engine, what: string, more: { readonly why?: string; readonly instead?: string } = {}) {
  const { instead = null, why = '' } = more
  const command = {
    type: 'write-decision',
    ...two.intent(),
    personId,
    what,
    why,
    agreed: 'Doreen, Karen',
    instead,
  } as const
  expect(await engine.run(command)).toEqual({ ok: true })
  return command.commandId
}

const decidedOf = (engine: Engine, isIt: (view: DecidedView) => boolean = () => true, limit = 30) =>
  viewOf(engine, 'decided', { personId, limit }, (view) => view.complete && isIt(view))

const said = ({ items }: DecidedView) =>
  items.map((item) => [item.said.type, item.author?.name ?? null, item.hasLeft] as const)

const wordsIn = ({ items }: DecidedView) => items.flatMap(({ said }) => (said.type === 'decision' ? [said.what] : []))

/** Removed from the team, with whatever she had. */
async function remove(engine: Engine): Promise<void> {
  const { device } = engine.admin.session()!.device
  expect(await robot().teamAct({ type: 'remove-device', deviceId: device })).toEqual({ type: 'done' })
}

test('DL332 DL333 what a nurse decided is read under her name, as having left, by a colleague whose device was let in afterwards', async () => {
  const { aisha, priya } = two
  aisha.wire.setFate('request-lost')
  await decide(aisha.engine, 'Visits go on until Christmas', { why: 'Not steady on the stairs' })
  two.memory.clock.advance(3 * hour)
  aisha.wire.setFate('delivered')
  await robot().admin.changeDocument('medicines', personId, (doc) => writeMedicine(doc, medicineId, carbocisteine))
  await all()
  const about = { personId, medicineId } as const
  const change = {
    type: 'change-medicine',
    ...about,
    ...two.intent(),
    fields: { dose: '250 mg' },
    reason: 'Dizzy',
  } as const
  expect(await aisha.engine.run(change)).toEqual({ ok: true })
  const stop = { type: 'stop-medicine', ...about, ...two.intent(), on: '2026-11-22', reason: 'Rash' } as const
  expect(await aisha.engine.run(stop)).toEqual({ ok: true })
  await all()
  expect(said(await decidedOf(priya.engine, ({ items }) => items.length > 3)).slice(0, 3)).toEqual([
    ['medicine', 'Aisha Rahman', false],
    ['medicine', 'Aisha Rahman', false],
    ['decision', 'Aisha Rahman', false],
  ])

  await remove(aisha.engine)
  await sync(robot(), priya.engine)
  const { engine } = await two.join('Ben Okafor')
  expect(await robot().accessAct({ type: 'put-on-round', roundId, memberId: idOf('Ben Okafor') })).toMatchObject({
    type: 'done',
  })
  for (let turn = 0; turn < 2; turn++) await sync(robot(), engine)
  const view = await decidedOf(engine, ({ items }) => items.some((item) => item.said.type === 'medicine'))
  const hers = view.items.filter(({ author }) => author?.name === 'Aisha Rahman')
  // The line itself says only that it was stopped; what was decided before that is here all the same.
  expect(hers.map((item) => [item.said.type, 'reason' in item.said ? item.said.reason : '', item.hasLeft])).toEqual([
    ['medicine', 'Rash', true],
    ['medicine', 'Dizzy', true],
    ['decision', '', true],
  ])
  const [last] = hers.slice(-1)
  expect(last).toMatchObject({
    said: { what: 'Visits go on until Christmas', why: 'Not steady on the stairs', agreed: 'Doreen, Karen' },
    author: { role: 'staff' },
    mine: false,
  })
  expect(last!.times.arrivedAt! - last!.times.writtenAt).toBeGreaterThanOrEqual(3 * hour)
  const { story } = await viewOf(engine, 'person', { personId }, ({ complete }) => complete)
  expect(story.find(({ kind }) => kind === 'decision')?.lines).toContain('Visits go on until Christmas')

  // What she wrote down, for whoever hands her work on; where nobody here may read, only how many.
  const by = { memberId: idOf<string>('Aisha Rahman') }
  const lately = await viewOf(engine, 'decided-by', by, ({ complete }) => complete)
  expect([lately.items.map(({ what }) => what), lately.elsewhere]).toEqual([['Visits go on until Christmas'], 0])
})

test('DL332 decided anew, the earlier one stays and says so; somebody else’s words are never changed', async () => {
  const { aisha, priya } = two
  const first = await decide(aisha.engine, 'Two visits a week')
  await all()
  await decide(priya.engine, 'One visit a week', { instead: first })
  await all()
  for (const { engine } of [aisha, priya]) {
    const view = await decidedOf(engine, (one) => wordsIn(one).length === 2)
    expect(wordsIn(view)).toEqual(['One visit a week', 'Two visits a week'])
    const [later, earlier] = view.items.filter((item) => item.said.type === 'decision')
    expect([later?.replaced, earlier?.replaced?.by.name]).toEqual([null, 'Priya Patel'])
  }
})

test('DL480 whether messages may be sent stands in the list with who recorded it, when, how it was said, and what it covers', async () => {
  const { aisha, priya } = two
  two.memory.clock.advance(60_000)
  const stop = { type: 'set-contact', personId, agreed: false, said: 'by-phone' } as const
  const intent = two.intent()
  expect(await aisha.engine.run({ ...stop, ...intent })).toEqual({ ok: true })
  await all()
  const scope = { type: 'contact', channel: 'doorstep', scope: 'visits-and-care' }
  for (const { engine } of [aisha, priya]) {
    const { items } = await decidedOf(
      engine,
      (view) => view.items.filter(({ said }) => said.type === 'contact').length > 1,
    )
    const found = items.filter(({ said }) => said.type === 'contact')
    expect(found.map(({ author, mine, said, times }) => [said, author?.name, mine, times.writtenAt])).toEqual([
      [{ ...scope, agreed: false, how: 'by-phone' }, 'Aisha Rahman', engine === aisha.engine, intent.at],
      [{ ...scope, agreed: true, how: 'in-person' }, 'Robot', false, expect.any(Number)],
    ])
  }
})

test('DL332 who looks after her, and what was opened and shared, stand in the list by whoever said so', async () => {
  const { aisha } = two
  const { engine } = await two.join('Ben Okafor')
  await all(engine)
  const ben = { type: 'member', id: idOf<string>('Ben Okafor') } as const
  const open = { type: 'open-record', personId, reason: 'urgent', words: 'On the floor', hours: 4 } as const
  expect(await engine.accessAct(open)).toMatchObject({ type: 'done' })
  two.memory.clock.advance(60_000)
  const say = (give: typeof ben | null, take: typeof ben | null) =>
    aisha.engine.accessAct({ type: 'say-who-looks-after', personId, give, take })
  await say(ben, null)
  two.memory.clock.advance(60_000)
  await say(null, ben)
  await all(engine)
  const view = await decidedOf(aisha.engine, ({ items }) => items.some((item) => item.said.type === 'opening'))
  const found = view.items.map((item) => [
    item.said.type === 'looks-after' ? `looks-after ${item.said.isTakenBack ? 'no more' : 'now'}` : item.said.type,
    item.author?.name,
    item.subject,
  ])
  expect(found.slice(0, 4)).toEqual([
    ['looks-after no more', 'Aisha Rahman', 'Ben Okafor'],
    ['opening-ended', 'Aisha Rahman', 'Ben Okafor'],
    ['looks-after now', 'Aisha Rahman', 'Ben Okafor'],
    ['opening', 'Ben Okafor', ''],
  ])
})

test('DL334 read a part at a time, the newest first, and what is older only when it is asked for', async () => {
  const { aisha } = two
  for (let count = 1; count <= 5; count++) await decide(aisha.engine, `Decision ${count}`)
  const some = await decidedOf(aisha.engine, ({ items }) => items.length === 2, 2)
  expect([wordsIn(some), some.older]).toEqual([['Decision 5', 'Decision 4'], true])
  const whole = await decidedOf(aisha.engine, ({ older }) => !older)
  expect(wordsIn(whole)).toEqual([5, 4, 3, 2, 1].map((count) => `Decision ${count}`))
})

test('DL333 a record that is not on her rounds shows no decision', async () => {
  const { aisha } = two
  await decide(aisha.engine, 'Visits go on')
  const { engine } = await two.join('Ben Okafor')
  await all(engine)
  const view = await viewOf(engine, 'decided', { personId }, () => true)
  expect([view.isOutside, view.items]).toEqual([true, []])
})
