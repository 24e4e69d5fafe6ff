/** Chains at the door: founding a space, compare-and-swap, and what the relay asks beyond the reducer. */
import { expect, test } from 'vitest'
import { type Bytes, bytesToBase64Url } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { encodeAppendRequest } from '../../shared/protocol/append.ts'
import type { Control } from '../../shared/protocol/control.ts'
import { foundingHash, foundingHeader, foundingSecretLength } from '../../shared/protocol/founding-link.ts'
import { parseTeamChain, recoveryHash } from '../../shared/protocol/recovery-link.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from '../../shared/testing/test-device.ts'
import {
  accessControl,
  createTestSpace,
  epochControl,
  headsOf,
  memberControl,
  type TestSpace,
  testNow,
} from '../../shared/testing/test-space.ts'
import { createMemoryEntryStore } from '../entry-store/entry-store.memory.ts'
import { createPeopledRelay, createTestRelay, createTestStore, problemOf, words } from '../testing/test-relay.ts'

const roomy = { groupBytes: 1e6, spaceBytes: 1e6, quarantineBytes: 1e6 }

async function open(name: string, options: Parameters<typeof createPeopledRelay>[1] = {}) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made, options) }
}

function founding(name: string): TestSpace {
  return createTestSpace(name, { peopled: false })
}

test('RT14 AD20 the whole history of a space is taken in one go, and again is all duplicates', async () => {
  const { controls, relay, space } = await open('history')
  const again = await relay.grow(space, controls)
  expect(words(again)).toEqual(controls.map(() => 'duplicate'))
  expect(again[0]).toEqual({ type: 'duplicate', arrival: 1 })
})

test('AD20 of two writers for one place the slower is told to look again, and nothing of its is kept', async () => {
  const { cast, draft, relay, space, team } = await open('race')
  const one = draft(cast.admin, team, memberControl(createTestDevice('one', 'staff')))
  const two = draft(cast.admin, team, memberControl(createTestDevice('two', 'staff')))
  const results = await Promise.all([one, two].map((entry) => relay.grow(space, [{ entry, boxes: [] }])))
  expect(results.flatMap(words).sort()).toEqual(['compare-and-swap', 'stored'])
})

test('AD20 a hundred at once for one place, each signed and in a request of its own: one is stored, and the chain goes on from it', async () => {
  const { cast, draft, relay, space, team } = await open('hundred')
  const entries = Array.from({ length: 100 }, (_, number) =>
    draft(cast.admin, team, memberControl(createTestDevice(`one of a hundred ${number}`, 'staff'))),
  )
  const results = (await Promise.all(entries.map((entry) => relay.grow(space, [{ entry, boxes: [] }])))).flat()
  expect(words(results).filter((word) => word === 'stored')).toHaveLength(1)
  expect(words(results).filter((word) => word === 'compare-and-swap')).toHaveLength(99)
  const winner = entries[words(results).indexOf('stored')]!
  const [again] = words(await relay.grow(space, [{ entry: winner, boxes: [] }]))
  expect(again).toBe('duplicate')
})

test('AD21 a control entry signed by another is refused', async () => {
  const { cast, draft, relay, space, team } = await open('forged control')
  const entry = draft(cast.nurse, team, memberControl(cast.stranger), { author: cast.admin.id })
  expect(words(await relay.grow(space, [{ entry, boxes: [] }]))).toEqual(['unknown-or-forbidden'])
})

test('AD22 a removed device cannot write a chain as of yesterday, though the reducer would follow it', async () => {
  const { care, cast, chain, draft, post, relay, space, team } = await open('yesterday')
  const before = headsOf(chain(care), chain(team))
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  const cited = { team: { seq: before.teamSeq, hash: before.teamHash } }
  const entry = draft(cast.nurse, care, accessControl(cast.nurse), cited)
  expect(words(await relay.grow(space, [{ entry, boxes: [] }]))).toEqual(['author-not-active'])
  const found = draft(cast.nurse, 'cc'.repeat(16) as typeof care, { ...epochControl(chain(care), chain(team)) }, cited)
  expect(words(await relay.grow(space, [{ entry: found, boxes: [] }]))[0]).not.toBe('stored')
})

test('AD3 a removal and what the removed device posts in the same moment happen one after the other', async () => {
  const made = createTestSpace('same moment')
  const { care, cast, draft, post, space, team } = made
  const memory = createMemoryEntryStore({
    quota: roomy,
    now: () => 0 as Instant,
    randomBytes: (n) => new Uint8Array(n) as Bytes,
  })
  /** A disk slow enough that whoever does not wait for its turn overtakes. */
  const append: typeof memory.append = async (...args) => {
    for (let turn = 0; turn < 20; turn++) await crypto.subtle.digest('SHA-256', new Uint8Array(10_000))
    return memory.append(...args)
  }
  const relay = await createPeopledRelay(made, { store: { ...memory, append } })
  const late = draft(cast.nurse, care, accessControl(cast.pharmacist))
  const removal = post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
  const offers = [removal, { entry: late, boxes: [] }]
  const results = await Promise.all(offers.map((offer) => relay.grow(space, [offer])))
  expect(results.flatMap(words)).toEqual(['stored', 'author-not-active'])
})

