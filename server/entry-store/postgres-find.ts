/**
 * Whether entries are stored already, which is asked of each that comes: those of
 * one space that are asked for in one turn of the event loop are one statement.
 */
import type { Arrival, SpaceId } from '../../shared/lib/ids.ts'
import type { EntryStore } from './entry-store.ts'
import { idToBytes, type PostgresQuery } from './postgres-client.ts'
import { kindContent } from './postgres-schema.ts'

type Entry = Parameters<EntryStore['findContent']>[1]

interface Asked {
  readonly entry: Entry
  readonly resolve: (arrival: Arrival | undefined) => void
  readonly reject: (reason: unknown) => void
}

export function createContentFinder(query: PostgresQuery): EntryStore['findContent'] {
  const waiting = new Map<SpaceId, Asked[]>()

  async function find(space: SpaceId): Promise<void> {
    const asked = waiting.get(space) ?? []
    waiting.delete(space)
    const column = (name: 'group' | 'author' | 'id') => asked.map(({ entry }) => idToBytes(entry[name]))
    try {
      const rows = await query<{ n: number; arrival: number }>(
        `select asked.n, item.arrival
         from unnest($2::bytea[], $3::bytea[], $4::bigint[], $5::bytea[]) with ordinality as asked (grp, party, seq, id, n)
         join item on item.space = $1 and item.grp = asked.grp and item.kind = ${kindContent}
           and item.party = asked.party and item.seq = asked.seq and item.id = asked.id`,
        [idToBytes(space), column('group'), column('author'), asked.map(({ entry }) => entry.seq), column('id')],
      )
      const arrivals = new Map(rows.map(({ arrival, n }) => [n, arrival as Arrival]))
      for (const [at, { resolve }] of asked.entries()) resolve(arrivals.get(at + 1))
    } catch (failure) {
      for (const { reject } of asked) reject(failure)
    }
  }

  return (space, entry) =>
    new Promise((resolve, reject) => {
      const asked = waiting.get(space) ?? []
      if (asked.push({ entry, resolve, reject }) > 1) return
      waiting.set(space, asked)
      setImmediate(() => void find(space))
    })
}
