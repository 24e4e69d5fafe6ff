/**
 * Looks over what a store keeps, without changing it: is SQLite content with its
 * file, is arrival without a hole, does every entry hash to the id it is kept
 * under, and does every feed and chain follow itself (ES1, ES3, ES6, after the
 * fact); is every attachment whole, and is it what it is called (ES400, ES404);
 * is what is kept apart what it is called, does the log of what was handed out
 * follow itself (ES140), and are the counts of the quotas right (ES5, ES403).
 * Rules ES405, ES630.
 */
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { type SpaceId, zeroHash } from '../../shared/lib/ids.ts'
import { err, type Result } from '../../shared/lib/result.ts'
import { type Entry, parseEntry } from '../../shared/protocol/entry.ts'
import { fetchPageHash, parseFetchPage } from '../../shared/protocol/fetch-log.ts'
import type { StoredRows, StoredTables } from '../stored-rows/stored-rows.ts'
import { verifyAttachments } from './verify-attachments.ts'

export interface StoreReport {
  readonly spaces: number
  readonly items: number
  /** Entries and attachments together, also what is held back. */
  readonly bytes: number
  /** The hashes of the attachments. */
  readonly blobs: readonly string[]
  /** Of those held back and undecided. */
  readonly heldBlobs: readonly string[]
  /** Entries of removed devices, decided or not, and evidence of forks. */
  readonly kept: number
  /** Plain sentences; none means sound. */
  readonly faults: readonly string[]
}

const faultsShown = 20

type ItemRow = StoredTables['item']

/** The entry of that name, or why these bytes are not it. */
function readEntry(body: Uint8Array, id: Uint8Array): Result<Entry, string> {
  const entry = parseEntry(body)
  if (!entry.ok) return err(`cannot be read: ${entry.error.detail}`)
  return entry.value.id === bytesToHex(id) ? entry : err('does not hash to its id')
}

/** Follows feeds and chains row by row; returns what is wrong with this one. */
function createFollower(): (row: ItemRow) => string | undefined {
  const headByFeed = new Map<string, { readonly seq: number; readonly id: string }>()
  return ({ body, grp, id, kind, party, seq, space }) => {
    if (grp.length === 0) return 'belongs to no group'
    if (id === null) return undefined
    const entry = readEntry(body, id)
    if (!entry.ok) return entry.error
    const feed = `${kind}/${[space, grp, party].map(bytesToHex).join('/')}`
    const head = headByFeed.get(feed) ?? { seq: -1, id: zeroHash }
    headByFeed.set(feed, { seq, id: entry.value.id })
    const isNext = seq === head.seq + 1 && entry.value.header.prev === head.id
    return isNext ? undefined : `does not follow number ${head.seq} of its feed`
  }
}

/** Spaces as they are counted in words: in the order in which they came. */
interface Places {
  readonly count: number
  readonly headOf: ReadonlyMap<string, number>
  readonly of: (space: Uint8Array) => string
}

async function readPlaces(rows: StoredRows): Promise<Places> {
  const headOf = new Map<string, number>()
  for await (const { head, id } of rows.rows('space')) headOf.set(bytesToHex(id), head)
  const numbers = new Map([...headOf.keys()].map((id, at) => [id, at + 1]))
  return { count: numbers.size, headOf, of: (space) => `space ${numbers.get(bytesToHex(space)) ?? 'unknown'}` }
}

/** As a sentence begins with it. */
const begin = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1)

interface Found {
  readonly count: number
  readonly bytes: number
  readonly faults: readonly string[]
}

