/**
 * Looks a store's file over without changing it: is SQLite content with it, is
 * arrival without a hole, does every entry hash to the id it is kept under, and
 * does every feed and chain follow itself. ES1, ES3 and ES6, after the fact.
 */
import { DatabaseSync } from 'node:sqlite'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import { zeroHash } from '../../shared/lib/ids.ts'
import { parseEntry } from '../../shared/protocol/entry.ts'

export interface StoreReport {
  readonly spaces: number
  readonly items: number
  readonly bytes: number
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

export function verifyStore(path: string): StoreReport {
  const db = new DatabaseSync(path, { readOnly: true })
  const faults: string[] = []
  const follow = createFollower()
  const expected = new Map<number, number>()
  let items = 0
  let bytes = 0
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
  } finally {
    db.close()
  }
  return { spaces: expected.size, items, bytes, faults: faults.slice(0, faultsShown) }
}
