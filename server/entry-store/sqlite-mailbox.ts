/** The join mailbox and the founding links, in the same file as the entries. */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, InviteId } from '../../shared/lib/ids.ts'
import type { JoinMailbox, JoinRequest } from './join-mailbox.ts'
import type { SqliteRefs } from './sqlite-refs.ts'
import { blobToId, idToBlob } from './sqlite-schema.ts'

interface JoinRow {
  readonly invite: Uint8Array
  readonly grp: Uint8Array
  readonly device: Uint8Array
  readonly request: Bytes
  readonly asked: number
}

export function createSqliteMailbox(db: DatabaseSync, refs: SqliteRefs): JoinMailbox {
  const holder = db.prepare('select device from joined where invite = ?')
  const insert = db.prepare('insert into joined (invite, space, grp, device, request, asked) values (?, ?, ?, ?, ?, ?)')
  const ofSpace = db.prepare(
    'select invite, grp, device, request, asked from joined where space = ? order by asked, invite',
  )
  const sweep = db.prepare('delete from joined where asked < ?')
  const allow = db.prepare('insert or ignore into founding (hash, expires) values (?, ?)')
  const known = db.prepare('select 1 from founding where hash = ? and expires >= ?')
  const take = db.prepare(
    'update founding set space = ? where hash = ? and (space = ? or (space is null and expires >= ?))',
  )

  return {
    putJoin: async (join) => {
      const held = holder.get(idToBlob(join.invite)) as { device: Uint8Array } | undefined
      if (held !== undefined) return blobToId(held.device) === join.device ? 'same-device' : 'used'
      const { ref } = refs.foundSpace(join.space)
      insert.run(idToBlob(join.invite), ref, idToBlob(join.group), idToBlob(join.device), join.request, join.askedAt)
      return 'waiting'
    },
    holderOf: async (invite) => {
      const held = holder.get(idToBlob(invite)) as { device: Uint8Array } | undefined
      return held === undefined ? undefined : (blobToId(held.device) as DeviceId)
    },
    joins: async (space) => {
      const found = refs.findSpace(space)
      if (found === undefined) return []
      const rows = ofSpace.all(found.ref) as unknown as JoinRow[]
      return rows.map(
        (row): JoinRequest => ({
          invite: blobToId(row.invite) as InviteId,
          space,
          group: blobToId(row.grp) as GroupId,
          device: blobToId(row.device) as DeviceId,
          request: row.request,
          askedAt: row.asked as Instant,
        }),
      )
    },
    sweepJoins: async (instant) => {
      sweep.run(instant)
    },
    allowFounding: async (hash, expiresAt) => {
      allow.run(hash, expiresAt)
    },
    knowsFounding: async (hash, now) => known.get(hash, now) !== undefined,
    useFounding: async (hash, by, now) => {
      const id = idToBlob(by)
      return Number(take.run(id, hash, id, now).changes) === 1
    },
  }
}