async function verifyItems(
  rows: StoredRows,
  places: Places,
): Promise<Found & { readonly bytesByGroup: Map<string, number> }> {
  const faults: string[] = []
  const bytesByGroup = new Map<string, number>()
  const reached = new Map<string, number>()
  const follow = createFollower()
  let [count, bytes] = [0, 0]
  for await (const row of rows.rows('item')) {
    const space = bytesToHex(row.space)
    const place = `${begin(places.of(row.space))}, arrival ${row.arrival}`
    const next = (reached.get(space) ?? 0) + 1
    if (row.arrival !== next) faults.push(`${place}: numbers ${next} to ${row.arrival - 1} are missing.`)
    reached.set(space, row.arrival)
    const fault = follow(row)
    if (fault !== undefined) faults.push(`${place}: ${fault}.`)
    const group = `${space}/${bytesToHex(row.grp)}`
    bytesByGroup.set(group, (bytesByGroup.get(group) ?? 0) + row.body.length)
    count += 1
    bytes += row.body.length
  }
  for (const [at, [space, head]] of [...places.headOf].entries())
    if ((reached.get(space) ?? 0) !== head)
      faults.push(`Space ${at + 1} ends at arrival ${reached.get(space) ?? 0}, and should at ${head}.`)
  return { count, bytes, faults, bytesByGroup }
}

async function verifyKept(rows: StoredRows, places: Places): Promise<Found> {
  const faults: string[] = []
  let [count, bytes] = [0, 0]
  for await (const { body, grp, id, party, space } of rows.rows('kept')) {
    const isNamed = grp.length > 0 && party.length > 0
    const read = isNamed ? readEntry(body, id) : err('belongs to no group, or is nobody’s')
    if (!read.ok) faults.push(`Entry ${bytesToHex(id).slice(0, 12)}, kept apart in ${places.of(space)}: ${read.error}.`)
    count += 1
    bytes += body.length
  }
  return { count, bytes, faults }
}

/** The oldest pages may be gone (ES141): a space’s first one here is believed. */
async function verifyPages(rows: StoredRows, places: Places): Promise<readonly string[]> {
  const faults: string[] = []
  const last = new Map<string, { readonly page: number; readonly hash: string }>()
  for await (const { body, hash, page, space } of rows.rows('fetch_page')) {
    const id = bytesToHex(space)
    const before = last.get(id)
    last.set(id, { page, hash: bytesToHex(hash) })
    const read = parseFetchPage(body)
    const isOwn = read.ok && read.value.page === page && fetchPageHash(id as SpaceId, body) === bytesToHex(hash)
    const follows = before === undefined || (page === before.page + 1 && read.ok && read.value.prev === before.hash)
    if (!isOwn) faults.push(`Page ${page} of the log of ${places.of(space)} is not what it is called.`)
    else if (!follows)
      faults.push(`Page ${page} of the log of ${places.of(space)} does not follow page ${before.page}.`)
  }
  return faults
}

async function verifyCounts(
  rows: StoredRows,
  places: Places,
  counted: readonly ReadonlyMap<string, number>[],
): Promise<readonly string[]> {
  const faults: string[] = []
  for await (const { bytes, id, space } of rows.rows('grp')) {
    const group = `${bytesToHex(space)}/${bytesToHex(id)}`
    const there = counted.reduce((sum, each) => sum + (each.get(group) ?? 0), 0)
    if (there !== bytes) faults.push(`A group of ${places.of(space)} holds ${there} bytes, and is counted as ${bytes}.`)
  }
  return faults
}

export async function verifyStore(rows: StoredRows): Promise<StoreReport> {
  const damage = rows.damage()
  const places = await readPlaces(rows)
  const items = await verifyItems(rows, places)
  const kept = await verifyKept(rows, places)
  const attached = await verifyAttachments(rows, 'blob', places.of)
  const held = await verifyAttachments(rows, 'held_blob', places.of)
  const faults = [
    ...(damage === undefined ? [] : [`The file is damaged: ${damage}.`]),
    ...[items, kept, attached, held].flatMap((each) => each.faults),
    ...(await verifyPages(rows, places)),
    ...(await verifyCounts(rows, places, [items.bytesByGroup, attached.bytesByGroup])),
  ]
  return {
    spaces: places.count,
    items: items.count,
    bytes: items.bytes + kept.bytes + attached.bytes + held.bytes,
    blobs: attached.blobs,
    heldBlobs: held.blobs,
    kept: kept.count,
    faults: faults.slice(0, faultsShown),
  }
}
