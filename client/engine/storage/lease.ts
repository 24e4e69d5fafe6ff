/**
 * How long a device stays openable without having heard from the relay: a lost
 * one that is kept away from any network closes for good (VA13-VA15). Time is
 * counted from the highest instant any clock has shown here, so setting the
 * clock back gains nothing; but for leaps, which close it only while the clock
 * stands there, so that a clock put right again opens it (VA965). A contact with
 * the relay begins anew, whatever the clocks said.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant } from '../../../shared/lib/ids.ts'

export interface Lease {
  /** By this device's clock. */
  readonly contactAt: Instant
  readonly seenAt: Instant
}

export type LeaseTerm = keyof typeof leaseTerms

const dayMs = 86_400_000

export const leaseTerms = {
  staff: { wholeMs: 14 * dayMs, warningMs: 3 * dayMs },
  public: { wholeMs: 60 * dayMs, warningMs: 7 * dayMs },
} as const

/** An hour between two writes: a contact every few seconds is not worth a write each. */
const stepMs = 3_600_000
/** Less is a clock that was put right. */
const backMs = 3_600_000

export interface LeaseStanding {
  readonly type: 'good' | 'ending' | 'over'
  readonly endsAt: Instant
  /** The clock stands well before an instant it has shown already. */
  readonly clockSetBack: boolean
  /** It has leapt: put back to where it was, the lease is as it was. */
  readonly clockLeapt: boolean
}

export const leasePlace = { store: 'vault', key: 'lease' } as const

export function newLease(now: Instant): Lease {
  return { contactAt: now, seenAt: now }
}

export function encodeLease({ contactAt, seenAt }: Lease): Bytes {
  return encodeCbor([1, contactAt, seenAt])
}

/** A row that is not there or cannot be read begins anew: the keys are what protects, not this row. */
export function parseLease(bytes: Uint8Array | undefined, now: Instant): Lease {
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded?.ok !== true || !Array.isArray(decoded.value)) return newLease(now)
  const [version, contactAt, seenAt]: readonly unknown[] = decoded.value
  if (version !== 1 || !isInstant(contactAt) || !isInstant(seenAt)) return newLease(now)
  return { contactAt, seenAt }
}

export function seenNow(lease: Lease, now: Instant, term: LeaseTerm): Lease {
  if (isLeap(lease, now, term)) return lease
  return { ...lease, seenAt: Math.max(lease.seenAt, now) as Instant }
}

/** Twice the lease and more since it was looked at last: as likely a clock set wrong, and closed in either case. */
function isLeap({ seenAt }: Lease, now: Instant, term: LeaseTerm): boolean {
  return now - seenAt >= 2 * leaseTerms[term].wholeMs
}

/** Where the two differ by less the disk is left alone. */
export function isWorthWriting(before: Lease, after: Lease): boolean {
  return Math.abs(after.contactAt - before.contactAt) >= stepMs || Math.abs(after.seenAt - before.seenAt) >= stepMs
}

export function standingOf(lease: Lease, now: Instant, term: LeaseTerm): LeaseStanding {
  const { contactAt, seenAt } = lease
  const { warningMs, wholeMs } = leaseTerms[term]
  const endsAt = (contactAt + wholeMs) as Instant
  const left = endsAt - Math.max(seenAt, now)
  const type = left <= 0 ? 'over' : left <= warningMs ? 'ending' : 'good'
  return { type, endsAt, clockSetBack: now < seenAt - backMs, clockLeapt: isLeap(lease, now, term) }
}

function isInstant(value: unknown): value is Instant {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
