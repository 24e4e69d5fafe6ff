/**
 * A space whose file is lost, and nobody's copy of it is left, comes back from the
 * devices of its staff (SX124 of the engine). Only its own genesis founds it,
 * since a space is named by the hash of that; so naming it is permission enough.
 */
import type { Instant, SpaceId } from '../../shared/lib/ids.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'
import { linkHoldsMs } from './create-space.ts'

/** Beside the hashes of founding links: no link is known by such a name. */
export function takeBackName(space: SpaceId): string {
  return `take-back/${space}`
}

export function allowTakeBack(
  { mailbox, now }: { readonly mailbox: JoinMailbox; readonly now: () => Instant },
  space: SpaceId,
): Promise<void> {
  return mailbox.allowFounding(takeBackName(space), (now() + linkHoldsMs) as Instant)
}
