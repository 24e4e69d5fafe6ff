/**
 * How far something written here has travelled, from what is proven: the disk,
 * the relay's answer, signed receipts. Never from hope.
 *
 * 1. Nothing moves back: sent stays sent when the relay loses it, arrived stays
 *    arrived when its device leaves, because feeds and receipts only grow (QV1).
 * 2. Beyond "sent" only members count who were written to (QV2).
 * 3. Only a message is ever "seen": a later message read says nothing of a note
 *    before it in the same feed (QV9).
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ReceiptRow, ReceiptStep } from '../../domain/projections/receipt-rows.ts'
import { earliest, firstCovered } from '../../domain/projections/receipt-steps.ts'
import { isCovered } from '../../domain/projections/receipts.ts'
import type { Origin } from '../../domain/projections/rows.ts'
import type { Reader, ReaderStep, Travel } from '../../engine-api/travel.ts'
import { type OwnFeed, sentAt } from '../sync/own-feed.ts'

/** After this long in the queue people are told that it was not sent. */
export const longestQueueMs = 24 * 60 * 60 * 1000

/** One reader: a member, or for the public their whole team. */
export interface Recipient extends Pick<Reader, 'name' | 'face'> {
  readonly members: readonly string[]
}

export interface TravelFacts {
  readonly deviceId: string
  readonly now: Instant
  readonly feed: OwnFeed | undefined
  readonly receipts: readonly ReceiptRow[]
  /** Who was written to. */
  readonly recipients: readonly Recipient[]
  /** False for notes and the like: a receipt says that messages were in view, and of all else only that it is stored. */
  readonly canBeSeen: boolean
}

/** Null for what others wrote. */
export function travelOf(origin: Origin, facts: TravelFacts): Travel | null {
  if (!origin.own) return null
  const here = leftHere(origin, facts)
  if (here !== null) return here
  const readers = readersOf(origin, facts)
  const seen = confirmed('seen', readers)
  if (seen !== null) return { type: 'seen', by: seen.names, ...seen.first }
  const stored = confirmed('stored', readers)
  if (stored !== null) return { type: 'arrived', on: stored.names, ...stored.first }
  return { type: 'sent', at: sentInstant(origin, facts) }
}

/** Null when the relay has it, or a receipt proves that it must have had it. */
function leftHere(origin: Origin, facts: TravelFacts): Travel | null {
  if (origin.deviceId !== facts.deviceId) return null
  const index = origin.seq - 1
  const { feed, now } = facts
  if (feed !== undefined && index < feed.sentTo) return null
  if (facts.receipts.some((receipt) => isCovered(origin, receipt, 'stored'))) return null
  if (feed?.stuck != null && index >= feed.stuck.seq) {
    return { type: 'not-sent', since: feed.stuck.since, reason: { type: 'refused', problem: feed.stuck.problem } }
  }
  if (now - origin.at > longestQueueMs)
    return { type: 'not-sent', since: origin.at, reason: { type: 'too-long-queued' } }
  return { type: 'saved', at: origin.at }
}

function sentInstant(origin: Origin, { deviceId, feed }: TravelFacts): Instant {
  const sent = feed !== undefined && origin.deviceId === deviceId ? sentAt(feed, origin.seq - 1) : null
  return sent ?? origin.arrivedAt ?? origin.at
}

/** Everybody it was written to, and since when they have it and have seen it. */
export function readersOf(
  origin: Origin,
  { canBeSeen, receipts, recipients }: Pick<TravelFacts, 'canBeSeen' | 'receipts' | 'recipients'>,
): readonly Reader[] {
  const here = receipts.filter(({ groupId }) => groupId === origin.groupId)
  return recipients.map(({ face, members, name }) => {
    const theirs = here.filter(({ memberId }) => members.includes(memberId))
    const first = (step: 'stored' | 'seen') =>
      earliest(theirs.flatMap((receipt) => firstCovered(receipt, step, origin.deviceId, origin.seq) ?? []))
    const seen = first('seen')
    // What was seen on a device is stored there.
    const stored = earliest([first('stored'), seen].filter((step) => step !== null))
    return { name, face, stored: stepAfter(stored, origin), seen: canBeSeen ? stepAfter(seen, origin) : null }
  })
}

/** A reader's clock can be behind: nothing is read before it was written. */
function stepAfter(step: ReceiptStep | null, { at: writtenAt }: Origin): ReaderStep | null {
  if (step === null) return null
  const { at, learntAt } = step
  return { at: Math.max(at, writtenAt) as Instant, ...(learntAt === undefined ? {} : { learntAt }) }
}

/** Who has confirmed it, and when the first of them said so: that time stays. */
function confirmed(step: 'stored' | 'seen', readers: readonly Reader[]) {
  const who = readers.filter((reader) => reader[step] !== null)
  const [first] = who.map((reader) => reader[step]).sort((a, b) => (a?.at ?? 0) - (b?.at ?? 0))
  return first == null ? null : { names: who.map(({ name }) => name), first: { ...first, of: readers.length } }
}
