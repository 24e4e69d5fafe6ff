/** Access to records through the relay: given, opened for oneself, ended, taken back. Rules AD60 to AD236 of admission/SPEC.md. */
import { expect, test } from 'vitest'
import type { Instant, RoundId } from '../../shared/lib/ids.ts'
import { takenBack } from '../../shared/membership/taking-back.ts'
import { parseContentEntry } from '../../shared/protocol/entry.ts'
import type { PullItem } from '../../shared/protocol/pull.ts'
import { createTestDevice, seededId } from '../../shared/testing/test-device.ts'
import {
  accessControl,
  createTestSpace,
  memberControl,
  type TestSpace,
  testNow,
} from '../../shared/testing/test-space.ts'
import { createPeopledRelay, words } from '../testing/test-relay.ts'

const _roomy = { groupBytes: 1e6, spaceBytes: 1e6, quarantineBytes: 1e6 }

async function open(name: string, options: Parameters<typeof createPeopledRelay>[1] = {}) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made, options) }
}

function _founding(name: string): TestSpace {
  return createTestSpace(name, { peopled: false })
}

test('AD60 nobody opens a record for herself for longer than a day by the relay’s clock, with a clock said to be wrong', async () => {
  const { care, cast, draft, relay, space } = await open('clock of tomorrow')
  const hour = 60 * 60_000
  const grow = async (writtenAt: number, until: number) => {
    const control = accessControl(cast.pharmacist, until as Instant)
    const entry = draft(cast.pharmacist, care, control, { writtenAt: writtenAt as Instant })
    return words(await relay.grow(space, [{ entry, boxes: [] }]))
  }
  expect(await grow(testNow + 40 * hour, testNow + 64 * hour)).toEqual(['chain-refused'])
  expect(await grow(testNow, testNow + 25 * hour)).toEqual(['chain-refused'])
  expect(await grow(testNow + hour / 12, testNow + 24 * hour + hour / 12)).toEqual(['stored'])
})

test('AD61 a colleague gives no access to a round she is on herself; an administrator does, and she to a round of others', async () => {
  const { care, cast, draft, post, relay, space, team } = await open('own round')
  const [hers, others] = [seededId<RoundId>('hers'), seededId<RoundId>('others')]
  for (const [round, who] of [
    [hers, cast.pharmacist],
    [others, cast.nurse],
  ] as const)
    await relay.grow(space, [post(cast.admin, team, { type: 'round', round, staff: [who.member] })])
  const access = (round: RoundId) =>
    ({ type: 'access', to: { type: 'round', round }, reason: 'round', until: null }) as const
  const grow = async (author: typeof cast.admin, round: RoundId) =>
    words(await relay.grow(space, [{ entry: draft(author, care, access(round)), boxes: [] }]))
  expect(await grow(cast.pharmacist, hers)).toEqual(['chain-refused'])
  expect(words(await relay.grow(space, [post(cast.pharmacist, care, access(others))]))).toEqual(['stored'])
  expect(await grow(cast.admin, hers)).toEqual(['stored'])
})

test('AD161 to a record she begins a colleague gives access to a round of hers', async () => {
  const { cast, found, post, relay, space, team, ...made } = await open('begins')
  const round = seededId<RoundId>('hers')
  const whole = [post(cast.admin, team, { type: 'round', round, staff: [cast.nurse.member] })]
  const group = found(cast.nurse, 'care', 'new', seededId('somebody'))
  whole.push(...made.controls.filter(({ entry }) => entry.header.group === group))
  whole.push(post(cast.nurse, group, accessControl(cast.nurse, null)))
  whole.push(post(cast.nurse, group, { type: 'access', to: { type: 'round', round }, reason: 'round', until: null }))
  expect(words(await relay.grow(space, whole))).toEqual(whole.map(() => 'stored'))
})

test('AD200 what somebody opened for herself is ended by an administrator or by who looks after her, and no longer served', async () => {
  const { care, cast, draft, post, relay, space, team, write } = await open('ended')
  await relay.push([write(cast.nurse, care)])
  const token = await relay.signIn(space, cast.pharmacist)
  const isNote = (item: PullItem) => item.type === 'entry' && parseContentEntry(item.bytes).ok
  const seen = async () => (await relay.pull(space, token, 0, care)).filter(isNote).length
  const openHours = (hours: number) =>
    relay.grow(space, [
      post(cast.pharmacist, care, accessControl(cast.pharmacist, (testNow + hours * 3_600_000) as Instant)),
    ])
  // By a clock that is ahead, too.
  const over = (testNow + 600_000) as Instant
  const ending = [accessControl(cast.pharmacist, over), { writtenAt: over }] as const
  for (const who of [cast.nurse, cast.admin]) {
    await openHours(4)
    expect(await seen()).toBe(1)
    expect(words(await relay.grow(space, [post(who, care, ...ending)]))).toEqual(['stored'])
    expect(await seen()).toBe(0)
  }
  const second = createTestDevice('second pharmacist', 'staff')
  await relay.grow(space, [post(cast.admin, team, memberControl(second))])
  const outsider = draft(second, care, ...ending)
  expect(words(await relay.grow(space, [{ entry: outsider, boxes: [] }]))).toEqual(['chain-refused'])
})

