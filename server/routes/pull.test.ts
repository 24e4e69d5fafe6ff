/** What comes out: only what may be read, in order, in batches, and resumable wherever it is cut. */
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { createPullParser, type PullItem } from '../../shared/protocol/pull.ts'
import { accessControl, createTestSpace, testNow } from '../../shared/testing/test-space.ts'
import type { Batch } from '../entry-store/entry-store.ts'
import { arrivalsOf, bytesOf, createPeopledRelay, problemOf } from '../testing/test-relay.ts'
import { pullBody } from './pull-body.ts'

async function open(name: string) {
  const made = createTestSpace(name)
  return { ...made, relay: await createPeopledRelay(made) }
}

function endOf(items: readonly PullItem[]) {
  const end = items.at(-1)
  return end?.type === 'end' ? end : undefined
}

test('RT17 a pull begins with the space’s state and ends with where to go on', async () => {
  const { cast, relay, space } = await open('pull')
  const token = await relay.signIn(space, cast.nurse)
  const items = await relay.pull(space, token)
  const head = (await relay.store.spaceHead(space))!
  expect(items[0]).toEqual({ type: 'start', ...head, serverTime: testNow })
  expect(endOf(items)).toEqual({ type: 'end', cursor: head.head, more: false })
  const quiet = await relay.pull(space, token, head.head)
  expect(quiet.map(({ type }) => type)).toEqual(['start', 'end'])
})

test('RT17 the answers are of the media types of the protocol and of no other', async () => {
  const { cast, relay, space } = await open('types')
  const token = await relay.signIn(space, cast.nurse)
  const typeOf = async (path: string) => (await relay.call(path, { token })).headers.get('content-type')
  expect(await typeOf(`/v1/spaces/${space}/entries`)).toBe('application/cbor-seq')
  expect(await typeOf(`/v1/spaces/${space}/joins`)).toBe('application/cbor')
  expect(await typeOf('/v1/nothing')).toBe('application/problem+json')
})

const large = new Uint8Array(60_000) as Bytes

test('RT18 a long history comes in pulls that join up without loss or doubling', async () => {
  const { care, cast, relay, space, write } = await open('batches')
  for (let i = 0; i < 10; i++) await relay.push(Array.from({ length: 15 }, () => write(cast.nurse, care, {}, large)))
  const token = await relay.signIn(space, cast.nurse)
  const arrivals: number[] = []
  let pulls = 0
  for (let cursor = 0, more = true; more; pulls++) {
    const items = await relay.pull(space, token, cursor)
    arrivals.push(...arrivalsOf(items))
    cursor = endOf(items)!.cursor
    more = endOf(items)!.more
  }
  expect(pulls).toBe(2)
  const whole = await relay.pull(space, token, 0, care)
  const rest = await relay.pull(space, token, endOf(whole)!.cursor, care)
  expect(arrivals).toEqual([...new Set(arrivals)].sort((a, b) => a - b))
  expect(arrivals).toEqual(expect.arrayContaining([...arrivalsOf(whole), ...arrivalsOf(rest)]))
})

test('RT18 a pull ends where what may be read changes, and says that there is more', async () => {
  const { care, cast, post, relay, space, write } = await open('changing')
  for (let i = 0; i < 12; i++) await relay.push([write(cast.nurse, care, {}, large)])
  const token = await relay.signIn(space, cast.nurse)
  const response = await relay.call(`/v1/spaces/${space}/entries`, { token })
  const until = (testNow + 60_000) as Instant
  await relay.grow(space, [post(cast.pharmacist, care, accessControl(cast.pharmacist, until))])
  const items = createPullParser().push(await bytesOf(response))
  const end = items.ok ? endOf(items.value) : undefined
  expect(end?.more).toBe(true)
  const rest = await relay.pull(space, token, end!.cursor)
  const all = arrivalsOf(await relay.pull(space, token))
  expect([...(items.ok ? arrivalsOf(items.value) : []), ...arrivalsOf(rest)]).toEqual(all)
})

test('RT18 the answer begins with the first piece, before the next is read', async () => {
  const { care, cast, write } = createTestSpace('early')
  const item = {
    type: 'entry',
    kind: 'content',
    arrival: 1,
    group: care,
    bytes: write(cast.nurse, care).bytes,
    storedAt: testNow,
  }
  const never = new Promise<undefined>(() => {})
  const pieces = [{ items: [item], cursor: 1, more: true }]
  const { body } = await pullBody(
    {
      head: { generation: new Uint8Array(16), head: 9 as Arrival },
      serverTime: testNow,
      after: 0 as Arrival,
      read: async () => (pieces.pop() as Batch | undefined) ?? never,
      streams: () => () => {},
      failed: () => {},
    },
    false,
  )
  const { value } = await (body as ReadableStream<Uint8Array>).getReader().read()
  expect(createPullParser().push(value!)).toMatchObject({ ok: true, value: [{ type: 'start' }, { arrival: 1 }] })
})

