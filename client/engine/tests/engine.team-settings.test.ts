/** What a team settles for itself and who looks after a conversation: two of staff and a phone, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { SettingPart } from '../../domain/projections/setting-rows.ts'
import type { ThreadListRow } from '../../engine-api/queries.ts'
import type { SettingCommand, ThreadCommand } from '../../engine-api/team-commands.ts'
import type { TeamSettingsView } from '../../engine-api/team-views.ts'
import type { Engine } from '../engine.ts'
import { cardTurnMs } from '../sync/team-card.ts'
import { doreen, idOf, joinWith, must, openState, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

let two: TwoColleagues
let aisha: Colleague
let priya: Colleague
let phone: Engine

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  priya = two.priya
  must(await two.here.robot.admin.ensureBoard())
  phone = two.here.device({ network: two.memory.wire() }).engine
  await joinWith(phone, await two.here.invite('Doreen Ashworth', 'patient', doreen.personId))
  await sync(two.here.robot)
  await openState(phone)
  await all()
  return () => two.here.close()
})

async function all(): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(two.here.robot, aisha.engine, priya.engine, phone)
}

type Without<Each> = Each extends unknown ? Omit<Each, 'commandId' | 'at'> : never

const run = ({ engine }: Colleague, command: Without<SettingCommand> | Without<ThreadCommand>) =>
  engine.run({ ...command, ...two.intent() } as SettingCommand)

const write = (who: Colleague, part: SettingPart, fields: Readonly<Record<string, string>>) =>
  run(who, { type: 'write-setting', part, fields, reason: '' })

const settingsOf = ({ engine }: Colleague, isIt?: (view: TeamSettingsView) => boolean) =>
  viewOf(engine, 'team-settings', {}, isIt)

const number = { kind: 'phone', id: '' } as const
const fresh = (kind: SettingPart['kind']) => ({ kind, id: '' })

test('TS7 TS8 settled on one device it holds on every other and on the team’s card; a number in dispute leaves the card as it is', async () => {
  const today = new Date(two.memory.clock.now()).toISOString().slice(0, 10)
  const template = { use: 'message', title: 'Running late', text: 'I am running late.' }
  expect(await write(aisha, number, { value: '01632 960018' })).toEqual({ ok: true })
  expect(await write(aisha, fresh('hours'), { value: 'Every day, 8 to 8' })).toEqual({ ok: true })
  expect(await write(priya, fresh('ask'), { about: 'Medicines', memberId: idOf('Priya Patel') })).toEqual({ ok: true })
  const command = {
    type: 'write-setting',
    part: fresh('template'),
    fields: template,
    reason: '',
    ...two.intent(),
  } as const
  expect(await priya.engine.run(command)).toEqual({ ok: true })
  expect(await priya.engine.run(command)).toEqual({ ok: true })
  const duty = { day: today, from: '08:00', to: '18:00', memberId: idOf('Priya Patel') }
  expect(await write(aisha, fresh('duty'), duty)).toEqual({ ok: true })
  expect(await write(aisha, fresh('duty'), { ...duty, memberId: idOf('Nobody') })).toMatchObject({
    problem: { type: 'unknown-colleague' },
  })
  await all()
  two.memory.clock.advance(10 * cardTurnMs)
  await all()
  for (const one of [aisha, priya]) {
    const view = await settingsOf(one, ({ complete, templates }) => complete && templates.length === 1)
    expect(view).toMatchObject({
      phone: { state: { value: '01632 960018' }, last: { author: { name: 'Aisha Rahman' } } },
      templates: [{ state: template }],
      duties: [{ row: { state: duty }, who: [{ name: 'Priya Patel' }] }],
    })
  }
  const card = { phone: '01632 960018', hours: 'Every day, 8 to 8', asks: [{ about: 'Medicines', who: 'Priya' }] }
  const home = await viewOf(phone, 'home', {}, (view) => view.card?.phone === card.phone)
  expect(home.card).toMatchObject({ ...card, onToday: [{ name: 'Priya' }] })
  expect(home).toMatchObject({ phone: card.phone, answeredWhen: card.hours })

  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  expect(await write(aisha, number, { value: '01632 960001' })).toEqual({ ok: true })
  expect(await write(priya, number, { value: '01632 960002' })).toEqual({ ok: true })
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await all()
  const apart = await settingsOf(aisha, (view) => view.phone?.conflict !== undefined)
  const sides = (apart.phone?.conflict ?? []).map(({ author, key }) => ({ key, name: author?.name }))
  expect(sides.map(({ name }) => name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  expect(await write(aisha, number, { value: '1' })).toMatchObject({ problem: { type: 'decide-first' } })
  two.memory.clock.advance(10 * cardTurnMs)
  await all()
  const published = async () => (await viewOf(phone, 'home', {})).card?.phone
  // Whoever wrote first without the other in sight may have said so already; both at once are never picked from.
  expect(['01632 960018', '01632 960001', '01632 960002']).toContain(await published())
  const keep = { type: 'keep', side: sides[1]?.key ?? '' } as const
  const decision = { type: 'resolve-setting', part: number, sides: sides.map(({ key }) => key), choice: keep } as const
  expect(await run(priya, { ...decision, reason: '' })).toEqual({ ok: true })
  await all()
  two.memory.clock.advance(10 * cardTurnMs)
  await all()
  expect(await published()).toBe('01632 960002')
  const [entry] = (await settingsOf(priya)).templates
  const part = entry?.part ?? fresh('template')
  expect(await run(aisha, { type: 'switch-setting', part, off: true, reason: 'Not used' })).toEqual({ ok: true })
  await all()
  expect((await settingsOf(priya, ({ off }) => off.length === 1)).templates).toEqual([])
})

test('TH3 whoever takes a conversation is named to the team and to those in it; the public and other groups have no say', async () => {
  const talk = async (engine: Engine, isIt: (row: ThreadListRow) => boolean = () => true) =>
    (await viewOf(engine, 'home', {}, ({ threads }) => threads.some(isIt))).threads[0] as ThreadListRow
  const { threadId } = await talk(phone)
  const staffTalk = async (engine: Engine, isIt: (row: ThreadListRow | null) => boolean = () => true) =>
    (await viewOf(engine, 'thread', { threadId }, ({ thread }) => isIt(thread))).thread
  expect(await run(aisha, { type: 'take-thread', threadId })).toEqual({ ok: true })
  expect(await run(aisha, { type: 'name-thread', threadId, title: 'Dressings', priority: 'today' })).toEqual({
    ok: true,
  })
  await all()
  const seen = await staffTalk(priya.engine, (row) => row?.care?.title === 'Dressings')
  expect(seen?.care).toMatchObject({ priority: 'today', isMine: false, owners: [{ who: { name: 'Aisha Rahman' } }] })
  const hers = await talk(phone, ({ care }) => care?.title === 'Dressings')
  expect(hers.care?.owners).toMatchObject([{ who: { name: 'Aisha Rahman' } }])

  expect(await run(aisha, { type: 'give-thread', threadId, to: idOf('Nobody') })).toMatchObject({
    problem: { type: 'unknown-colleague' },
  })
  expect(await run(aisha, { type: 'give-thread', threadId, to: idOf('Priya Patel') })).toEqual({ ok: true })
  expect(await phone.run({ type: 'take-thread', threadId, ...two.intent() })).toMatchObject({
    problem: { type: 'not-allowed' },
  })
  await all()
  expect((await staffTalk(priya.engine, (row) => row?.care?.isMine === true))?.care?.owners).toMatchObject([
    { who: { name: 'Priya Patel' }, by: { name: 'Aisha Rahman' } },
  ])
  const { threads } = await viewOf(aisha.engine, 'person', { personId: doreen.personId })
  const among = threads.find(({ kind }) => kind === 'staff')?.threadId ?? ''
  expect(await run(aisha, { type: 'take-thread', threadId: among })).toMatchObject({
    problem: { type: 'unknown-thread' },
  })
})
