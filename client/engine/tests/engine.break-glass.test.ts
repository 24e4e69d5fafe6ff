/** Ben opens the record of Doreen, who is on another round: his tablet, Aisha's, who is her named nurse, and Doreen's phone. */
import { beforeEach, expect, test } from 'vitest'
import { isEnding } from '../../../shared/membership/break-glass.ts'
import type { OpeningReason } from '../../domain/records/opening.ts'
import type { Engine } from '../engine.ts'
import { joinWith, openState, doreen as person, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = person
const words = 'Her neighbour rang, she is on the floor'
const hour = 60 * 60_000

let two: TwoColleagues
let aisha: Engine
let ben: Colleague
let doreen: Engine

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha.engine
  ben = await two.join('Ben Okafor')
  const phone = two.here.device({ network: two.memory.wire() })
  doreen = phone.engine
  await joinWith(doreen, await two.here.invite('Doreen Ashworth', 'patient', personId))
  await sync(two.here.robot)
  await openState(doreen)
  const note = { words: '', found: 'Crackles at both bases', did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  const intent = two.intent()
  expect(await aisha.run({ ...visit, startedAt: intent.at, ...intent })).toEqual({ ok: true })
  await all()
  return () => two.here.close()
})

async function all(): Promise<void> {
  for (let round = 0; round < 2; round++) await sync(aisha, ben.engine, doreen)
}

const open = (hours = 2, reason: OpeningReason = 'urgent', said = words) =>
  ben.engine.accessAct({ type: 'open-record', personId, reason, words: said, hours })
const bensView = (isIt: Parameters<typeof viewOf<'person'>>[3] = () => true) =>
  viewOf(ben.engine, 'person', { personId }, isIt)
const done = { type: 'done', told: true }

test('BG1 BG2 Ben opens it while nobody else is there; Doreen’s phone says who, when and why', async () => {
  two.aisha.wire.setFate('request-lost')
  expect(await bensView()).toMatchObject({ outside: { namedNurse: 'Aisha Rahman' }, story: [], complete: false })
  expect(await open()).toEqual(done)
  const view = await bensView(({ complete }) => complete)
  expect(view.outside).toBeUndefined()
  expect(view.story.flatMap(({ lines }) => lines)).toContain('Crackles at both bases')
  const until = two.memory.clock.now() + 2 * hour
  expect(view.opening).toEqual({ reason: 'urgent', until })
  await sync(ben.engine, doreen)
  const { looks } = await viewOf(doreen, 'sharing', { personId: null }, ({ looks: seen }) =>
    seen.some(({ opened }) => opened !== undefined),
  )
  const [look] = looks.filter(({ opened }) => opened !== undefined)
  expect(look).toMatchObject({ who: { name: 'Ben Okafor' }, opened: { reason: 'urgent', words, until } })
})

test('BG1 without signal nothing is opened, and what is asked for wrongly says why', async () => {
  ben.wire.setFate('request-lost')
  expect(await open()).toEqual({ type: 'failed', problem: 'no-signal' })
  ben.wire.setFate('delivered')
  await all()
  expect((await bensView()).outside).toBeDefined()
  for (const hours of [0, -1, 24.5, Number.NaN]) expect(await open(hours)).toMatchObject({ problem: 'too-long' })
  expect(await open(1, 'urgent', ' ')).toMatchObject({ problem: 'nothing-written' })
  expect(await open(1, 'urgent', 'x'.repeat(201))).toMatchObject({ problem: 'words-too-long' })
  const mine = { type: 'open-record', personId, reason: 'asked', words, hours: 1 } as const
  expect(await doreen.accessAct(mine)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await ben.engine.accessAct({ type: 'close-record', personId })).toMatchObject({ problem: 'not-allowed' })
  expect((await bensView()).outside).toBeDefined()
})

