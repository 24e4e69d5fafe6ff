/** The quarantine and the last words of removed devices, in the same file as the entries. */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, Instant } from '../../shared/lib/ids.ts'
import type { QuarantinedEntry } from '../../shared/protocol/quarantine.ts'
import { pageOf, type Quarantine } from './quarantine.ts'
import type { SqliteRefs } from './sqlite-refs.ts'
import { blobToId, idToBlob } from './sqlite-schema.ts'

interface HeldRow {
  readonly grp: number
  readonly party: number
  readonly id: Uint8Array
  readonly body: Bytes
  readonly stored: number
}

interface ErasedRow {
  readonly device: Uint8Array
  readonly signature: Bytes
  readonly told: number
}

export function createSqliteQuarantine(db: DatabaseSync, refs: SqliteRefs, now: () => Instant): Quarantine {
  const place = db.prepare(
    `select kept.rowid as place from kept join grp on grp.ref = kept.grp
      where kept.reason = 'quarantine' and grp.space = ? and kept.id = ?`,
  )
  const after = db.prepare(
    `select kept.grp, kept.party, kept.id, kept.body, kept.stored from kept join grp on grp.ref = kept.grp
      where kept.reason = 'quarantine' and grp.space = ? and kept.rowid > ?
        and not exists (select 1 from settled where settled.grp = kept.grp and settled.id = kept.id)
      order by kept.rowid limit ?`,
  )
  const settle = db.prepare(
    `insert or ignore into settled (grp, id, party, stored)
      select grp, id, ?, ? from kept where reason = 'quarantine' and grp = ? and id = ?`,
  )
  const note = db.prepare('insert or ignore into erased (space, device, signature, told) values (?, ?, ?, ?)')
  const words = db.prepare('select device, signature, told from erased where space = ? order by told, device')

  const toEntry = ({ body, grp, id, party, stored }: HeldRow): QuarantinedEntry => ({
    id: blobToId(id) as EntryId,
    group: refs.groupOf(grp),
    author: refs.partyOf(party) as DeviceId,
    storedAt: stored as Instant,
    bytes: body,
  })

  return {
    held: async (space, from, limit) => {
      const found = refs.findSpace(space)
      if (found === undefined) return { entries: [], more: false }
      const row =
        from === undefined ? undefined : (place.get(found.ref, idToBlob(from)) as { place: number } | undefined)
      const rows = after.all(found.ref, row?.place ?? 0, limit.items + 1) as unknown as readonly HeldRow[]
      return pageOf(rows.map(toEntry), limit)
    },
    settle: async (space, settled, by) => {
      const found = refs.findSpace(space)
      if (found === undefined) return
      for (const { group, id } of settled) {
        const row = refs.findGroup(found, group)
        if (row !== undefined) settle.run(refs.foundParty(by), now(), row.ref, idToBlob(id))
      }
    },
    noteErased: async (space, device, signature) => {
      const found = refs.findSpace(space)
      if (found !== undefined) note.run(found.ref, idToBlob(device), signature, now())
    },
    erased: async (space) => {
      const found = refs.findSpace(space)
      if (found === undefined) return []
      return (words.all(found.ref) as unknown as readonly ErasedRow[]).map(({ device, signature, told }) => ({
        device: blobToId(device) as DeviceId,
        signature,
        toldAt: told as Instant,
      }))
    },
  }
}
