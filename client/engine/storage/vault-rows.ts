/** The vault's own rows on disk: what is needed to try a passphrase, and how often it failed. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { StretchCost } from '../crypto/argon2id.ts'

export interface VaultHeader {
  readonly opensWith: 'passphrase' | 'device'
  readonly salt: Bytes
  readonly cost: StretchCost
  /** Nonce and the vault key under the key-encryption key. */
  readonly wrapped: Bytes
  /** Nonce and the device's secret under a key that the vault key gives. */
  readonly identity: Bytes
  /** Nonce and name under `labelKey`: out of sight of a search through the disk, and no more than that. */
  readonly label: Bytes
  readonly labelKey: Bytes
}

/** The vault key once more, under what a passkey gives for this salt. */
export interface PasskeyRow {
  readonly credentialId: Bytes
  readonly salt: Bytes
  readonly wrapped: Bytes
}

/** Failed attempts in a row, the wait they brought, and the latest instant any clock has shown here. */
export interface VaultAttempts {
  readonly failed: number
  readonly waitFrom: Instant
  readonly waitUntil: Instant
  readonly seenAt: Instant
}

const never = 0 as Instant
export const noAttempts: VaultAttempts = { failed: 0, waitFrom: never, waitUntil: never, seenAt: never }

/** Of the PIN, and of how often a wrong one was tried: vault-pin.ts. */
export const pinPlace = { store: 'vault', key: 'pin' } as const

const version = 1
/** A changed header must not make the device allocate without end. */
export const highestCost: StretchCost = { memoryKiB: 1_048_576, passes: 64 }

export function encodeHeader(header: VaultHeader): Bytes {
  const { opensWith, salt, cost, wrapped, identity, label, labelKey } = header
  const mode = opensWith === 'passphrase' ? 1 : 2
  return encodeCbor([version, mode, salt, cost.memoryKiB, cost.passes, wrapped, identity, label, labelKey])
}

export function parseHeader(bytes: Uint8Array): VaultHeader | undefined {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 9) return undefined
  const [was, mode, salt, memoryKiB, passes, ...rest]: readonly unknown[] = decoded.value
  const opensWith = mode === 1 ? 'passphrase' : mode === 2 ? 'device' : undefined
  if (was !== version || opensWith === undefined || !isBytes(salt) || !rest.every(isBytes)) return undefined
  if (!isUpTo(memoryKiB, highestCost.memoryKiB) || !isUpTo(passes, highestCost.passes)) return undefined
  const [wrapped, identity, label, labelKey] = rest as readonly Bytes[]
  if (labelKey?.length !== 32) return undefined
  return {
    opensWith,
    salt,
    cost: { memoryKiB, passes },
    wrapped: wrapped!,
    identity: identity!,
    label: label!,
    labelKey,
  }
}

export function encodePasskey({ credentialId, salt, wrapped }: PasskeyRow): Bytes {
  return encodeCbor([version, credentialId, salt, wrapped])
}

/** A row that cannot be read is none: the passphrase opens. */
export function parsePasskey(bytes: Uint8Array | undefined): PasskeyRow | undefined {
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded?.ok !== true || !Array.isArray(decoded.value) || decoded.value.length !== 4) return undefined
  const [was, ...rest]: readonly unknown[] = decoded.value
  if (was !== version || !rest.every(isBytes)) return undefined
  const [credentialId, salt, wrapped] = rest as readonly Bytes[]
  return salt?.length === 32 ? { credentialId: credentialId!, salt, wrapped: wrapped! } : undefined
}

export function encodeAttempts({ failed, waitFrom, waitUntil, seenAt }: VaultAttempts): Bytes {
  return encodeCbor([failed, waitFrom, waitUntil, seenAt])
}

/** A row that cannot be read counts as none: the passphrase's own cost is what protects, not this count. */
export function parseAttempts(bytes: Uint8Array | undefined): VaultAttempts {
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded?.ok !== true || !Array.isArray(decoded.value) || !decoded.value.every(isCount)) return noAttempts
  const [failed = 0, ...instants] = decoded.value
  const [waitFrom = never, waitUntil = never, seenAt = never] = instants as Instant[]
  return { failed, waitFrom, waitUntil, seenAt }
}

function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

export function isUpTo(value: unknown, limit: number): value is number {
  return isCount(value) && value > 0 && value <= limit
}
