/** The contracts on a real PostgreSQL, and what only a database does that others write to as well. */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Arrival, DeviceId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import { blobStoreContract } from '../blobs/blob-store.contract.ts'
import { heldBlobsContract } from '../blobs/held-blobs.contract.ts'
import { type CuttingProxy, startCuttingProxy } from '../testing/cutting-proxy.ts'
import { type PostgresCluster, startPostgresCluster } from '../testing/postgres-cluster.ts'
import { entryStoreContract } from './entry-store.contract.ts'
import { openPostgresEntryStore, type PostgresStoreDeps } from './entry-store.postgres.ts'
import type { Append, AppendOutcome } from './entry-store.ts'
import { fetchPagesContract } from './fetch-pages.contract.ts'
import { joinMailboxContract } from './join-mailbox.contract.ts'
import { quarantineContract } from './quarantine.contract.ts'
import type { RelayStore } from './relay-store.ts'
import { snapshotsContract } from './snapshots.contract.ts'
import { content, contractQuota, control } from './testing/appends.ts'
import { storeMachine } from './testing/store-machine.ts'
import { viewEventsContract } from './view-events.contract.ts'

let cluster: PostgresCluster
let proxy: CuttingProxy
const opened: RelayStore[] = []
const commits: number[] = []

beforeAll(async () => {
  cluster = await startPostgresCluster({ isDurable: false })
  proxy = await startCuttingProxy(cluster.socketFolder)
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()))
})
afterAll(async () => {
  await proxy.stop()
  await cluster.stop()
})

const wide = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }

async function openAt(url: string, deps: Partial<PostgresStoreDeps> = {}): Promise<RelayStore> {
  const onCommit = (appends: number) => void commits.push(appends)
  const store = await openPostgresEntryStore({ ...storeMachine, url, quota: contractQuota, onCommit, ...deps })
  opened.push(store)
  return store
}
const open = async () => openAt(await cluster.freshUrl())

entryStoreContract('postgres', open)
quarantineContract('postgres', open)
joinMailboxContract('postgres', open)
fetchPagesContract('postgres', open)
viewEventsContract('postgres', open)
snapshotsContract('postgres', open)
heldBlobsContract('postgres', open)
blobStoreContract('postgres', open, async () => openAt(await cluster.freshUrl(), { quota: wide }))

const space = 'aa'.repeat(16) as SpaceId
const groups = ['01', '02', '03'].map((byte) => byte.repeat(16) as GroupId)
const devices = ['d1', 'd2', 'd3'].map((byte) => byte.repeat(16) as DeviceId)
const [group] = groups as [GroupId]
const [device, other] = devices as [DeviceId, DeviceId]
const start = 0 as Arrival
const all = { contents: new Set(groups), chains: new Set(groups), recipients: new Set(devices) }
const everything = { items: 10_000, bytes: 1e9 }

async function arrivalsIn(store: RelayStore): Promise<readonly number[]> {
  return (await store.read(space, start, all, everything)).items.map(({ arrival }) => arrival)
}

const countTo = (end: number) => Array.from({ length: end }, (_, i) => i + 1)
const arrivalOf = (outcome: AppendOutcome | undefined) => (outcome?.type === 'stored' ? outcome.arrival : outcome?.type)

test('ES17 opened again, the store goes on with the same numbers, generation and byte counts', async () => {
  const url = await cluster.freshUrl()
  const first = await openAt(url)
  await first.append(space, [content(group, device, 0, '', 19_000)])
  const before = await first.spaceHead(space)
  await first.close()
  const second = await openAt(url)
  expect(await second.spaceHead(space)).toEqual(before)
  expect(await second.append(space, [content(group, device, 1, '', 2_000), content(group, device, 0)])).toEqual([
    { type: 'refused', reason: 'over-quota' },
    { type: 'duplicate', arrival: 1 },
  ])
  expect(await second.append(space, [content(group, device, 1)])).toMatchObject([{ type: 'stored', arrival: 2 }])
})

test('ES18 appends that ask together are committed together, and what waits when the store closes is written first', async () => {
  const url = await cluster.freshUrl()
  const store = await openAt(url)
  commits.length = 0
  const written = Promise.all(devices.map((each) => store.append(space, [content(group, each, 0)])))
  await store.close()
  expect((await written).flat().map(arrivalOf)).toEqual([1, 2, 3])
  expect(commits).toEqual([3])
  await expect(store.append(space, [content(group, device, 1)])).rejects.toThrow()
  await expect(store.check()).rejects.toThrow()
  expect((await (await openAt(url)).spaceHead(space))?.head).toBe(3)
})

test('ES520 a hundred writers for one place through two stores, ten places long: one is stored at each', async () => {
  const url = await cluster.freshUrl()
  const stores = [await openAt(url), await openAt(url)]
  for (let seq = 0; seq < 10; seq++) {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) => stores[i % 2]!.append(space, [control(group, seq, `${i}`)])),
    )
    expect(all.flat().filter((outcome) => arrivalOf(outcome) === seq + 1)).toHaveLength(1)
    const isRefused = (outcome: AppendOutcome) => outcome.type === 'refused' && outcome.reason === 'compare-and-swap'
    expect(all.flat().filter(isRefused)).toHaveLength(99)
  }
  for (const store of stores) expect((await store.controls(space)).length).toBe(10)
})

