/**
 * What snapshots stood for when this device came, fetched after all in quiet
 * moments, a group or two at a time: from then on it has the history itself, can
 * hold the snapshot against it, and bring it back to a relay that lost it. SX423.
 */
import type { Arrival, GroupId } from '../../../shared/lib/ids.ts'
import type { LateGaps } from '../receive/late-gaps.ts'
import type { Receiver } from '../receive/receiver.ts'
import type { RelayClient, Session } from '../sync/relay-client.ts'

export interface FetchFoldedDeps {
  readonly relay: RelayClient
  readonly gaps: LateGaps
  readonly take: Receiver['take']
  readonly mayRead: (group: GroupId) => boolean
  readonly showDocuments: () => Promise<void>
}

const atOnce = 2

export function createFetchFolded({ gaps, mayRead, relay, showDocuments, take }: FetchFoldedDeps) {
  const tried = new Map<GroupId, number>()
  const triesOf = (group: GroupId) => tried.get(group) ?? 0

  return async (session: Session | null): Promise<void> => {
    const groups = ((await gaps.load(false))?.groups() ?? []).filter(mayRead)
    if (session === null || groups.length === 0) return
    for (const group of groups.toSorted((a, b) => triesOf(a) - triesOf(b)).slice(0, atOnce)) {
      tried.set(group, triesOf(group) + 1)
      const onItems = async (items: Parameters<Receiver['take']>[0]) => void (await take(items, [], true))
      await relay.pull({ session, group, after: 0 as Arrival, folded: 'only', onItems })
    }
    await showDocuments()
  }
}