test('RT18 a client that takes gzip gets it, for few entries and for many, and reads the same', async () => {
  const { care, cast, relay, space, write } = await open('packed')
  const token = await relay.signIn(space, cast.nurse)
  const path = `/v1/spaces/${space}/entries`
  for (const many of [2, 12]) {
    for (let i = 0; i < many; i++) await relay.push([write(cast.nurse, care, {}, large)])
    const plain = await relay.call(path, { token })
    expect(plain.headers.get('content-encoding')).toBeNull()
    const packed = await relay.call(path, { token, headers: { 'accept-encoding': 'gzip, deflate' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(new Uint8Array(gunzipSync(await bytesOf(packed)))).toEqual(await bytesOf(plain))
  }
})

test('RT19 a stream cut after any number of bytes goes on from the last whole item', async () => {
  const { care, cast, relay, space, write } = await open('cuts')
  await relay.push([write(cast.nurse, care), write(cast.pharmacist, care), write(cast.nurse, care)])
  const token = await relay.signIn(space, cast.nurse)
  const bytes = await bytesOf(await relay.call(`/v1/spaces/${space}/entries`, { token }))
  const all = arrivalsOf(await relay.pull(space, token))
  for (let cut = 0; cut <= bytes.length; cut += 61) {
    const before = createPullParser().push(bytes.subarray(0, cut))
    const got = before.ok ? arrivalsOf(before.value) : []
    const after = arrivalsOf(await relay.pull(space, token, got.at(-1) ?? 0))
    expect([...got, ...after]).toEqual(all)
  }
})

test('RT18 a group’s history can be fetched by itself', async () => {
  const { care, cast, relay, space, team, write } = await open('one group')
  await relay.push([write(cast.nurse, care), write(cast.nurse, team)])
  const token = await relay.signIn(space, cast.nurse)
  const [ofCare, ofTeam] = await Promise.all([care, team].map((group) => relay.pull(space, token, 0, group)))
  const whole = new Set(arrivalsOf(await relay.pull(space, token)))
  const both = [...arrivalsOf(ofCare!), ...arrivalsOf(ofTeam!)]
  expect(both.every((arrival) => whole.has(arrival))).toBe(true)
  expect(arrivalsOf(ofCare!).some((arrival) => arrivalsOf(ofTeam!).includes(arrival))).toBe(false)
})

test('RT2 a group that may not be read and one that does not exist are answered alike', async () => {
  const { care, cast, relay, space } = await open('hidden')
  const token = await relay.signIn(space, cast.patient)
  const answers = [care, 'ff'.repeat(16), 'x'].map(async (group) => {
    const response = await relay.call(`/v1/spaces/${space}/groups/${group}/entries`, { token })
    return `${response.status} ${await response.text()}`
  })
  expect(new Set(await Promise.all(answers)).size).toBe(1)
})

test('AD4 AD5 access opens a group’s content when it is given and closes it the moment it ends', async () => {
  const { care, cast, post, relay, space, write } = await open('access')
  const [stored] = await relay.push([write(cast.nurse, care)])
  const arrival = stored?.type === 'stored' ? stored.arrival : 0
  const token = await relay.signIn(space, cast.pharmacist)
  const sees = async () => arrivalsOf(await relay.pull(space, token)).includes(arrival as never)
  expect(await sees()).toBe(false)
  await relay.grow(space, [post(cast.pharmacist, care, accessControl(cast.pharmacist, (testNow + 60_000) as Instant))])
  expect(await sees()).toBe(true)
  relay.advance(59_999)
  expect(await sees()).toBe(true)
  relay.advance(1)
  expect(await sees()).toBe(false)
})

test('RT121 clinical staff who have read further than the space reaches give it another generation, once an hour; others do not', async () => {
  const { cast, relay, space } = await open('went back')
  const [nurse, patient] = [await relay.signIn(space, cast.nurse), await relay.signIn(space, cast.patient)]
  const { head } = (await relay.store.spaceHead(space))!
  const generationSeen = async (token: string, after: number) => {
    const [start] = await relay.pull(space, token, after)
    return start?.type === 'start' ? Buffer.from(start.generation).toString('hex') : undefined
  }
  const first = await generationSeen(nurse, head)
  expect(await generationSeen(patient, head + 5)).toBe(first)
  const second = await generationSeen(nurse, head + 5)
  expect(second).not.toBe(first)
  expect(await generationSeen(patient, 0)).toBe(second)
  expect(await generationSeen(nurse, head + 5)).toBe(second)
  relay.advance(60 * 60_000)
  const later = await relay.signIn(space, cast.nurse)
  expect(await generationSeen(later, head + 5)).not.toBe(second)
})

test('RT17 an odd cursor is malformed, one beyond the head is an empty answer', async () => {
  const { cast, relay, space } = await open('cursors')
  const token = await relay.signIn(space, cast.nurse)
  for (const after of ['-1', '1.5', 'x', '', '9'.repeat(16)]) {
    expect(await problemOf(await relay.call(`/v1/spaces/${space}/entries?after=${after}`, { token }))).toBe('malformed')
  }
  const beyond = await relay.pull(space, token, 999_999)
  expect(beyond.length).toBe(2)
  expect(endOf(beyond)?.cursor).toBe((await relay.store.spaceHead(space))?.head)
})
