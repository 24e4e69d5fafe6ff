/** A team adds the people it looks after: with signal and without, once and by mistake twice; two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { WriteVisit } from '../../engine-api/commands.ts'
import type { AddPerson } from '../../engine-api/people-commands.ts'
import { createNodeEngine } from '../engine.node.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createAppend, createAppendControl } from '../sync/append-client.ts'
import { flushOutbox } from '../sync/flush.ts'
import { createExchange } from '../sync/http-exchange.ts'
import {
  cheapPassphrase,
  doreen,
  idOf,
  joinWith,
  openState,
  passphrase,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

let two: TwoColleagues
let aisha: Colleague
let priya: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  priya = two.priya
  return () => two.here.close()
})

const walter = {
  name: { family: 'Moss', given: 'Walter', title: 'Mr', preferred: 'Wally' },
  ...{ born: '1939-02-11', gender: 'Male', nhsNumber: '9990000026', address: '9 Beck Row', phone: '01632 960111' },
  access: 'Side gate',
  needs: 'Speaks Punjabi; large print',
}

function adding(over: Partial<AddPerson> = {}, more: Partial<AddPerson['person']> = {}): AddPerson {
  const nurseId = idOf<string>('Aisha Rahman')
  return {
    type: 'add-person',
    person: { ...walter, ...more },
    nurseId,
    alsoIds: [],
    notThese: [],
    ...two.intent(),
    ...over,
  }
}

const note = (personId: string, words: string): WriteVisit => ({
  type: 'write-visit',
  ...{ personId, visitId: null, observations: null, startedAt: two.memory.clock.now() },
  note: { words, found: '', did: '', next: '' },
  ...two.intent(),
})

const findWally = ({ engine }: Colleague, count = 1) =>
  viewOf(engine, 'people', { search: 'wally' }, ({ rows }) => rows.length === count)

const storyOf = ({ engine }: Colleague, personId: string, words: string) =>
  viewOf(engine, 'person', { personId }, ({ complete, story }) => complete && JSON.stringify(story).includes(words))

test('AP160 who is added stands in list and record at once, and a colleague of her round finds her, reads and writes', async () => {
  const add = adding()
  expect(await aisha.engine.run(add)).toEqual({ ok: true })
  const { rows } = await findWally(aisha)
  expect(rows[0]?.person).toMatchObject({
    personId: add.commandId,
    namedNurse: 'Aisha Rahman',
    nhsNumber: '9990000026',
  })
  const view = await viewOf(aisha.engine, 'person', { personId: add.commandId }, ({ banner }) => banner !== null)
  expect(view).toMatchObject({ complete: true, banner: { name: walter.name, nhsNumber: walter.nhsNumber } })
  expect(view.alerts.map(({ kind, title }) => [kind, title])).toContainEqual([
    'communication',
    'Speaks Punjabi; large print',
  ])
  expect(JSON.stringify(await viewOf(aisha.engine, 'details', { personId: add.commandId }))).toContain('Side gate')
  expect(await aisha.engine.run(note(add.commandId, 'First visit'))).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  await findWally(priya)
  await storyOf(priya, add.commandId, 'First visit')
  expect(await priya.engine.run(note(add.commandId, 'Second visit'))).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  await storyOf(aisha, add.commandId, 'Second visit')
  expect(aisha.engine.admin.privateGroup(add.commandId as PersonId)).not.toBeNull()
})

test('AP161 SX160 without signal it is all kept, through a kill too, and reaches the relay before what was written of her', async () => {
  const { memory } = two
  const store = createMemoryDeviceStore()
  const wire = memory.wire()
  const { clock, timer, url } = memory
  const open = (disk: typeof store) =>
    createNodeEngine({ relayUrl: url, clock, timer, network: wire, store: disk, passphraseCost: cheapPassphrase })
  const tablet = open(store)
  await joinWith(tablet, await two.here.invite('Aisha Rahman', 'staff'))
  await sync(two.here.robot)
  await openState(tablet)
  await sync(tablet)
  wire.setFate('request-lost')
  const add = adding()
  expect(await tablet.run(add)).toEqual({ ok: true })
  expect(await tablet.run(note(add.commandId, 'Written on the doorstep'))).toEqual({ ok: true })
  const waiting = (await viewOf(tablet, 'sync', {}, (view) => view.waiting.length > 0)).waiting.length
  expect(waiting).toBeGreaterThan(0)
  const killed = store.reopen()
  await tablet.close()
  const again = open(killed)
  await stateOf(again, ({ type }) => type === 'locked')
  expect(await again.unlock(passphrase)).toEqual({ ok: true })
  await storyOf({ engine: again, wire }, add.commandId, 'Written on the doorstep')
  expect(await again.run(add)).toEqual({ ok: true })
  await findWally({ engine: again, wire })
  wire.setFate('reply-lost')
  await sync(again)
  wire.setFate('delivered')
  two.memory.clock.advance(60_000)
  await sync(again, priya.engine)
  await storyOf(priya, add.commandId, 'Written on the doorstep')
  expect((await viewOf(again, 'sync', {})).waiting).toEqual([])
  await again.close()
})

test('AP161 SX160 what waits leaves without a key, the beginning of the record first', async () => {
  const { memory } = two
  const store = createMemoryDeviceStore()
  const wire = memory.wire()
  const { engine } = two.here.device({ network: wire, store })
  await joinWith(engine, await two.here.invite('Aisha Rahman', 'staff'))
  await sync(two.here.robot)
  await openState(engine)
  await sync(engine)
  wire.setFate('request-lost')
  const add = adding()
  expect(await engine.run(add)).toEqual({ ok: true })
  expect(await engine.run(note(add.commandId, 'Sent while closed'))).toEqual({ ok: true })
  const disk = store.reopen()
  await engine.close()
  const timer = { after: () => () => {} }
  const exchange = createExchange({ origin: memory.url, network: memory.wire(), timer })
  const relay = { append: createAppend(exchange), appendControl: createAppendControl(exchange) }
  expect(await flushOutbox({ store: disk, relay, clock: memory.clock, isWanted: () => true }, false)).toEqual({
    type: 'ok',
  })
  await sync(priya.engine)
  await storyOf(priya, add.commandId, 'Sent while closed')
})

test('AP162 nobody is entered twice: a number that is here is refused, a namesake only after somebody looked', async () => {
  expect(await aisha.engine.run(adding())).toEqual({ ok: true })
  const [known] = (await findWally(aisha)).rows
  const personId = known!.person.personId
  const here = { ok: false, problem: { type: 'already-here', personId } }
  const other = { name: { ...walter.name, given: 'Arthur' } }
  expect(await aisha.engine.run(adding({ notThese: [personId] }, other))).toEqual(here)
  expect(await aisha.engine.run(adding({}, { nhsNumber: '9990000034' }))).toEqual(here)
  expect(await aisha.engine.run(adding({}, { nhsNumber: '' }))).toEqual(here)
  const { people } = await viewOf(aisha.engine, 'alike', { ...walter, nhsNumber: '' })
  expect(people.map((row) => row.personId)).toEqual([personId])
  expect(await aisha.engine.run(adding({ notThese: [personId] }, { nhsNumber: '9990000034' }))).toEqual({ ok: true })
  expect((await findWally(aisha, 2)).rows.some(({ isDouble }) => isDouble)).toBe(false)
})

test('AP163 added twice by two without signal it is seen by both; left for the other it stands once, and nothing is lost', async () => {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  const [hers, theirs] = [adding(), adding({ nurseId: idOf<string>('Priya Patel') })]
  expect(await aisha.engine.run(hers)).toEqual({ ok: true })
  expect(await priya.engine.run(theirs)).toEqual({ ok: true })
  expect(await priya.engine.run(note(theirs.commandId, 'By the one'))).toEqual({ ok: true })
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  two.memory.clock.advance(60_000)
  await sync(aisha.engine, priya.engine, aisha.engine)
  for (const each of [aisha, priya]) {
    const { rows } = await findWally(each, 2)
    expect(rows.map(({ isDouble }) => isDouble)).toEqual([true, true])
  }
  const settle = { type: 'settle-double', personId: theirs.commandId, otherId: hers.commandId } as const
  expect(await aisha.engine.run({ ...settle, same: true, ...two.intent() })).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  for (const each of [aisha, priya]) {
    const { rows } = await findWally(each)
    expect(rows[0]).toEqual({ person: expect.objectContaining({ personId: hers.commandId }), newMessages: 0 })
    const left = await viewOf(each.engine, 'doubles', { personId: theirs.commandId })
    expect(left.goesOn?.personId).toBe(hers.commandId)
    const kept = await viewOf(each.engine, 'doubles', { personId: hers.commandId })
    expect(kept.left.map(({ personId }) => personId)).toEqual([theirs.commandId])
    await storyOf(each, theirs.commandId, 'By the one')
  }
  expect(await priya.engine.run({ ...settle, same: false, ...two.intent() })).toEqual({ ok: true })
  const { rows } = await findWally(priya, 2)
  expect(rows.some(({ isDouble }) => isDouble)).toBe(false)
})

test('AP164 a value that cannot be, an unknown colleague and the public are refused, and nothing is begun', async () => {
  const problemOf = async (add: AddPerson) => {
    const outcome = await aisha.engine.run(add)
    return outcome.ok ? 'ok' : outcome.problem
  }
  expect(await problemOf(adding({}, { born: '1939-02-30' }))).toMatchObject({ field: 'born' })
  expect(await problemOf(adding({}, { nhsNumber: '9990000027' }))).toMatchObject({ field: 'nhsNumber' })
  expect(await problemOf(adding({ nurseId: idOf<string>('Nobody') }))).toEqual({ type: 'unknown-colleague' })
  const patient = await two.here.join('Doreen Ashworth', 'patient', {
    about: doreen.personId,
    network: two.memory.wire(),
  })
  expect(await patient.engine.run(adding())).toEqual({ ok: false, problem: { type: 'not-allowed' } })
  expect((await viewOf(aisha.engine, 'people', { search: '' })).total).toBe(1)
})

test('AP165 on a full disk nobody was added, and the same again adds her', async () => {
  const store = createMemoryDeviceStore()
  const { engine } = two.here.device({ network: two.memory.wire(), store })
  await joinWith(engine, await two.here.invite('Aisha Rahman', 'staff'))
  await sync(two.here.robot)
  await openState(engine)
  await sync(engine)
  const add = adding()
  store.fail({ type: 'no-space' })
  expect(await engine.run(add)).toEqual({ ok: false, problem: { type: 'no-space' } })
  store.fail(null)
  expect(engine.admin.careGroup(add.commandId as PersonId)).toBeNull()
  expect(await engine.run(add)).toEqual({ ok: true })
  await sync(engine, priya.engine)
  await findWally(priya)
})
