/** What the sync panel says of a device whose own feed is forked, and of what is sealed again since. Rules SX180, SX184. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { activeOn } from '../../../shared/membership/standing.ts'
import type { OldCopyView } from '../../engine-api/start-anew.ts'
import type { OpenDevice } from '../open-device.ts'
import type { OwnFeed } from '../sync/own-feed.ts'

/** The relay holds another entry under a number this device used, or before one. */
export function isForked({ stuck }: OwnFeed): boolean {
  return stuck?.problem === 'fork' || stuck?.problem === 'previous-mismatch'
}

export function oldCopyView(device: OpenDevice): OldCopyView | null {
  const kept = device.unsent.all().filter(({ type }) => type === 'kept')
  const byHand = kept.filter((each) => each.type === 'kept' && each.byHand).length
  const forked = device.feeds.all().some(isForked)
  if (!forked && kept.length === 0) return null
  return { isForked: forked, mayBegin: mayStartAnew(device), sealing: kept.length - byHand, byHand }
}

/** Nowhere it hands over may there be two histories: a device adds to neither (SX121). */
export function mayStartAnew(device: OpenDevice): boolean {
  const groups = groupsNaming(device)
  return groups.includes(device.own.group) && !groups.some(device.forks.stops)
}

/** Where this identity is in by name, the group it was let into last. Clinical staff are in by the team alone. */
export function groupsNaming({ chains, device, own }: OpenDevice): readonly GroupId[] {
  const named = chains.all().filter((chain) => activeOn(chain, device, chain.seq) !== undefined)
  const groups = named.map(({ group }) => group)
  return [...groups.filter((group) => group !== own.group), ...groups.filter((group) => group === own.group)]
}
