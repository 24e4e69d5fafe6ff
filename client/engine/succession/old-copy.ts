/** What the sync panel says of a device whose own feed is forked, and of what is sealed again since. Rules SX180, SX184. */
import { isClinical } from '../../../shared/membership/standing.ts'
import type { OldCopyView } from '../../engine-api/start-anew.ts'
import type { OpenDevice } from '../open-device.ts'
import type { OwnFeed } from '../sync/own-feed.ts'

/** The relay holds another entry under a number this device used, or before one. */
export function isForked({ stuck }: OwnFeed): boolean {
  return stuck?.problem === 'fork' || stuck?.problem === 'previous-mismatch'
}

export function oldCopyView({ chains, device, feeds, unsent }: OpenDevice): OldCopyView | null {
  const kept = unsent.all().filter(({ type }) => type === 'kept')
  const byHand = kept.filter((each) => each.type === 'kept' && each.byHand).length
  const forked = feeds.all().some(isForked)
  if (!forked && kept.length === 0) return null
  const role = chains.team()?.devices[device]?.role
  return {
    isForked: forked,
    mayBegin: role !== undefined && isClinical(role),
    sealing: kept.length - byHand,
    byHand,
  }
}
