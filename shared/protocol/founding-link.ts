/**
 * The link by which the first administrator founds a space. The relay's keeper
 * makes it; its secret stands in the part of the address that is never sent with
 * a page, and the relay's file keeps only the hash. SPEC.md PR80, PR81.
 */
import { type Bytes, base64UrlToBytes, bytesToBase64Url, bytesToHex } from '../lib/bytes.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { bytesOf, encodeField, instant, parseField, row } from './fields.ts'
import { publicKey } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface FoundingLink {
  readonly secret: Bytes
  readonly expiresAt: Instant
  /** The relay's own, for the team's genesis: from its keeper, not from whoever answers there. */
  readonly relayKey: Bytes
}

/** Carries the secret where a relay asks for one. */
export const foundingHeader = 'doorstep-create'
export const foundingSecretLength = 16

const fragmentStart = '#f='
const linkField = row<FoundingLink>(
  { secret: bytesOf(foundingSecretLength), expiresAt: instant, relayKey: publicKey },
  [2],
)

/** `#f=…`, to be put behind the app's address. */
export function encodeFoundingFragment(link: FoundingLink): string {
  return `${fragmentStart}${bytesToBase64Url(encodeField(linkField, link))}`
}

export function parseFoundingFragment(fragment: string): Result<FoundingLink, Malformed> {
  if (!fragment.startsWith(fragmentStart) || fragment.length > 200) return malformed('not a founding link')
  const encoded = fragment.slice(fragmentStart.length)
  const bytes = base64UrlToBytes(encoded)
  if (bytes === undefined || bytesToBase64Url(bytes) !== encoded) return malformed('not base64url')
  return parseField(linkField, bytes)
}

/** What the relay keeps of a secret, in hex. */
export function foundingHash(secret: Uint8Array): string {
  return bytesToHex(sha256(purpose('founding'), secret))
}
