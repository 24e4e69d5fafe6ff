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

/** Later than this, and when it was stored or seen and when others could know of it are two facts. */
const lateMs = 60_000

/** What one receipt says. `arrivedAt`: when it arrived; null for one written here. */
export function stepsAt(frontier: Frontier, at: Instant, arrivedAt: Instant | null = null): ReceiptSteps {
  const late = arrivedAt !== null && arrivedAt - at >= lateMs ? { learntAt: arrivedAt } : {}
  return Object.fromEntries(Object.entries(frontier).map(([device, upTo]) => [device, [{ upTo, at, ...late }]]))
}

export function joinSteps(a: ReceiptSteps, b: ReceiptSteps): ReceiptSteps {
  const joined: Record<string, readonly ReceiptStep[]> = { ...a }
  for (const [device, steps] of Object.entries(b)) joined[device] = joinOne(joined[device] ?? [], steps)
  return sortedByDevice(joined)
}

/** The step that first covered the entry; null when none does. */
export function firstCovered(receipt: ReceiptRow, step: 'stored' | 'seen', deviceId: string, seq: number) {
  return earliest((stepsOf(receipt, step)[deviceId] ?? []).filter(({ upTo }) => upTo >= seq))
}

/** Of those confirmed at one time, the one known first. Null of none. */
export function earliest(steps: readonly ReceiptStep[]): ReceiptStep | null {
  return steps.reduce<ReceiptStep | null>(
    (first, step) => (first === null || isBefore(step, first) ? step : first),
    null,
  )
}

function isBefore(a: ReceiptStep, b: ReceiptStep): boolean {
  return a.at === b.at ? (a.learntAt ?? 0) < (b.learntAt ?? 0) : a.at < b.at
}

/** Pages written before steps were kept have the time of the newest receipt alone. */
export function stepsOf(receipt: ReceiptRow, step: 'stored' | 'seen'): ReceiptSteps {
  return receipt.steps?.[step] ?? stepsAt(receipt[step], receipt.at)
}

function joinOne(a: readonly ReceiptStep[], b: readonly ReceiptStep[]): readonly ReceiptStep[] {
  const first = new Map<number, ReceiptStep>()
  for (const step of [...a, ...b]) {
    const known = first.get(step.upTo)
    if (known === undefined || isBefore(step, known)) first.set(step.upTo, step)
  }
  return bounded([...first.values()].sort((x, y) => x.upTo - y.upTo))
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
