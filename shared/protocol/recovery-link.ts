/**
 * The link by which a team without administrators is recovered. The relay's
 * keeper makes it for one space; whoever has it still needs two sheets of the
 * team's kit. Its secret stands in the part of the address that is never sent,
 * and is shown to the relay as a founding link's is. SPEC.md PR130, PR131.
 */
import { type Bytes, base64UrlToBytes, bytesToBase64Url, bytesToHex, hexToBytes } from '../lib/bytes.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { Instant, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { entryByteLimit } from './entry.ts'
import { bytesOf, bytesUpTo, encodeField, instant, listOf, parseField, row } from './fields.ts'
import { foundingSecretLength } from './founding-link.ts'
import { spaceId } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface RecoveryLink {
  readonly space: SpaceId
  readonly secret: Bytes
  readonly expiresAt: Instant
}

const fragmentStart = '#r='
const linkField = row<RecoveryLink>({ space: spaceId, secret: bytesOf(foundingSecretLength), expiresAt: instant }, [1])

/** `#r=…`, to be put behind the app's address. */
export function encodeRecoveryFragment(link: RecoveryLink): string {
  return `${fragmentStart}${bytesToBase64Url(encodeField(linkField, link))}`
}

export function parseRecoveryFragment(fragment: string): Result<RecoveryLink, Malformed> {
  if (!fragment.startsWith(fragmentStart) || fragment.length > 200) return malformed('not a recovery link')
  const encoded = fragment.slice(fragmentStart.length)
  const bytes = base64UrlToBytes(encoded)
  if (bytes === undefined || bytesToBase64Url(bytes) !== encoded) return malformed('not base64url')
  return parseField(linkField, bytes)
}

/** What the relay keeps of a secret, in hex: good for this space and for nothing but recovering it. */
export function recoveryHash(space: SpaceId, secret: Uint8Array): string {
  return bytesToHex(sha256(purpose('recovery'), hexToBytes(space), secret))
}

/** The team's control entries, in order. */
const teamChain = listOf(bytesUpTo(entryByteLimit, 1), 100_000)

export function encodeTeamChain(controls: readonly Bytes[]): Bytes {
  return encodeField(teamChain, controls)
}

export function parseTeamChain(bytes: Uint8Array): Result<readonly Bytes[], Malformed> {
  return parseField(teamChain, bytes)
}
