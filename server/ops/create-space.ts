/**
 * The links by which the first administrator founds a space, and a team without
 * administrators comes back to its own. A link's secret is returned and kept
 * nowhere: the relay's file has the hash and when it ends. The relay may be
 * running, and takes the link at once. Rules RT80, RT130.
 */

import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant, SpaceId } from '../../shared/lib/ids.ts'
import { encodeFoundingFragment, foundingHash, foundingSecretLength } from '../../shared/protocol/founding-link.ts'
import { encodeRecoveryFragment, recoveryHash } from '../../shared/protocol/recovery-link.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'

/** Over a weekend. */
export const linkHoldsMs = 72 * 60 * 60_000

export interface LinkDeps {
  readonly mailbox: JoinMailbox
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
}

export interface FoundingLinkDeps extends LinkDeps {
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

/** Without two sheets of the space's kit it opens nothing. */
export async function createRecoveryLink(deps: LinkDeps, origin: string, space: SpaceId): Promise<string> {
  const { mailbox, now, randomBytes } = deps
  const secret = randomBytes(foundingSecretLength)
  const expiresAt = (now() + linkHoldsMs) as Instant
  await mailbox.allowFounding(recoveryHash(space, secret), expiresAt)
  return `${origin}/join${encodeRecoveryFragment({ space, secret, expiresAt })}`
}
