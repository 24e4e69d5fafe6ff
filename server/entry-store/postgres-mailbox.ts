/** The join mailbox and the founding links, in the same database as the entries. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, InviteId } from '../../shared/lib/ids.ts'
import type { JoinMailbox, JoinRequest } from './join-mailbox.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'

interface JoinRow {
  readonly invite: Uint8Array
  readonly grp: Uint8Array
  readonly device: Uint8Array
  readonly request: Bytes
  readonly asked: number
}

export function createPostgresMailbox(query: PostgresQuery): JoinMailbox {
  async function holderOf(invite: InviteId): Promise<DeviceId | undefined> {
    const [row] = await query<{ device: Uint8Array }>('select device from joined where invite = $1', [
      idToBytes(invite),
    ])
    return row === undefined ? undefined : (bytesToId(row.device) as DeviceId)
  }

  return {
    putJoin: async ({ askedAt, device, group, invite, request, space }) => {
      const [mine] = await query(
        `insert into joined (invite, space, grp, device, request, asked) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning asked`,
        [idToBytes(invite), idToBytes(space), idToBytes(group), idToBytes(device), request, askedAt],
      )
      if (mine !== undefined) return 'waiting'
      return (await holderOf(invite)) === device ? 'same-device' : 'used'
    },
    holderOf,
    joins: async (space) => {
      const rows = await query<JoinRow>(
        'select invite, grp, device, request, asked from joined where space = $1 order by asked, invite',
        [idToBytes(space)],
      )
      return rows.map(
        (row): JoinRequest => ({
          invite: bytesToId(row.invite) as InviteId,
          space,
          group: bytesToId(row.grp) as GroupId,
          device: bytesToId(row.device) as DeviceId,
          request: row.request,
          askedAt: row.asked as Instant,
        }),
      )
    },
    sweepJoins: async (instant) => {
      await query('delete from joined where asked < $1', [instant])
    },
    allowFounding: async (hash, expiresAt) => {
      await query('insert into founding (hash, expires) values ($1, $2) on conflict do nothing', [hash, expiresAt])
    },
    knowsFounding: async (hash, now) => {
      const rows = await query('select true as known from founding where hash = $1 and expires >= $2', [hash, now])
      return rows.length > 0
    },
    useFounding: async (hash, by, now) => {
      const rows = await query(
        `update founding set used_by = $2 where hash = $1 and (used_by = $2 or (used_by is null and expires >= $3))
         returning expires`,
        [hash, idToBytes(by), now],
      )
      return rows.length > 0
    },
  }
}
