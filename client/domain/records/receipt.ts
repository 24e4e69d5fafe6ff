/**
 * A receipt: what this device holds and has shown of a group's messages, as a
 * frontier. "All of device F's entries up to n" is one number, so a receipt
 * stays small whatever it confirms, and a newer one replaces an older one.
 * On the wire the frontiers are lists of [device, number] in the order of the
 * device ids, because a map there has text keys.
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written } from './record-base.ts'
import { idSchema, idToWire, integerSchema } from './wire-values.ts'

/** By author device: everything up to this number of its feed in this group. */
export type Frontier = Readonly<Record<string, number>>

export interface ReceiptInput {
  readonly stored: Frontier
  readonly seen: Frontier
}

export interface ReceiptRecord extends RecordBase {
  readonly type: 'receipt'
  readonly v: 1
  readonly stored: Frontier
  readonly seen: Frontier
}

const frontierSchema = v.pipe(
  v.array(v.strictTuple([idSchema<string>(), integerSchema(1, Number.MAX_SAFE_INTEGER)])),
  v.maxLength(limits.devices),
  v.check((pairs) => pairs.every(([device], i) => i === 0 || (pairs[i - 1]?.[0] ?? '') < device), 'not in order'),
  v.transform((pairs): Frontier => Object.fromEntries(pairs)),
)

export const receiptSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('receipt'),
  stored: frontierSchema,
  seen: frontierSchema,
})

/** Numbers below 1 say nothing and are left out. */
export function writeReceipt(input: ReceiptInput, base: RecordBase): Written<ReceiptRecord> {
  return ok({
    type: 'receipt',
    v: 1,
    ...pickBase(base),
    stored: positive(input.stored),
    seen: positive(input.seen),
  })
}

export function receiptToWire(receipt: ReceiptRecord) {
  return {
    type: 'receipt',
    ...baseToWire(receipt),
    stored: frontierToWire(receipt.stored),
    seen: frontierToWire(receipt.seen),
  }
}

/** The higher number of each device: what both frontiers together say. */
export function joinFrontiers(a: Frontier, b: Frontier): Frontier {
  const joined: Record<string, number> = { ...a }
  for (const [device, seq] of Object.entries(b)) joined[device] = Math.max(joined[device] ?? 0, seq)
  return joined
}

function positive(frontier: Frontier): Frontier {
  return Object.fromEntries(Object.entries(frontier).filter(([, seq]) => seq >= 1))
}

function frontierToWire(frontier: Frontier) {
  return Object.keys(frontier)
    .sort()
    .map((device) => [idToWire(device), frontier[device]])
}
