/**
 * When a device first said that it holds or has shown an entry. Each receipt
 * repeats all that came before, so only the earliest time of every number it
 * reached is kept: a set that is the same whatever came first or twice (PJ7).
 *
 * Bounded by the numbers themselves, never by how many are kept, or the answer
 * would depend on the order of arrival: the newest blocks of a feed keep every
 * number, older ones their highest, and the oldest nothing.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Frontier } from '../records/receipt.ts'
import type { ReceiptRow, ReceiptStep, ReceiptSteps } from './receipt-rows.ts'

/** Feed numbers in a block. */
const blockSize = 32
/** The newest blocks, in which every number keeps its own time. */
const exactBlocks = 2
const mostBlocks = 32

/** What one receipt says. */
export function stepsAt(frontier: Frontier, at: Instant): ReceiptSteps {
  return Object.fromEntries(Object.entries(frontier).map(([device, upTo]) => [device, [{ upTo, at }]]))
}

export function joinSteps(a: ReceiptSteps, b: ReceiptSteps): ReceiptSteps {
  const joined: Record<string, readonly ReceiptStep[]> = { ...a }
  for (const [device, steps] of Object.entries(b)) joined[device] = joinOne(joined[device] ?? [], steps)
  return sortedByDevice(joined)
}

/** When the entry was first covered; null when it is not. */
export function firstCovered(receipt: ReceiptRow, step: 'stored' | 'seen', deviceId: string, seq: number) {
  const times = (stepsOf(receipt, step)[deviceId] ?? []).filter(({ upTo }) => upTo >= seq).map(({ at }) => at)
  return times.length === 0 ? null : (Math.min(...times) as Instant)
}

/** Pages written before steps were kept have the time of the newest receipt alone. */
export function stepsOf(receipt: ReceiptRow, step: 'stored' | 'seen'): ReceiptSteps {
  return receipt.steps?.[step] ?? stepsAt(receipt[step], receipt.at)
}

function joinOne(a: readonly ReceiptStep[], b: readonly ReceiptStep[]): readonly ReceiptStep[] {
  const earliest = new Map<number, Instant>()
  for (const { at, upTo } of [...a, ...b]) earliest.set(upTo, Math.min(at, earliest.get(upTo) ?? at) as Instant)
  return bounded([...earliest].map(([upTo, at]) => ({ upTo, at })).sort((x, y) => x.upTo - y.upTo))
}

function bounded(steps: readonly ReceiptStep[]): readonly ReceiptStep[] {
  const newest = blockOf(steps.at(-1))
  return steps.filter((step, index) => {
    const behind = newest - blockOf(step)
    if (behind >= mostBlocks) return false
    return behind < exactBlocks || blockOf(step) !== blockOf(steps[index + 1])
  })
}

function blockOf(step: ReceiptStep | undefined): number {
  return Math.floor((step?.upTo ?? 0) / blockSize)
}

/** Rows are compared as text: one content, one text. */
function sortedByDevice(steps: ReceiptSteps): ReceiptSteps {
  return Object.fromEntries(Object.entries(steps).sort(([a], [b]) => (a < b ? -1 : 1)))
}
