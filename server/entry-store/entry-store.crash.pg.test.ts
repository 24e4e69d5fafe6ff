/**
 * ES523: a relay's writer is killed with SIGKILL at a random moment, and so is the
 * whole of PostgreSQL while another writes, round after round on one database.
 * Afterwards every acknowledged entry is there at the arrival it was told, none is
 * there twice, and arrival has no hole.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { sha256 } from '../../shared/lib/hash.ts'
import { type DeviceId, type EntryId, type GroupId, type SpaceId, zeroHash } from '../../shared/lib/ids.ts'
import { type PostgresCluster, startPostgresCluster } from '../testing/postgres-cluster.ts'
import { openPostgresEntryStore } from './entry-store.postgres.ts'
import type { RelayStore } from './relay-store.ts'
import { storeMachine } from './testing/store-machine.ts'
import { writeUntilKilled } from './testing/write-until-killed.ts'

const child = join(import.meta.dirname, 'testing/crash-child.ts')
const space = 'aa'.repeat(16) as SpaceId
const group = '01'.repeat(16) as GroupId
const quota = { groupBytes: 1e12, spaceBytes: 1e12, quarantineBytes: 1e6 }

let cluster: PostgresCluster
beforeAll(async () => {
  cluster = await startPostgresCluster()
})
afterAll(() => cluster.stop())

async function expectKept(url: string, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const schema = /search_path%3D(\w+)/.exec(url)?.[1]
  const rows = await cluster.query(
    `select arrival::int as arrival, encode(id, 'hex') as id from ${schema}.item order by arrival`,
  )
  expect(rows.map(({ arrival }) => arrival)).toEqual(rows.map((_, i) => i + 1))
  const arrivalById = new Map(rows.map(({ arrival, id }) => [id as string, arrival as number]))
  expect(arrivalById.size).toBe(rows.length)
  for (const [id, arrival] of acknowledged)
    if (arrivalById.get(id) !== arrival) expect.fail(`${id} at ${arrival} is lost`)
}

const relayKills = 8
const databaseKills = 5

test(`ES523 after ${relayKills} kills of the relay every acknowledged entry is there, none twice, arrival without a hole`, async () => {
  const url = await cluster.freshUrl()
  const acknowledged = new Map<string, number>()
  for (let round = 0; round < relayKills; round++) {
    for (const line of await writeUntilKilled(child, url, Math.random() * 80)) {
      const [id, arrival] = line.split(' ')
      acknowledged.set(id!, Number(arrival))
    }
    await expectKept(url, acknowledged)
  }
  expect(acknowledged.size).toBeGreaterThan(relayKills)
}, 120_000)

/** Writes one feed until told to stop; each append is answered, however often the database goes away. */
async function writeFeed(
  store: RelayStore,
  author: DeviceId,
  told: { readonly isOver: () => boolean; readonly acknowledged: Map<string, number> },
): Promise<void> {
  let prev = zeroHash
  for (let seq = 0; !told.isOver(); seq++) {
    const bytes = storeMachine.randomBytes(200)
    const id = bytesToHex(sha256(bytes)) as EntryId
    const [outcome] = await store.append(space, [{ type: 'content', group, author, seq, prev, id, bytes }])
    if (outcome?.type !== 'stored') throw new Error(`${author} ${seq}: ${JSON.stringify(outcome)}`)
    told.acknowledged.set(id, outcome.arrival)
    prev = id
  }
}

test(`ES523 through ${databaseKills} kills of PostgreSQL no append is refused, and nothing acknowledged is lost`, async () => {
  const url = await cluster.freshUrl()
  // However long a start takes here.
  const store = await openPostgresEntryStore({ ...storeMachine, url, quota, elapsed: () => 0 })
  const acknowledged = new Map<string, number>()
  let isOver = false
  const authors = ['d1', 'd2', 'd3', 'd4'].map((byte) => byte.repeat(16) as DeviceId)
  const writing = Promise.all(authors.map((author) => writeFeed(store, author, { isOver: () => isOver, acknowledged })))
  for (let kills = 0; kills < databaseKills; kills++) {
    const before = acknowledged.size
    await expect.poll(() => acknowledged.size).toBeGreaterThan(before + 3 + Math.random() * 9)
    await cluster.kill()
    await cluster.start()
    await expectKept(url, acknowledged)
  }
  isOver = true
  await writing
  await store.close()
  await expectKept(url, acknowledged)
}, 120_000)
