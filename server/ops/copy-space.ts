/** One space out of a store's file, as a pull of everything would send it: for the archive, which opens it without any device. Reads only. */
import { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { concatBytes, hexToBytes } from '../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { encodePullItem } from '../../shared/protocol/pull.ts'
import { arrivalsPerSpace, kindBox } from '../entry-store/sqlite-schema.ts'

/** Undefined when there is no such space; without a name, the only one there is. */
export function copySpace(path: string, space?: string): Bytes | undefined {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const spaces = db.prepare('select ref, id, generation from space').all() as unknown as readonly SpaceRow[]
    const named = space === undefined ? spaces : spaces.filter(({ id }) => Buffer.from(id).equals(hexToBytes(space)))
    const [found] = named
    if (found === undefined || named.length > 1) return undefined
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
