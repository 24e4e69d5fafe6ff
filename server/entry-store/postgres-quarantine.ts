/** The quarantine and the last words of removed devices, in the same database as the entries. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant } from '../../shared/lib/ids.ts'
import type { QuarantinedEntry } from '../../shared/protocol/quarantine.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'
import { pageOf, type Quarantine } from './quarantine.ts'

interface HeldRow {
  readonly grp: Uint8Array
  readonly party: Uint8Array
  readonly id: Uint8Array
  readonly body: Bytes
  readonly stored: number
}

interface ErasedRow {
  readonly device: Uint8Array
  readonly signature: Bytes
  readonly told: number
}

function toEntry({ body, grp, id, party, stored }: HeldRow): QuarantinedEntry {
  return {
    id: bytesToId(id) as EntryId,
    group: bytesToId(grp) as GroupId,
    author: bytesToId(party) as DeviceId,
    storedAt: stored as Instant,
    bytes: body,
  }
}

export function createPostgresQuarantine(query: PostgresQuery, now: () => Instant): Quarantine {
  return {
    held: async (space, from, limit) => {
      const rows = await query<HeldRow>(
        `select grp, party, id, body, stored from kept
         where space = $1 and reason = 'quarantine' and settled_by is null and came > coalesce(
           (select max(came) from kept where space = $1 and reason = 'quarantine' and id = $2), 0)
         order by came limit $3`,
        [idToBytes(space), from === undefined ? null : idToBytes(from), limit.items + 1],
      )
      return pageOf(rows.map(toEntry), limit)
    },
    settle: async (space, settled, by) => {
      await query(
        `update kept set settled_by = $4, settled = $5 from unnest($2::bytea[], $3::bytea[]) as decided (grp, id)
         where kept.space = $1 and reason = 'quarantine' and kept.grp = decided.grp and kept.id = decided.id
           and settled_by is null`,
        [
          ...[idToBytes(space), settled.map(({ group }) => idToBytes(group)), settled.map(({ id }) => idToBytes(id))],
          ...[idToBytes(by), now()],
        ],
      )
    },
    noteErased: async (space, device, signature) => {
      await query(
        `insert into erased (space, device, signature, told) select id, $2, $3, $4 from space where id = $1
         on conflict do nothing`,
        [idToBytes(space), idToBytes(device), signature, now()],
      )
    },
    erased: async (space) => {
      const rows = await query<ErasedRow>(
        'select device, signature, told from erased where space = $1 order by told, device',
        [idToBytes(space)],
      )
      return rows.map(({ device, signature, told }) => ({
        device: bytesToId(device) as DeviceId,
        signature: signature,
        toldAt: told as Instant,
      }))
    },
  }
}