test('AD235 what somebody was given is taken back by an administrator or by who looks after her, and no longer served', async () => {
  const { care, cast, draft, post, relay, space, team, write } = await open('taken back')
  await relay.push([write(cast.nurse, care)])
  const token = await relay.signIn(space, cast.pharmacist)
  const isNote = (item: PullItem) => item.type === 'entry' && parseContentEntry(item.bytes).ok
  const seen = async () => (await relay.pull(space, token, 0, care)).filter(isNote).length
  const take = (who: typeof cast.admin) => accessControl(who, takenBack)
  const give = () => relay.grow(space, [post(cast.admin, care, accessControl(cast.pharmacist, null))])
  for (const who of [cast.nurse, cast.admin, cast.pharmacist]) {
    await give()
    expect(await seen()).toBe(1)
    expect(words(await relay.grow(space, [post(who, care, take(cast.pharmacist))]))).toEqual(['stored'])
    expect(await seen()).toBe(0)
  }
  await give()
  const second = createTestDevice('taken back second', 'staff')
  await relay.grow(space, [post(cast.admin, team, memberControl(second))])
  const till = accessControl(second, (testNow + 3_600_000) as Instant)
  await relay.grow(space, [post(second, care, till)])
  const outsider = draft(second, care, take(cast.pharmacist))
  expect(words(await relay.grow(space, [{ entry: outsider, boxes: [] }]))).toEqual(['chain-refused'])
  expect(await seen()).toBe(1)
})

test('AD236 the last colleague and the last round stay with her, and that round is not left empty', async () => {
  const { care, cast, draft, post, relay, space, team } = await open('left with nobody')
  const round = seededId<RoundId>('left with nobody')
  const toRound = (until: Instant | null) =>
    ({ type: 'access', to: { type: 'round', round }, reason: 'round', until }) as const
  const set = (...staff: readonly (typeof cast.admin)[]) =>
    ({ type: 'round', round, staff: staff.map(({ member }) => member) }) as const
  const offer = async (group: typeof care, control: Parameters<typeof draft>[2]) =>
    words(await relay.grow(space, [{ entry: draft(cast.admin, group, control), boxes: [] }]))
  const whole = [post(cast.admin, team, set()), post(cast.admin, care, toRound(null))]
  expect(words(await relay.grow(space, whole))).toEqual(['stored', 'stored'])
  expect(await offer(care, accessControl(cast.nurse, takenBack))).toEqual(['chain-refused'])
  const both = [post(cast.admin, team, set(cast.nurse)), post(cast.nurse, care, accessControl(cast.nurse, takenBack))]
  expect(words(await relay.grow(space, both))).toEqual(['stored', 'stored'])
  expect(await offer(team, set())).toEqual(['chain-refused'])
  expect(await offer(care, toRound(takenBack))).toEqual(['chain-refused'])
  // She takes back a round of her own behind another colleague, in one act.
  const behind = [
    post(cast.nurse, care, accessControl(cast.pharmacist, null)),
    post(cast.nurse, care, toRound(takenBack)),
  ]
  expect(words(await relay.grow(space, behind))).toEqual(['stored', 'stored'])
  expect(await offer(team, { type: 'remove', device: cast.pharmacist.id })).toEqual(['stored'])
})

test('AD480 a colleague takes herself off a round and is served nothing more of it, but no other one, and not where nobody is left', async () => {
  const { care, cast, draft, post, relay, space, team, write } = await open('leaves')
  const round = seededId<RoundId>('leaves')
  const set = (...staff: readonly (typeof cast.admin)[]) =>
    ({ type: 'round', round, staff: staff.map(({ member }) => member) }) as const
  const toRound = { type: 'access', to: { type: 'round', round }, reason: 'round', until: null } as const
  const both = [post(cast.admin, team, set(cast.pharmacist, cast.nurse)), post(cast.admin, care, toRound)]
  expect(words(await relay.grow(space, both))).toEqual(['stored', 'stored'])
  await relay.grow(space, [post(cast.nurse, care, accessControl(cast.nurse, takenBack))])
  await relay.push([write(cast.nurse, care)])
  const token = await relay.signIn(space, cast.pharmacist)
  const isNote = (item: PullItem) => item.type === 'entry' && parseContentEntry(item.bytes).ok
  const seen = async () => (await relay.pull(space, token, 0, care)).filter(isNote).length
  const offer = async (author: typeof cast.admin, control: Parameters<typeof draft>[2]) =>
    words(await relay.grow(space, [{ entry: draft(author, team, control), boxes: [] }]))
  for (const staff of [set(), set(cast.pharmacist), set(cast.nurse, cast.pharmacist, cast.admin)])
    expect(await offer(cast.pharmacist, staff)).toEqual(['chain-refused'])
  expect(await seen()).toBe(1)
  expect(words(await relay.grow(space, [post(cast.pharmacist, team, set(cast.nurse))]))).toEqual(['stored'])
  expect(await seen()).toBe(0)
  expect(await offer(cast.pharmacist, set(cast.nurse, cast.pharmacist))).toEqual(['chain-refused'])
  expect(await offer(cast.nurse, set())).toEqual(['chain-refused'])
})

test('AD5 AD60 what somebody opened for herself is served at once, and no longer once she has ended it or it ran out', async () => {
  const { care, cast, post, relay, space, write } = await open('opened')
  await relay.push([write(cast.nurse, care)])
  const token = await relay.signIn(space, cast.pharmacist)
  const isNote = (item: PullItem) => item.type === 'entry' && parseContentEntry(item.bytes).ok
  const seen = async () => (await relay.pull(space, token, 0, care)).filter(isNote).length
  const openFor = (ms: number) =>
    relay.grow(space, [post(cast.pharmacist, care, accessControl(cast.pharmacist, (testNow + ms) as Instant))])
  expect(await seen()).toBe(0)
  await openFor(60_000)
  expect(await seen()).toBe(1)
  await openFor(0)
  expect(await seen()).toBe(0)
  await openFor(60_000)
  expect(await seen()).toBe(1)
  relay.advance(60_000)
  expect(await seen()).toBe(0)
})
