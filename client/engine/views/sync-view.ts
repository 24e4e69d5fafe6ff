/** The sync panel: every item that has not left, every item that could not be taken in, and what is known of the rest. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type {
  ColleagueRow,
  ForkView,
  ParkedItem,
  SyncView,
  WaitingItem,
  WaitingKind,
} from '../../engine-api/sync-views.ts'
import type { BlobMark } from '../blobs/blob-marks.ts'
import type { OutboxMark } from '../sync/outbox.ts'
import type { OwnFeed } from '../sync/own-feed.ts'
import { pillOf } from './pill.ts'
import { longestQueueMs } from './travel.ts'

export interface WaitingLabel {
  readonly kind: WaitingKind
  readonly initials: string
}

export interface SyncFacts {
  readonly now: Instant
  readonly marks: readonly OutboxMark[]
  readonly feedOf: (group: string) => OwnFeed | undefined
  readonly labelOf: (mark: OutboxMark) => WaitingLabel
  /** Photos that are on this device alone, and whom they are of. */
  readonly photos: readonly (BlobMark & { readonly initials: string })[]
  readonly isRead: boolean
  readonly offlineSince: Instant | null
  readonly lastContactAt: Instant | null
  readonly sending: { readonly done: number; readonly count: number } | null
  readonly parked: readonly ParkedItem[]
  readonly forks: readonly ForkView[]
  readonly rollbacks: SyncView['rollbacks']
  readonly refill: SyncView['refill']
  readonly oldCopy: SyncView['oldCopy']
  readonly space: string
  readonly ready: SyncView['ready']
  readonly colleagues: readonly ColleagueRow[]
  readonly storage: SyncView['storage']
  readonly clockSkewMs: number | null
  readonly pokes: number
}

export function syncView(facts: SyncFacts): SyncView {
  const photos = facts.photos.map((photo) => waitingPhoto(photo, facts))
  const items = [...facts.marks.map((mark) => waitingItem(mark, facts)), ...photos]
  const needsYou = items.filter((item) => isNotSent(item))
  return {
    pill: pillOf({ ...facts, ...countsOf(items), needsYou: needsYou.length }),
    offlineSince: facts.offlineSince,
    lastContactAt: facts.lastContactAt,
    waiting: items.filter((item) => !isNotSent(item)),
    needsYou,
    parked: facts.parked,
    forks: facts.forks,
    rollbacks: facts.rollbacks,
    refill: facts.refill,
    oldCopy: facts.oldCopy,
    space: facts.space,
    ready: facts.ready,
    colleagues: facts.colleagues,
    storage: facts.storage,
    clockSkewMs: facts.clockSkewMs,
    pokes: facts.pokes,
  }
}

/** That a record was opened is sent like all else, and is nothing anybody wrote: it is not counted. */
function countsOf(items: readonly WaitingItem[]): { readonly queued: number; readonly unasked: number } {
  const unasked = items.filter((item) => item.kind === 'view' && !isNotSent(item)).length
  return { queued: items.length - unasked, unasked }
}

function isNotSent({ reason }: WaitingItem): boolean {
  return reason === 'refused' || reason === 'too-long-queued'
}

function waitingItem(mark: OutboxMark, facts: SyncFacts): WaitingItem {
  const { initials, kind } = facts.labelOf(mark)
  const { problem, reason } = reasonOf(mark, facts)
  return { id: mark.id, kind, initials, bytes: mark.size, writtenAt: mark.writtenAt, reason, problem }
}

/** Photos go last: until then one waits in the queue, whatever else is on its way. */
function waitingPhoto(photo: SyncFacts['photos'][number], { now, offlineSince }: SyncFacts): WaitingItem {
  const { bytes, initials, key, problem, writtenAt } = photo
  const isLate = now - writtenAt > longestQueueMs
  const queued = offlineSince === null ? 'in-queue' : 'no-signal'
  const reason = problem === null ? (isLate ? 'too-long-queued' : queued) : 'refused'
  return { id: key, kind: 'photo', initials, bytes, writtenAt, reason, problem }
}

function reasonOf(mark: OutboxMark, facts: SyncFacts): Pick<WaitingItem, 'reason' | 'problem'> {
  const stuck = facts.feedOf(mark.group)?.stuck
  if (stuck != null && mark.seq >= stuck.seq) return { reason: 'refused', problem: stuck.problem }
  if (facts.now - mark.writtenAt > longestQueueMs) return { reason: 'too-long-queued', problem: null }
  if (facts.offlineSince !== null) return { reason: 'no-signal', problem: null }
  return { reason: facts.sending === null ? 'in-queue' : 'sending', problem: null }
}
