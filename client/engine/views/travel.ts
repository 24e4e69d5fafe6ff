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
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import { firstCovered } from '../../domain/projections/receipt-steps.ts'
import { isCovered, membersWho } from '../../domain/projections/receipts.ts'
import type { Origin } from '../../domain/projections/rows.ts'
import type { Travel } from '../../engine-api/queries.ts'
import { type OwnFeed, sentAt } from '../sync/own-feed.ts'

/** After this long in the queue people are told that it was not sent. */
export const longestQueueMs = 24 * 60 * 60 * 1000

export interface Recipient {
  readonly memberId: string
  readonly name: string
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
  const seen = confirmed('seen', origin, facts)
  const stored = confirmed('stored', origin, facts)
  const of = facts.recipients.length
  if (facts.canBeSeen && seen.names.length > 0) return { type: 'seen', at: seen.at, by: seen.names, of }
  if (stored.names.length > 0) return { type: 'arrived', at: stored.at, on: stored.names, of }
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

interface Confirmed {
  readonly names: readonly string[]
  readonly at: Instant
}

/** Whoever it was written to and has it, and when the first of them said so: that time stays. */
function confirmed(step: 'stored' | 'seen', origin: Origin, { receipts, recipients }: TravelFacts): Confirmed {
  const members = new Set(membersWho(step, origin, receipts))
  const reached = recipients.filter(({ memberId }) => members.has(memberId))
  const ids = new Set(reached.map(({ memberId }) => memberId))
  const times = receipts
    .filter((receipt) => receipt.groupId === origin.groupId && ids.has(receipt.memberId))
    .flatMap((receipt) => {
      const seen = firstCovered(receipt, 'seen', origin.deviceId, origin.seq)
      const stored = step === 'seen' ? null : firstCovered(receipt, 'stored', origin.deviceId, origin.seq)
      return [seen, stored].filter((time) => time !== null)
    })
  // A reader's clock can be behind: nothing is read before it was written.
  const at = times.length === 0 ? origin.at : Math.max(Math.min(...times), origin.at)
  return { names: reached.map(({ name }) => name), at: at as Instant }
}
