/**
 * Looks a store's file over without changing it: is SQLite content with it, is
 * arrival without a hole, does every entry hash to the id it is kept under, and
 * does every feed and chain follow itself. ES1, ES3 and ES6, after the fact; and
 * is every attachment whole, and is it what it is called (ES400, ES404).
 */
import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { zeroHash } from '../../shared/lib/ids.ts'
import { parseEntry } from '../../shared/protocol/entry.ts'
import { piecesPerBlob } from '../blobs/sqlite-blob-schema.ts'

export interface StoreReport {
  readonly spaces: number
  readonly items: number
  /** Entries and attachments together. */
  readonly bytes: number
  /** The hashes of the attachments. */
  readonly blobs: readonly string[]
  /** Plain sentences; none means sound. */
  readonly faults: readonly string[]
}

interface Row {
  readonly key: number
  readonly kind: number
  readonly grp: number
  readonly party: number
  readonly seq: number
  readonly id: Uint8Array | null
  readonly body: Uint8Array
}

const arrivalsPerSpace = 2 ** 36
const faultsShown = 20

/** Follows feeds and chains row by row; returns what is wrong with this one. */
function createFollower(): (row: Row) => string | undefined {
  const headByFeed = new Map<string, { readonly seq: number; readonly id: string }>()
  return ({ body, grp, id, kind, party, seq }) => {
    if (id === null) return undefined
    const entry = parseEntry(body)
    if (!entry.ok) return `cannot be read: ${entry.error.detail}`
    if (entry.value.id !== bytesToHex(id)) return 'does not hash to its id'
    const feed = `${kind}/${grp}/${party}`
    const head = headByFeed.get(feed) ?? { seq: -1, id: zeroHash }
    headByFeed.set(feed, { seq, id: entry.value.id })
    const isNext = seq === head.seq + 1 && entry.value.header.prev === head.id
    return isNext ? undefined : `does not follow number ${head.seq} of its feed`
  }
}

interface BlobRow {
  readonly ref: number
  readonly id: Uint8Array
  readonly bytes: number
}

/** What is wrong with one attachment; nothing, where its pieces are what it is called. */
function blobFault(db: DatabaseSync, { bytes, id, ref }: BlobRow): string | undefined {
  const pieces = db.prepare('select body from blob_piece where key >= ? and key < ? order by key')
  const hash = createHash('sha256')
  let length = 0
  for (const { body } of pieces.iterate(ref * piecesPerBlob, (ref + 1) * piecesPerBlob)) {
    hash.update(body as Uint8Array)
    length += (body as Uint8Array).length
  }
  if (length !== bytes) return `has ${length} bytes of ${bytes}`
  return hash.digest('hex') === bytesToHex(id) ? undefined : 'does not hash to its name'
}

function verifyBlobs(db: DatabaseSync): Pick<StoreReport, 'blobs' | 'bytes' | 'faults'> {
  // A file from before there were any has no such table.
  if (db.prepare("select 1 from sqlite_master where name = 'blob'").get() === undefined)
    return { blobs: [], bytes: 0, faults: [] }
  const rows = db.prepare('select ref, id, bytes from blob order by ref').all() as unknown as readonly BlobRow[]
  const faults = rows.flatMap((row) => {
    const fault = blobFault(db, row)
    return fault === undefined ? [] : [`Attachment ${row.ref} ${fault}.`]
  })
  const stray = db.prepare(
    `select count(*) as count from blob_piece where key / ${piecesPerBlob} not in (select ref from blob)`,
  )
  const { count } = stray.get() as { readonly count: number }
  if (count > 0) faults.push(`${count} pieces belong to no attachment.`)
  return { blobs: rows.map(({ id }) => bytesToHex(id)), bytes: rows.reduce((sum, row) => sum + row.bytes, 0), faults }
}

export function verifyStore(path: string): StoreReport {
  const db = new DatabaseSync(path, { readOnly: true })
  const faults: string[] = []
  const follow = createFollower()
  const expected = new Map<number, number>()
  let items = 0
  let bytes = 0
  let blobs: readonly string[] = []
  try {
    const sound = db.prepare('pragma integrity_check').get() as { integrity_check: string }
    if (sound.integrity_check !== 'ok') faults.push(`The file is damaged: ${sound.integrity_check}.`)
    const rows = db.prepare('select key, kind, grp, party, seq, id, body from item order by key').iterate()
    for (const row of rows as unknown as Iterable<Row>) {
      const space = Math.floor(row.key / arrivalsPerSpace)
      const arrival = row.key % arrivalsPerSpace
      const next = (expected.get(space) ?? 0) + 1
      const place = `Space ${space}, arrival ${arrival}`
      if (arrival !== next) faults.push(`${place}: numbers ${next} to ${arrival - 1} are missing.`)
      expected.set(space, arrival)
      const fault = follow(row)
      if (fault !== undefined) faults.push(`${place}: ${fault}.`)
      items += 1
      bytes += row.body.length
    }
    const attached = verifyBlobs(db)
    blobs = attached.blobs
    bytes += attached.bytes
    faults.push(...attached.faults)
  } finally {
    db.close()
  }
  return { spaces: expected.size, items, bytes, blobs, faults: faults.slice(0, faultsShown) }
}
