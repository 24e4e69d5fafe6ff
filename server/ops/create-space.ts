/**
 * The link by which the first administrator founds a space. Its secret is
 * returned and kept nowhere: the relay's file has the hash and when it ends. The
 * relay may be running, and takes the link at once. Rule RT80.
 */

import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { encodeFoundingFragment, foundingHash, foundingSecretLength } from '../../shared/protocol/founding-link.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'

/** Over a weekend. */
export const linkHoldsMs = 72 * 60 * 60_000

export interface FoundingLinkDeps {
  readonly mailbox: JoinMailbox
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
  /** The relay's own, which the team's genesis will name. */
  readonly relayKey: Bytes
}

export async function createFoundingLink(deps: FoundingLinkDeps, origin: string): Promise<string> {
  const { mailbox, now, randomBytes, relayKey } = deps
  const secret = randomBytes(foundingSecretLength)
  const expiresAt = (now() + linkHoldsMs) as Instant
  await mailbox.allowFounding(foundingHash(secret), expiresAt)
  return `${origin}/join${encodeFoundingFragment({ secret, expiresAt, relayKey })}`
}
