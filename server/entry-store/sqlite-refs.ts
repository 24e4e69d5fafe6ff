/**
 * Small integers for ids, and the running numbers of the spaces and groups in
 * use: next arrival and bytes kept. They are the store's memory of its own
 * file; a rolled back transaction forgets them all, and they are read again.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { arrivalsPerSpace, blobToId, idToBlob } from './sqlite-schema.ts'

export interface SpaceRow {
  readonly ref: number
  readonly generation: Bytes
  head: number
  bytes: number
}

export interface GroupRow {
  readonly ref: number
  readonly id: GroupId
  readonly space: SpaceRow
  bytes: number
}

export interface SqliteRefs {
  readonly findSpace: (id: SpaceId) => SpaceRow | undefined
  readonly foundSpace: (id: SpaceId) => SpaceRow
  readonly findGroup: (space: SpaceRow, id: GroupId) => GroupRow | undefined
  readonly foundGroup: (space: SpaceRow, id: GroupId) => GroupRow
  readonly groupOf: (ref: number) => GroupId
  readonly findParty: (id: string) => number | undefined
  readonly foundParty: (id: string) => number
  readonly partyOf: (ref: number) => string
  readonly forget: () => void
}

export function createSqliteRefs(db: DatabaseSync, randomBytes: (length: number) => Bytes): SqliteRefs {
  const spaceById = new Map<SpaceId, SpaceRow>()
  const groupByKey = new Map<string, GroupRow>()
  const groupIdByRef = new Map<number, GroupId>()
  const parties = createParties(db)
  const selectSpace = db.prepare('select ref, generation from space where id = ?')
  const insertSpace = db.prepare('insert into space (id, generation) values (?, ?)')
  const selectHead = db.prepare('select max(key) as key from item where key > ? and key < ?')
  const selectSpaceBytes = db.prepare('select coalesce(sum(bytes), 0) as bytes from grp where space = ?')
  const selectGroup = db.prepare('select ref, bytes from grp where space = ? and id = ?')
  const insertGroup = db.prepare('insert into grp (space, id, bytes) values (?, ?, 0)')
  const selectGroupId = db.prepare('select id from grp where ref = ?')

  function findSpace(id: SpaceId): SpaceRow | undefined {
    const known = spaceById.get(id)
    if (known !== undefined) return known
    const row = selectSpace.get(idToBlob(id)) as { ref: number; generation: Bytes } | undefined
    if (row === undefined) return undefined
    const base = row.ref * arrivalsPerSpace
    const newest = selectHead.get(base, base + arrivalsPerSpace) as { key: number | null }
    const { bytes } = selectSpaceBytes.get(row.ref) as { bytes: number }
    const space = { ref: row.ref, generation: row.generation, head: newest.key === null ? 0 : newest.key - base, bytes }
    spaceById.set(id, space)
    return space
  }

  function findGroup(space: SpaceRow, id: GroupId): GroupRow | undefined {
    const key = `${space.ref}/${id}`
    const known = groupByKey.get(key)
    if (known !== undefined) return known
    const row = selectGroup.get(space.ref, idToBlob(id)) as { ref: number; bytes: number } | undefined
    if (row === undefined) return undefined
    const group = { ref: row.ref, id, space, bytes: row.bytes }
    groupByKey.set(key, group)
    groupIdByRef.set(row.ref, id)
    return group
  }

  function groupOf(ref: number): GroupId {
    const known = groupIdByRef.get(ref)
    if (known !== undefined) return known
    const row = selectGroupId.get(ref) as { id: Uint8Array }
    const id = blobToId(row.id) as GroupId
    groupIdByRef.set(ref, id)
    return id
  }

  return {
    ...parties,
    findSpace,
    foundSpace: (id) => {
      const known = findSpace(id)
      if (known !== undefined) return known
      insertSpace.run(idToBlob(id), randomBytes(16))
      return findSpace(id)!
    },
    findGroup,
    foundGroup: (space, id) => {
      const known = findGroup(space, id)
      if (known !== undefined) return known
      insertGroup.run(space.ref, idToBlob(id))
      return findGroup(space, id)!
    },
    groupOf,
    forget: () => {
      spaceById.clear()
      groupByKey.clear()
      groupIdByRef.clear()
      parties.forget()
    },
  }
}

function createParties(db: DatabaseSync) {
  const refById = new Map<string, number>()
  const idByRef = new Map<number, string>()
  const select = db.prepare('select ref from party where id = ?')
  const selectId = db.prepare('select id from party where ref = ?')
  const insert = db.prepare('insert into party (id) values (?)')

  function findParty(id: string): number | undefined {
    const known = refById.get(id)
    if (known !== undefined) return known
    const row = select.get(idToBlob(id)) as { ref: number } | undefined
    if (row !== undefined) refById.set(id, row.ref)
    return row?.ref
  }

  return {
    findParty,
    foundParty: (id: string): number => {
      const known = findParty(id)
      if (known !== undefined) return known
      insert.run(idToBlob(id))
      return findParty(id)!
    },
    partyOf: (ref: number): string => {
      const known = idByRef.get(ref)
      if (known !== undefined) return known
      const id = blobToId((selectId.get(ref) as { id: Uint8Array }).id)
      idByRef.set(ref, id)
      return id
    },
    forget: (): void => {
      refById.clear()
      idByRef.clear()
    },
  }
}
