/** Two relay processes on one PostgreSQL: each acts by what the other let in, at once. */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SpaceId } from '../shared/lib/ids.ts'
import { parsePoke } from '../shared/protocol/poke.ts'
import type { TestDevice } from '../shared/testing/test-device.ts'
import { accessControl, createTestSpace } from '../shared/testing/test-space.ts'
import { openPostgresEntryStore } from './entry-store/entry-store.postgres.ts'
import type { RelayStore } from './entry-store/relay-store.ts'
import { storeMachine } from './entry-store/testing/store-machine.ts'
import { type PostgresCluster, startPostgresCluster } from './testing/postgres-cluster.ts'
import { createTestRelay, problemOf, type TestRelay, words } from './testing/test-relay.ts'

let cluster: PostgresCluster
const stores: RelayStore[] = []
beforeAll(async () => {
  cluster = await startPostgresCluster({ isDurable: false })
})
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})
afterAll(() => cluster.stop())

const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }

async function startAt(url: string): Promise<TestRelay> {
  const store = await openPostgresEntryStore({ ...storeMachine, url, quota })
  stores.push(store)
  const relay = createTestRelay({ store })
  await relay.load()
  return relay
}

/** Both run before anybody founds anything. */
async function open(name: string) {
  const url = await cluster.freshUrl()
  const [one, other] = [await startAt(url), await startAt(url)]
  const made = createTestSpace(name)
  const results = await one.grow(made.space, made.controls)
  expect(new Set(words(results))).toEqual(new Set(['stored']))
  return { ...made, one, other }
}

function connect(relay: TestRelay, space: SpaceId, device: TestDevice) {
  const heard = { pokes: [] as number[], closed: [] as number[] }
  relay.hub.open(space, device.id, {
    send: (bytes) => {
      const poke = parsePoke(bytes)
      heard.pokes.push(poke.ok ? poke.value.arrival : -1)
    },
    buffered: () => 0,
    ping: () => {},
    close: (code) => heard.closed.push(code),
    terminate: () => {},
  })
  return heard
}

test('AD520 a removal at one relay is honoured by the other with the next request: no session, no entry, and the same chains', async () => {
  const { care, cast, draftContent, one, other, post, space, team, write } = await open('removal')
  const token = await other.signIn(space, cast.nurse)
  expect(words(await other.push([write(cast.nurse, care)]))).toEqual(['stored'])
  expect(await other.pull(space, token)).not.toEqual([])
  expect(words(await one.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })]))).toEqual([
    'stored',
  ])
  const refused = await other.call(`/v1/spaces/${space}/entries?after=0`, { token })
  expect(await problemOf(refused)).toBe('no-session')
  await expect(other.signIn(space, cast.nurse)).rejects.toThrow('unknown-or-forbidden')
  expect(words(await other.push([draftContent(cast.nurse, care)]))).toEqual(['quarantined'])
  const late = post(cast.admin, care, accessControl(cast.pharmacist, null))
  expect(words(await other.grow(space, [late]))).toEqual(['stored'])
  await one.spaces.refresh(space)
  expect(one.spaces.find(space)?.chains).toEqual(other.spaces.find(space)?.chains)
})

test('AD520 whenever the removal comes, what the removed device sends the other relay lies before it or is quarantined', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(5), async (count, before) => {
      const { care, cast, one, other, post, space, team, write } = await open(`race ${count} ${before}`)
      const entries = Array.from({ length: count }, () => write(cast.nurse, care))
      const removal = post(cast.admin, team, { type: 'remove', device: cast.nurse.id })
      const pushed = async () => {
        const outcomes: string[] = []
        for (const entry of entries) outcomes.push(...words(await other.push([entry])))
        return outcomes
      }
      const removed = async () => {
        for (let turn = 0; turn < before; turn++) await one.store.spaceHead(space)
        return one.grow(space, [removal])
      }
      const [outcomes, results] = await Promise.all([pushed(), removed()])
      expect(words(results)).toEqual(['stored'])
      const stored = outcomes.filter((word) => word === 'stored').length
      expect(outcomes).toEqual(entries.map((_, at) => (at < stored ? 'stored' : 'quarantined')))
      const at = await one.store.controlArrival(space, team, removal.entry.header.groupSeq)
      for (const { header, id } of entries.slice(0, stored)) {
        const { author, group, seq } = header
        expect(await one.store.findContent(space, { author, group, seq, id })).toBeLessThan(at!)
      }
    }),
    { numRuns: 8 },
  )
})

