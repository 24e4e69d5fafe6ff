/**
 * For robots and importers (EN9): chains, boxes and what the team wrote come in;
 * what was written about people stays at the relay. Such a device can let people
 * in and write, shows no record, and does no chores: a feed it has not read it
 * must not cut.
 */
import type { SpaceId } from '../../../shared/lib/ids.ts'
import { parseEntry } from '../../../shared/protocol/entry.ts'
import type { StreamItem } from '../sync/relay-client.ts'

export function withoutCare(items: readonly StreamItem[], space: SpaceId): readonly StreamItem[] {
  return items.filter((item) => {
    if (item.type === 'box') return true
    const entry = parseEntry(item.bytes)
    return !entry.ok || entry.value.type === 'control' || (entry.value.header.group as string) === space
  })
}
