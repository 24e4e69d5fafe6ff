/**
 * Which groups there are chains of, by the keys of the chains' rows. Neither a key nor a chain is needed to tell, and of
 * a whole neighbourhood it takes as long as opening does: it is made while somebody types a passphrase (KR1050).
 */
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { GroupKind } from '../../../shared/protocol/control.ts'
import type { StoredItem } from '../storage/device-store.ts'
import { createGroupIndex, type GroupIndex } from './group-index.ts'

export interface ChainRows {
  readonly groups: GroupIndex
  readonly unread: Map<GroupId, StoredItem>
}

const ahead = new WeakMap<readonly StoredItem[], ChainRows>()

export function indexAhead(items: readonly StoredItem[]): void {
  ahead.set(items, indexed(items))
}

/** Whoever takes them changes them: they are given out once. */
export function takeChainRows(items: readonly StoredItem[]): ChainRows {
  const rows = ahead.get(items) ?? indexed(items)
  ahead.delete(items)
  return rows
}

function indexed(items: readonly StoredItem[]): ChainRows {
  const groups = createGroupIndex()
  const unread = new Map<GroupId, StoredItem>()
  for (const item of items) {
    const [kind, about, group] = item.key.split('/') as [GroupKind, PersonId | '', GroupId]
    groups.add(kind, about === '' ? null : about, group)
    unread.set(group, item)
  }
  return { groups, unread }
}
