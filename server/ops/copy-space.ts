/** One space out of a store's file, as a pull of everything would send it: for the archive, which opens it without any device. Reads only. */
import { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { encodePullItem } from '../../shared/protocol/pull.ts'
import { piecesPerBlob } from '../blobs/sqlite-blob-schema.ts'
import { arrivalsPerSpace, kindBox } from '../entry-store/sqlite-schema.ts'

/** Undefined when there is no such space; without a name, the only one there is. */
export function copySpace(path: string, space?: string): Bytes | undefined {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const found = findSpace(db, space)
    if (found === undefined) return undefined
    const from = found.ref * arrivalsPerSpace
    const rows = db
      .prepare('select key, body, stored from item where key > ? and key < ? and kind <> ? order by key')
      .all(from, from + arrivalsPerSpace, kindBox) as unknown as readonly ItemRow[]
    const entries = rows.map(({ body, key, stored }) =>
      encodePullItem({
        type: 'entry',
        arrival: (key - from) as Arrival,
        bytes: new Uint8Array(body),
        storedAt: stored as Instant,
      }),
    )
    const head = ((rows.at(-1)?.key ?? from) - from) as Arrival
    const start = {
      type: 'start',
      generation: new Uint8Array(found.generation),
      head,
      serverTime: 0 as Instant,
    } as const
    return concatBytes(encodePullItem(start), ...entries, encodePullItem({ type: 'end', cursor: head, more: false }))
  } finally {
    db.close()
  }
}

/** Hands out each attachment of that space, sealed, under its hash; how many there were. */
export function copyBlobs(
  path: string,
  space: string | undefined,
  take: (blob: string, sealed: Bytes) => void,
): number {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const found = findSpace(db, space)
    if (found === undefined || db.prepare("select 1 from sqlite_master where name = 'blob'").get() === undefined)
      return 0
    const rows = db
      .prepare(
        'select blob.ref, blob.id from blob join grp on grp.ref = blob.grp where grp.space = ? order by blob.ref',
      )
      .all(found.ref) as unknown as readonly { readonly ref: number; readonly id: Uint8Array }[]
    const pieces = db.prepare('select body from blob_piece where key >= ? and key < ? order by key')
    for (const { id, ref } of rows) {
      const bodies = pieces.all(ref * piecesPerBlob, (ref + 1) * piecesPerBlob)
      take(bytesToHex(id), concatBytes(...bodies.map(({ body }) => body as Uint8Array)))
    }
    return rows.length
  } finally {
    db.close()
  }
}

/** Without a name, the only one there is. */
function findSpace(db: DatabaseSync, space: string | undefined): SpaceRow | undefined {
  const spaces = db.prepare('select ref, id, generation from space').all() as unknown as readonly SpaceRow[]
  const named = space === undefined ? spaces : spaces.filter(({ id }) => Buffer.from(id).equals(hexToBytes(space)))
  return named.length > 1 ? undefined : named[0]
}

interface SpaceRow {
  readonly ref: number
  readonly id: Uint8Array
  readonly generation: Uint8Array
}

interface ItemRow {
  readonly key: number
  readonly body: Uint8Array
  readonly stored: number
}