test('AD130 a proposal is held open and approved by the relay’s clock, not by the time somebody claims', async () => {
  const { cast, draft, relay, space, team } = await open('slow clock')
  const day = 24 * 60 * 60_000
  const proposal = (until: number): Control => ({
    ...{ type: 'propose', act: { type: 'archive-use', group: team, reason: 'asked' }, until: until as Instant },
  })
  const grow = async (author: typeof cast.admin, control: Control, writtenAt: number) => {
    const entry = draft(author, team, control, { writtenAt: writtenAt as Instant })
    return words(await relay.grow(space, [{ entry, boxes: [] }]))
  }
  expect(await grow(cast.admin, proposal(testNow + 20 * day), testNow + 15 * day)).toEqual(['chain-refused'])
  const made = createTestSpace('late answer')
  const second = createTestDevice('second', 'admin')
  made.post(made.cast.admin, made.team, memberControl(second))
  const { entry } = made.post(made.cast.admin, made.team, proposal(testNow + day))
  const there = await createPeopledRelay(made)
  const yes = made.draft(second, made.team, { type: 'approve', proposal: entry.id })
  there.advance(2 * day)
  expect(words(await there.grow(made.space, [{ entry: yes, boxes: [] }]))).toEqual(['chain-refused'])
  there.advance(-2 * day)
  expect(words(await there.grow(made.space, [{ entry: yes, boxes: [] }]))).toEqual(['stored'])
})

test('AD160 a second record of a person is refused', async () => {
  const { cast, controls, found, person, relay, space } = await open('second record')
  const group = found(cast.nurse, 'care', 'another', person)
  const [genesis] = controls.filter(({ entry }) => entry.header.group === group)
  expect(words(await relay.grow(space, [genesis!]))).toEqual(['chain-refused'])
})

test('AD23 boxes come only with their epoch, for recipients of the group, with eighty bytes each', async () => {
  const { cast, chain, draft, relay, space, team } = await open('boxes')
  const box = new Uint8Array(80) as Bytes
  const member = draft(cast.admin, team, memberControl(cast.stranger))
  const epoch = draft(cast.admin, team, epochControl(chain(team), undefined))
  const grow = async (entry: typeof epoch, recipient: typeof cast.nurse.id) =>
    words(await relay.grow(space, [{ entry, boxes: [{ recipient, box }] }]))
  expect(await grow(member, cast.nurse.id)).toEqual(['malformed'])
  expect(await grow(epoch, cast.stranger.id)).toEqual(['malformed'])
  expect(await grow(epoch, cast.governance.id)).toEqual(['malformed'])
  expect(await grow(epoch, cast.nurse.id)).toEqual(['stored'])
})

test('AD24 a space is founded by the genesis it is named after, and by nothing else', async () => {
  const { cast, controls, draft, space, team } = founding('founding')
  const other = founding('other founding')
  const relay = createTestRelay()
  expect(words(await relay.grow(space, other.controls))[0]).toBe('unknown-or-forbidden')
  expect(words(await relay.grow(other.space, controls))[0]).toBe('unknown-or-forbidden')
  const late = draft(cast.admin, team, memberControl(cast.nurse))
  expect(words(await relay.grow(space, [{ entry: late, boxes: [] }]))).toEqual(['unknown-or-forbidden'])
  expect(words(await relay.grow(space, controls))).toEqual(['stored', 'stored'])
})

test('RT15 a relay that is not open founds one space for a link it knows, and nothing else', async () => {
  const one = founding('first')
  const two = founding('second')
  const relay = createTestRelay({ founding: { type: 'by-link' } })
  const showing = (secret: Bytes) => ({ [foundingHeader]: bytesToBase64Url(secret) })
  const secret = seededBytes('secret of a link', foundingSecretLength)
  await relay.store.allowFounding(foundingHash(secret), (testNow + 1e9) as Instant)
  expect(words(await relay.grow(one.space, one.controls))).toEqual(['unknown-or-forbidden', 'not-tried'])
  for (const wrong of [seededBytes('another', foundingSecretLength), new Uint8Array(0) as Bytes])
    expect(words(await relay.grow(one.space, one.controls, showing(wrong)))[0]).toBe('unknown-or-forbidden')
  const odd = { [foundingHeader]: 'not base64url!' }
  expect(words(await relay.grow(one.space, one.controls, odd))[0]).toBe('unknown-or-forbidden')
  const header = showing(secret)
  expect(words(await relay.grow(one.space, one.controls, header))).toEqual(['stored', 'stored'])
  expect(words(await relay.grow(one.space, one.controls, header))).toEqual(['duplicate', 'duplicate'])
  expect(words(await relay.grow(two.space, two.controls, header))[0]).toBe('unknown-or-forbidden')
})

