/**
 * Snapshots that came for what was left out here: which of them are used. One is
 * where it names what is missing, each feed it names is here as far as it names
 * it, and whoever wrote in it might write this document, no leaver beyond its
 * cut. What it names is a hole no more that has to be fetched at once (SX424);
 * the document itself is opened when Automerge is. Loaded when there are any.
 */
import type { DeviceId, EntryId } from '../../../shared/lib/ids.ts'
import { documentBy, documentOf } from '../../../shared/membership/documents.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import type { IncomingSnapshot } from '../documents/doc-store.ts'
import type { Chains } from '../membership/chains.ts'
import type { Batch } from '../receive/batch.ts'
import { type Gaps, type GapsOverlay, touches, withNamed, withoutNames } from '../receive/gaps.ts'
import type { Opened, OpenedSnapshot } from '../receive/open-records.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import { snapshotDueWrites } from './due.ts'
import type { FoldedFeed } from './payload.ts'

export interface UseSnapshotsDeps {
  readonly chains: Chains
  readonly device: DeviceId
  readonly feeds: Pick<OwnFeeds, 'of'>
}

/** Those whose documents are to be opened; all of others are noted, to be held against their entries. */
export function useSnapshots(
  deps: UseSnapshotsDeps,
  batch: Batch,
  { snapshots }: Pick<Opened, 'snapshots'>,
): readonly IncomingSnapshot[] {
  const { gaps } = batch
  batch.writes.push(...snapshotDueWrites(snapshots, deps.device))
  return gaps === undefined ? [] : snapshots.flatMap((snapshot) => use(deps, batch, gaps, snapshot) ?? [])
}

function use(
  deps: UseSnapshotsDeps,
  batch: Batch,
  gaps: GapsOverlay,
  { item: { entry }, payload, snapshot: { feeds } }: OpenedSnapshot,
): IncomingSnapshot | undefined {
  const { doc, group, writtenAt } = entry.header
  const chain = deps.chains.state(group)
  const name = chain === undefined ? undefined : documentOf(chain, doc, writtenAt)
  if (chain === undefined || name === undefined) return undefined
  const team = deps.chains.team()
  const isTrue = ({ changes, device, snapshots }: FoldedFeed): boolean => {
    const last = Math.max(-1, ...[...changes, ...snapshots].map(({ to }) => to))
    const next = device === deps.device ? deps.feeds.of(group).next : batch.frontiers.of(group, device).next
    const role = deviceIn(chain, team, device)?.role
    const isTheirs = role !== undefined && documentBy(role, chain, doc, writtenAt) !== undefined
    return isTheirs && last < next && last < (chain.cuts[device] ?? Number.POSITIVE_INFINITY)
  }
  const isWanted = feeds.some(({ changes, device, snapshots }) =>
    touches(gaps.of(group, device).holes, [...changes, ...snapshots]),
  )
  if (!isWanted || !feeds.every(isTrue)) return undefined
  for (const { changes, device, snapshots } of feeds) {
    gaps.set(group, device, withNamed(gaps.of(group, device), [...changes, ...snapshots], entry.id))
  }
  return { entry: entry.id, doc, name, payload }
}

/** They were no good: what they named is to be fetched. */
export function withoutSnapshot(gaps: Gaps, bad: readonly EntryId[]): GapsOverlay {
  const overlay = gaps.begin()
  for (const group of gaps.groups()) {
    for (const [author, feed] of gaps.inGroup(group)) {
      const isTouched = feed.named.some(({ by }) => bad.includes(by))
      if (isTouched) overlay.set(group, author, bad.reduce(withoutNames, feed))
    }
  }
  return overlay
}