test('AD520 of two control entries for one place, one at each relay, one is stored; both relays stand on it', async () => {
  const { cast, draft, one, other, space, team } = await open('one place')
  const offers = [cast.nurse, cast.pharmacist].map(({ id }) => ({
    entry: draft(cast.admin, team, { type: 'remove', device: id }),
    boxes: [],
  }))
  const results = await Promise.all([one.grow(space, [offers[0]!]), other.grow(space, [offers[1]!])])
  expect(results.flatMap(words).sort()).toEqual(['compare-and-swap', 'stored'])
  for (const relay of [one, other]) await relay.spaces.refresh(space)
  expect(one.spaces.find(space)?.team).toEqual(other.spaces.find(space)?.team)
})

test('RT520 what one relay takes pokes who is connected to the other and may read it, and closes who was removed', async () => {
  const { care, cast, one, other, post, private: own, space, team, write } = await open('pokes')
  await other.spaces.refresh(space)
  const [nurse, patient] = [connect(other, space, cast.nurse), connect(other, space, cast.patient)]
  const heard = async (what: () => readonly number[]) => {
    await expect
      .poll(() => {
        other.advance(0)
        return what().length
      })
      .toBeGreaterThan(0)
    return what().at(-1)
  }
  const headOf = async () => (await one.store.spaceHead(space))?.head
  nurse.pokes.length = 0
  await one.push([write(cast.nurse, care)])
  expect(await heard(() => nurse.pokes)).toBe(await headOf())
  expect(patient.pokes.filter((arrival) => arrival > 0)).not.toContain(await headOf())
  await one.push([write(cast.nurse, own)])
  await expect
    .poll(async () => {
      other.advance(0)
      return patient.pokes.at(-1) === (await headOf())
    })
    .toBe(true)
  await one.grow(space, [post(cast.admin, team, { type: 'remove', device: cast.nurse.id })])
  expect(await heard(() => nurse.closed)).toBe(4401)
})

test('RT520 what was missed while a relay could not hear is made up for when it hears again', async () => {
  const { care, cast, one, other, space, write } = await open('missed')
  await other.spaces.refresh(space)
  const nurse = connect(other, space, cast.nurse)
  const listeners = `from pg_stat_activity where application_name = 'doorstep hears'`
  await expect.poll(async () => (await cluster.query(`select pid ${listeners}`)).length).toBe(2)
  nurse.pokes.length = 0
  await cluster.query(`select pg_terminate_backend(pid) ${listeners}`)
  await one.push([write(cast.nurse, care)])
  const head = (await one.store.spaceHead(space))?.head
  await expect
    .poll(() => {
      other.advance(0)
      return nurse.pokes.at(-1)
    })
    .toBe(head)
})

test('RT521 a session is one relay’s: the other says that it knows none, and whoever signs in there reads on where she was', async () => {
  const { care, cast, one, other, space, write } = await open('session')
  const token = await one.signIn(space, cast.nurse)
  const read = await one.pull(space, token)
  const last = read.at(-1)
  const cursor = last?.type === 'end' ? last.cursor : 0
  const entry = write(cast.nurse, care)
  expect(words(await other.push([entry], token))).toEqual(['stored'])
  const refused = await other.call(`/v1/spaces/${space}/entries?after=${cursor}`, { token })
  expect(await problemOf(refused)).toBe('no-session')
  const more = await other.pull(space, await other.signIn(space, cast.nurse), cursor)
  expect(more[0]).toMatchObject({ ...(read[0]?.type === 'start' ? { generation: read[0].generation } : {}) })
  expect(more.flatMap((item) => (item.type === 'entry' ? [item.arrival] : []))).toEqual([cursor + 1])
})