test('RT16 the first refusal stops the rest, and what stood before it stands', async () => {
  const { cast, draft, post, relay, space, team } = await open('stops')
  const good = post(cast.admin, team, memberControl(createTestDevice('newcomer', 'staff')))
  const bad = draft(cast.nurse, team, memberControl(cast.stranger))
  const rest = draft(cast.admin, team, memberControl(cast.stranger))
  const results = await relay.grow(space, [good, { entry: bad, boxes: [] }, { entry: rest, boxes: [] }])
  expect(words(results)).toEqual(['stored', 'chain-refused', 'not-tried'])
})

test('AD26 an entry of another space is refused though it is good at home', async () => {
  const { relay, space } = await open('here')
  const there = await open('there')
  const entry = there.draft(there.cast.admin, there.team, memberControl(there.cast.stranger))
  expect(words(await relay.grow(space, [{ entry, boxes: [] }]))).toEqual(['unknown-or-forbidden'])
})

test('AD1 started again on the same store, the relay knows every chain as before', async () => {
  const { care, cast, post, relay, space, team } = await open('reload')
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.pharmacist.id })])
  const again = createTestRelay({ store: relay.store })
  await again.load()
  expect(again.spaces.find(space)?.chains).toEqual(relay.spaces.find(space)?.chains)
  expect((await again.pull(space, await again.signIn(space, cast.nurse), 0, care)).length).toBeGreaterThan(2)
  await expect(again.signIn(space, cast.pharmacist)).rejects.toThrow('unknown-or-forbidden')
})

test('AD2 a chain does not move when its entry could not be written', async () => {
  const deps = { now: () => 0 as Instant, randomBytes: (length: number) => new Uint8Array(length) as Bytes }
  const memory = createMemoryEntryStore({ quota: roomy, ...deps })
  let isFull = false
  const append: typeof memory.append = (...args) =>
    isFull ? Promise.reject(new Error('disk full')) : memory.append(...args)
  const made = createTestSpace('full')
  const { cast, post, space, team } = made
  const relay = await createPeopledRelay(made, { store: { ...memory, append } })
  const before = relay.spaces.find(space)?.team.head
  const posted = post(cast.admin, team, memberControl(cast.stranger))
  isFull = true
  await expect(relay.grow(space, [posted])).rejects.toThrow()
  expect(relay.spaces.find(space)?.team.head).toBe(before)
  isFull = false
  expect(words(await relay.grow(space, [posted]))).toEqual(['stored'])
})

test('AD2 while another process keeps adding to the chains nothing is written, and whoever asked may ask again', async () => {
  const memory = createTestStore()
  let isMoving = false
  const append: typeof memory.append = async (space, appends) =>
    isMoving ? appends.map(() => ({ type: 'moved' })) : memory.append(space, appends)
  const made = createTestSpace('moving')
  const { cast, care, draftContent, post, space, team } = made
  const relay = await createPeopledRelay(made, { store: { ...memory, append } })
  const posted = post(cast.admin, team, memberControl(cast.stranger))
  const body = encodeAppendRequest([draftContent(cast.nurse, care).bytes])
  isMoving = true
  expect(words(await relay.grow(space, [posted]))).toEqual(['compare-and-swap'])
  expect(await problemOf(await relay.call('/v1/entries', { body }))).toBe('unavailable')
  isMoving = false
  expect(words(await relay.grow(space, [posted]))).toEqual(['stored'])
  expect((await relay.call('/v1/entries', { body })).status).toBe(200)
})

test('AD190 an administrator’s mark of a managed device is taken; staff’s is not, nor an administrator’s who has left', async () => {
  const { cast, draft, post, relay, space, team } = await open('managed')
  const mark: Control = { type: 'manage', device: cast.nurse.id, managed: true }
  const say = async (entry: ReturnType<typeof draft>) => words(await relay.grow(space, [{ entry, boxes: [] }]))[0]
  expect(await say(draft(cast.nurse, team, mark))).toBe('chain-refused')
  expect(await say(draft({ ...cast.admin, sign: cast.nurse.sign }, team, mark))).toBe('unknown-or-forbidden')
  await relay.grow(space, [post(cast.admin, team, mark)])
  expect(relay.spaces.find(space)?.team.managed).toMatchObject([{ device: cast.nurse.id, by: cast.admin.id }])
  await relay.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.admin.id })])
  expect(await say(draft(cast.admin, team, { ...mark, managed: false }))).not.toBe('stored')
  expect(relay.spaces.find(space)?.team.managed).toHaveLength(1)
})