test('ES520 what two stores are sent in any order is stored once, counted without a gap, and seen by both', async () => {
  const send = fc.record({ store: fc.nat(1), group: fc.nat(2), device: fc.nat(2), from: fc.nat(3), count: fc.nat(4) })
  await fc.assert(
    fc.asyncProperty(fc.array(send, { maxLength: 14 }), async (sends) => {
      const url = await cluster.freshUrl()
      const stores = [await openAt(url), await openAt(url)]
      const outcomes = await Promise.all(
        sends.map(async ({ count, device: author, from, group: to, store }) => {
          const seqs = Array.from({ length: count }, (_, i) => from + i)
          return stores[store]!.append(
            space,
            seqs.map((seq) => content(groups[to]!, devices[author]!, seq)),
          )
        }),
      )
      const stored = outcomes.flat().flatMap((outcome) => (outcome.type === 'stored' ? [outcome.arrival] : []))
      stored.sort((a, b) => a - b)
      expect(stored).toEqual(countTo(stored.length))
      for (const store of stores) expect(await arrivalsIn(store)).toEqual(stored)
      await Promise.all(stores.map((store) => store.close()))
    }),
    { numRuns: 8 },
  )
})

test('ES521 an append whose connection broke at the commit is answered with what was stored, once', async () => {
  const cuts = fc.array(fc.constantFrom('before' as const, 'after' as const), { minLength: 1, maxLength: 3 })
  const boxes = [{ recipient: other, box: new Uint8Array(80).fill(3) }]
  await fc.assert(
    fc.asyncProperty(cuts, async (wanted) => {
      const store = await openAt(await cluster.freshUrl(proxy.folder))
      const aside: Append = { ...content(group, other, 5), type: 'quarantine' }
      const chain = { ...control(group, 0), boxes }
      const batch = [
        chain,
        content(group, device, 0),
        content(group, device, 0, 'fork'),
        aside,
        content(group, device, 4),
      ]
      proxy.cut(...wanted)
      expect(await store.append(space, batch)).toEqual([
        { type: 'stored', arrival: 1, last: 2 },
        { type: 'stored', arrival: 3, last: 3 },
        { type: 'refused', reason: 'fork' },
        { type: 'quarantined' },
        { type: 'refused', reason: 'gap' },
      ])
      expect(proxy.left()).toBe(0)
      expect(await arrivalsIn(store)).toEqual([1, 2, 3])
      expect([(await store.forks(space, group)).length, (await store.quarantined(space, group)).length]).toEqual([1, 1])
      await store.close()
    }),
    { numRuns: 10 },
  )
})

test('ES522 without its database the store refuses, in time, and says that it cannot be written; an attachment likewise', async () => {
  const own = await startPostgresCluster({ isDurable: false })
  let waited = 0
  const elapsed = () => (waited += 4_000)
  const store = await openAt(await own.freshUrl(), { elapsed })
  await store.append(space, [content(group, device, 0)])
  await own.kill()
  await expect(store.append(space, [content(group, device, 1)])).rejects.toThrow()
  await expect(store.check()).rejects.toThrow()
  const bytes = new Uint8Array(9)
  await expect(store.putBlob(space, group, blobIdOf(bytes), bytes)).rejects.toThrow()
  await own.start()
  await store.check()
  expect(await store.append(space, [content(group, device, 0), content(group, device, 1)])).toMatchObject([
    { type: 'duplicate', arrival: 1 },
    { type: 'stored', arrival: 2 },
  ])
  await store.close()
  await own.stop()
})

test('ES404 an attachment whose connection broke at the commit is not acknowledged; sent again it is there, and counted once', async () => {
  const bytes = new Uint8Array(12_000).fill(7)
  const id = blobIdOf(bytes)
  const rest = new Uint8Array(contractQuota.groupBytes - bytes.length)
  const outcomes: string[] = []
  for (const cut of ['before', 'after'] as const) {
    const store = await openAt(await cluster.freshUrl(proxy.folder))
    proxy.cut(cut)
    await expect(store.putBlob(space, group, id, bytes)).rejects.toThrow()
    outcomes.push(await store.putBlob(space, group, id, bytes))
    expect((await store.findBlob(space, group, id))?.bytes).toBe(bytes.length)
    expect(await store.putBlob(space, group, blobIdOf(rest), rest)).toBe('stored')
  }
  expect(outcomes).toEqual(['stored', 'duplicate'])
})

test('ES1080 a standby where its primary was answers, takes nothing and is not called ready; it goes on once it has taken over', async () => {
  const primary = await startPostgresCluster({ isDurable: false })
  const standby = await primary.follow()
  const way = await startCuttingProxy(primary.socketFolder)
  const store = await openAt(await primary.freshUrl(way.folder))
  await store.append(space, [content(group, device, 0)])
  await store.check()
  const [written] = await primary.query('select pg_current_wal_lsn()::text as until')
  const caughtUp = `select pg_last_wal_replay_lsn() >= '${String(written!.until)}' as done`
  await expect.poll(async () => (await standby.query(caughtUp))[0]?.done).toBe(true)
  await primary.kill()
  way.turnTo(standby.socketFolder)
  await vi.waitFor(() => expect(store.check()).rejects.toThrow('this is a standby'))
  expect(await arrivalsIn(store)).toEqual([1])
  const waiting = store.append(space, [content(group, device, 0), content(group, device, 1)])
  await expect(store.putBlob(space, group, blobIdOf(new Uint8Array(9)), new Uint8Array(9))).rejects.toThrow('read-only')
  await standby.query('select pg_promote()')
  expect(await waiting).toMatchObject([
    { type: 'duplicate', arrival: 1 },
    { type: 'stored', arrival: 2 },
  ])
  await store.check()
  await store.close()
  await way.stop()
  for (const each of [standby, primary]) await each.stop()
})