test('BG3 the named nurse is told by the chain, and Ben himself; a colleague is not', async () => {
  const openings = (engine: Engine) => viewOf(engine, 'openings', {})
  expect((await openings(aisha)).rows).toEqual([])
  await open(2, 'cover')
  await all()
  await sync(two.priya.engine, two.here.robot)
  const { rows } = await viewOf(aisha, 'openings', {}, (view) => view.rows.length > 0)
  expect(rows).toMatchObject([{ personId, who: { name: 'Ben Okafor' }, reason: 'cover', isOpen: true, yours: true }])
  expect((await openings(ben.engine)).rows).toMatchObject([{ own: true, yours: false }])
  expect((await openings(two.priya.engine)).rows).toEqual([])
  expect((await openings(two.here.robot)).rows).toMatchObject([{ own: false, yours: false }])
})

test('BG4 it ends by itself, also without the relay, and nothing of it is shown any more; opened again it is whole', async () => {
  await open(1)
  await all()
  await bensView(({ complete }) => complete)
  const care = (await bensView()).threads.map(({ threadId }) => threadId)
  ben.wire.setFate('request-lost')
  two.memory.clock.advance(hour)
  const shut = await bensView(({ outside }) => outside !== undefined)
  expect(shut).toMatchObject({ story: [], medicines: [], alerts: [], complete: false })
  expect(await viewOf(ben.engine, 'details', { personId })).toMatchObject({ parts: [], complete: false })
  for (const threadId of care) expect((await viewOf(ben.engine, 'thread', { threadId })).messages).toEqual([])
  expect((await viewOf(ben.engine, 'search', { text: 'crackles', in: 'notes' })).notes.hits).toEqual([])
  ben.wire.setFate('delivered')
  const intent = two.intent()
  const note = { words: '', found: 'Written meanwhile', did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  expect(await aisha.run({ ...visit, startedAt: intent.at, ...intent })).toEqual({ ok: true })
  await all()
  expect((await bensView()).story).toEqual([])
  expect(await open(1)).toEqual(done)
  const again = await bensView(({ complete }) => complete)
  expect(again.story.flatMap(({ lines }) => lines)).toEqual(
    expect.arrayContaining(['Written meanwhile', 'Crackles at both bases']),
  )
})

test('BG4 Ben ends it before its time, and Doreen’s phone still says why he looked and until when', async () => {
  await open(4)
  await all()
  two.memory.clock.advance(60_000)
  const now = two.memory.clock.now()
  expect(await ben.engine.accessAct({ type: 'close-record', personId })).toEqual(done)
  expect((await bensView()).outside).toBeDefined()
  await all()
  const { looks } = await viewOf(
    doreen,
    'sharing',
    { personId: null },
    ({ looks: seen }) => seen.find(({ opened }) => opened !== undefined)?.opened?.until === now,
  )
  expect(looks.filter(({ opened }) => opened !== undefined)).toMatchObject([{ opened: { words } }])
  const { rows } = await viewOf(aisha, 'openings', {}, (view) => view.rows[0]?.isOpen === false)
  expect(rows).toHaveLength(1)
})

test('BG270 opened by a try whose answer was lost, it is told with her words and once; ended by one, until when', async () => {
  const opened = async () => {
    const { looks } = await viewOf(doreen, 'sharing', { personId: null })
    return looks.flatMap((look) => look.opened ?? [])
  }
  ben.wire.setFate('reply-lost')
  expect(await open()).toEqual({ type: 'failed', problem: 'no-signal' })
  const until = two.memory.clock.now() + 2 * hour
  ben.wire.setFate('delivered')
  await all()
  expect(await opened()).toEqual([{ reason: 'urgent', words, until }])
  ben.wire.setFate('reply-lost')
  two.memory.clock.advance(60_000)
  const now = two.memory.clock.now()
  expect(await ben.engine.accessAct({ type: 'close-record', personId })).toEqual({
    type: 'failed',
    problem: 'no-signal',
  })
  ben.wire.setFate('delivered')
  await all()
  expect(await opened()).toEqual([{ reason: 'urgent', words, until: now }])
  expect(await ben.engine.accessAct({ type: 'close-record', personId })).toEqual({
    type: 'failed',
    problem: 'not-allowed',
  })
})

test('BG270 nothing is told of an opening that never reached the relay, though the key is here from the one before', async () => {
  await open()
  await all()
  two.memory.clock.advance(60_000)
  const until = two.memory.clock.now()
  expect(await ben.engine.accessAct({ type: 'close-record', personId })).toEqual(done)
  await all()
  ben.wire.setFate('request-lost')
  expect(await open(1, 'cover', 'Asked to look again')).toEqual({ type: 'failed', problem: 'no-signal' })
  ben.wire.setFate('delivered')
  await all()
  const { looks } = await viewOf(doreen, 'sharing', { personId: null })
  expect(looks.flatMap((look) => look.opened ?? [])).toEqual([{ reason: 'urgent', words, until }])
})

const end = (engine: Engine, memberId = ben.engine.admin.session()!.device.own.member) =>
  engine.accessAct({ type: 'end-opening', personId, memberId })
const openings = async (engine: Engine) => (await viewOf(engine, 'openings', {})).rows

test('BG200 BG201 BG202 Aisha ends it: Ben’s tablet shows nothing more and who ended it, Doreen’s phone until when it was open, and he can open it anew', async () => {
  await open(4)
  await all()
  await bensView(({ complete }) => complete)
  two.memory.clock.advance(60_000)
  const at = two.memory.clock.now()
  await sync(aisha)
  expect(await openings(aisha)).toMatchObject([{ isOpen: true, mayEnd: true, ended: null }])
  const endings = () => aisha.admin.session()!.device.chains.careChainOf(personId)!.access.filter(isEnding)
  two.aisha.wire.setFate('reply-lost', '/control')
  expect(await end(aisha)).toEqual({ type: 'failed', problem: 'no-signal' })
  two.aisha.wire.setFate('delivered')
  two.memory.clock.advance(1_000)
  for (let press = 0; press < 2; press++) expect(await end(aisha)).toEqual({ type: 'done', told: false })
  await sync(aisha)
  expect(endings()).toHaveLength(1)
  expect(await openings(aisha)).toMatchObject([
    { isOpen: false, mayEnd: false, until: at, ended: { who: { name: 'Aisha Rahman' }, at } },
  ])
  await all()
  const shut = await bensView(({ outside }) => outside !== undefined)
  expect(shut).toMatchObject({ story: [], complete: false, outside: { ended: { who: { name: 'Aisha Rahman' }, at } } })
  expect(await openings(ben.engine)).toMatchObject([{ own: true, isOpen: false, ended: { at } }])
  const { looks } = await viewOf(
    doreen,
    'sharing',
    { personId: null },
    ({ looks: seen }) => seen.find(({ opened }) => opened !== undefined)?.opened?.until === at,
  )
  expect(looks.filter(({ opened }) => opened !== undefined)).toMatchObject([
    { who: { name: 'Ben Okafor' }, opened: { words } },
  ])
  expect(await open(1)).toEqual(done)
  const again = await bensView(({ complete }) => complete)
  expect(again).not.toHaveProperty('outside')
  await sync(aisha)
  expect(await openings(aisha)).toMatchObject([{ isOpen: true, mayEnd: true, ended: null }])
})

test('BG200 an administrator who reads no record ends it too; a colleague elsewhere, Ben by this way, and Doreen do not, nor anybody without signal', async () => {
  const elsewhere = await two.join('Femi Cole')
  await open(4)
  await sync(elsewhere.engine, two.here.robot, aisha)
  expect(await end(elsewhere.engine)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await end(ben.engine)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await end(doreen)).toEqual({ type: 'failed', problem: 'not-allowed' })
  two.aisha.wire.setFate('request-lost')
  expect(await end(aisha)).toEqual({ type: 'failed', problem: 'no-signal' })
  two.aisha.wire.setFate('delivered')
  await sync(aisha)
  expect(await openings(aisha)).toMatchObject([{ isOpen: true }])
  expect(await end(two.here.robot)).toEqual({ type: 'done', told: false })
  await all()
  expect((await bensView(({ outside }) => outside !== undefined)).story).toEqual([])
})