test('AD255 a phone hands over on each of its chains; the old one is shut out only then, and nobody hands over another', async () => {
  const made = await open('succeed')
  const { board, cast, circle, draft, post, relay, space } = made
  const again = createTestDevice('patient again', 'patient', cast.patient.member)
  const succeed: Control = { type: 'succeed', keys: again.keys }
  const say = async (entry: ReturnType<typeof draft>) => words(await relay.grow(space, [{ entry, boxes: [] }]))[0]
  expect(await say(draft({ ...cast.patient, sign: cast.relative.sign }, circle, succeed))).toBe('unknown-or-forbidden')
  expect(await say(draft(cast.stranger, circle, succeed))).toBe('unknown-or-forbidden')
  expect(await say(draft(cast.nurse, circle, succeed))).toBe('chain-refused')
  const token = await relay.signIn(space, cast.patient)
  const before = (await relay.pull(space, token, 0)).length
  const [first, ...rest] = [board, circle, made.private].map((group) => post(cast.patient, group, succeed))
  expect(words(await relay.grow(space, [first!]))).toEqual(['stored'])
  expect(await relay.signIn(space, cast.patient)).not.toBe('')
  expect(words(await relay.grow(space, [first!, ...rest]))).toEqual(['duplicate', 'stored', 'stored'])
  await expect(relay.signIn(space, cast.patient)).rejects.toThrow('unknown-or-forbidden')
  expect((await relay.pull(space, await relay.signIn(space, again), 0)).length).toBeGreaterThanOrEqual(before)
  expect(await say(draft(cast.patient, circle, { type: 'succeed', keys: cast.stranger.keys }))).not.toBe('stored')
})

test('RT12 a malformed control request, or one for no space, is refused whole', async () => {
  const { relay, space } = await open('malformed')
  const body = new Uint8Array([1])
  expect(await problemOf(await relay.call(`/v1/spaces/${space}/control`, { body }))).toBe('malformed')
  expect(await problemOf(await relay.call('/v1/spaces/x/control', { body }))).toBe('malformed')
})

test('RT131 RT132 with a recovery link alone the team’s chain is shown, and one device comes in by the root key', async () => {
  const kit = createTestDevice('kit', 'ig')
  const made = createTestSpace('lost', { peopled: false, root: kit.keys.signKey })
  const { controls, draft, space, team } = made
  const relay = await createPeopledRelay(made, { founding: { type: 'open' } })
  const [dan, eve] = ['dan', 'eve'].map((name) => createTestDevice(name, 'admin')) as [TestDevice, TestDevice]
  const recover = (device: TestDevice, signer = kit) =>
    draft({ ...device, sign: signer.sign }, team, { type: 'recover', keys: device.keys, member: device.member })
  const grow = async (entry: ReturnType<typeof recover>, header = {}) =>
    words(await relay.grow(space, [{ entry, boxes: [] }], header))[0]
  const secret = seededBytes('recovery secret', foundingSecretLength)
  const header = { [foundingHeader]: bytesToBase64Url(secret) }
  const chain = (shown: Record<string, string>, of = space) =>
    relay.call(`/v1/spaces/${of}/recovery`, { method: 'GET', headers: shown })
  expect(await problemOf(await chain(header))).toBe('unknown-or-forbidden')
  await relay.store.allowFounding(foundingHash(secret), (testNow + 1e9) as Instant)
  expect(await problemOf(await chain(header))).toBe('unknown-or-forbidden')
  expect(await grow(recover(dan), header)).toBe('unknown-or-forbidden')
  await relay.store.allowFounding(recoveryHash(space, secret), (testNow + 1e9) as Instant)
  expect(await problemOf(await chain({}))).toBe('unknown-or-forbidden')
  expect(await problemOf(await chain(header, seededId<typeof space>('other')))).toBe('unknown-or-forbidden')
  const answer = parseTeamChain(new Uint8Array(await (await chain(header)).arrayBuffer()))
  expect(answer).toEqual({ ok: true, value: controls.map(({ entry }) => entry.bytes) })
  expect(await grow(recover(dan))).toBe('unknown-or-forbidden')
  expect(await grow(recover(dan, dan), header)).toBe('unknown-or-forbidden')
  const first = recover(dan)
  expect(await grow(first, header)).toBe('stored')
  expect(await grow(first, header)).toBe('duplicate')
  const [seq, id] = [first.header.groupSeq, first.id]
  const next = draft(
    { ...eve, sign: kit.sign },
    team,
    { type: 'recover', keys: eve.keys, member: eve.member },
    { groupSeq: seq + 1, prev: id },
  )
  expect(await grow(next, header)).toBe('unknown-or-forbidden')
  expect(await relay.signIn(space, dan)).toBeDefined()
})
