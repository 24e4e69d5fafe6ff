/**
 * For robots and importers (EN9): chains, boxes and what the team wrote come in;
 * what was written about people stays at the relay. A robot at the door also
 * takes what the groups of the public say, to bring them what they lack. None of
 * them shows a record or ends anybody's feed.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { type Entry, parseEntry } from '../../../shared/protocol/entry.ts'
import type { Chains } from '../membership/chains.ts'
import type { StreamItem } from '../sync/relay-client.ts'

export interface LeaveDeps {
  readonly space: SpaceId
  readonly chains: Pick<Chains, 'state'>
  readonly takesPublic: boolean
}

export function withoutCare(items: readonly StreamItem[], deps: LeaveDeps): readonly StreamItem[] {
  const born = new Set<GroupId>()
  return items.filter((item) => {
    if (item.type !== 'entry') return item.type === 'box'
    const entry = parseEntry(item.bytes)
    if (!entry.ok) return true
    if (entry.value.type === 'content') return isTaken(entry.value.header.group, born, deps)
    if (isBirthOfCare(entry.value)) born.add(entry.value.header.group)
    return true
  })
}

function isTaken(group: GroupId, born: ReadonlySet<GroupId>, { chains, space, takesPublic }: LeaveDeps): boolean {
  if ((group as string) === space) return true
  return takesPublic && !born.has(group) && chains.state(group)?.kind !== 'care'
}

function isBirthOfCare(entry: Entry): boolean {
  return entry.type === 'control' && entry.control.type === 'genesis' && entry.control.groupKind === 'care'
}
