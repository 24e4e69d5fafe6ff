/** Snapshots of others that nobody here has held against their entries yet: one row each, in clear, by their place. */
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { logKey } from '../sync/outbox.ts'

export interface DuePlace {
  readonly group: GroupId
  readonly author: DeviceId
  readonly seq: number
}

const prefix = 'snapshot/'

/** For the commit that brings them. */
export function snapshotDueWrites(
  snapshots: readonly { readonly item: { readonly entry: ContentEntry } }[],
  device: DeviceId,
): readonly Write[] {
  const others = snapshots.filter(({ item }) => item.entry.header.author !== device)
  return others.map(({ item }) => dueWrite(item.entry.header, new Uint8Array([1])))
}

export function dueWrite({ author, group, seq }: DuePlace, value: Write['value']): Write {
  return { store: 'meta', key: prefix + logKey(group, author, seq), value }
}

export async function readDue(store: Pick<DeviceStore, 'scan'>): Promise<DuePlace[]> {
  return (await store.scan('meta', prefix, `${prefix}g`)).map(({ key }) => {
    const [group, author, seq] = key.slice(prefix.length).split('/') as [GroupId, DeviceId, string]
    return { group, author, seq: Number(seq) }
  })
}
