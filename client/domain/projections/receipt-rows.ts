/** What is known of who holds and has seen a group's messages, as rows. */
import type { Instant } from '../../../shared/lib/ids.ts'

/** What one device says it holds and has shown of a group's messages: by author device, all up to this feed number. */
export interface ReceiptRow {
  readonly groupId: string
  readonly deviceId: string
  readonly memberId: string
  readonly stored: Readonly<Record<string, number>>
  readonly seen: Readonly<Record<string, number>>
  /** When the newest of its receipts was written. */
  readonly at: Instant
  /** When each number was first reached, see receipt-steps.ts; absent on pages from before: then `at` stands for all. */
  readonly steps?: { readonly stored: ReceiptSteps; readonly seen: ReceiptSteps }
}

/** By author device, in the order of the numbers. */
export type ReceiptSteps = Readonly<Record<string, readonly ReceiptStep[]>>

/** A receipt written at that time was the first to reach this number of the feed. */
export interface ReceiptStep {
  readonly upTo: number
  readonly at: Instant
  /** When others could first know of it, where that was late (read without signal): two facts then. */
  readonly learntAt?: Instant
}
