/** Which key boxes may be left, and which are still wanting. Rules AD30 to AD33. */
import type { ChainState } from '../../shared/membership/chain.ts'
import { boxRecipients } from '../../shared/membership/rights.ts'
import type { Box, Recipient } from '../entry-store/entry-store.ts'

/** Everybody the key of this epoch may be sealed to; undefined when the chain has no such epoch. */
export function rightfulRecipients(
  chain: ChainState,
  team: ChainState | undefined,
  epoch: number,
): ReadonlySet<Recipient> | undefined {
  const found = chain.epochs[epoch]
  if (found === undefined) return undefined
  return new Set(boxRecipients(chain, team, found).map(({ recipient }) => recipient))
}

export function areRightful(boxes: readonly Box[], recipients: ReadonlySet<Recipient>): boolean {
  return boxes.every(({ box, recipient }) => box.length === 80 && recipients.has(recipient))
}
