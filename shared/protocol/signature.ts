/**
 * Ed25519 (RFC 8032) as WebCrypto does it, made to answer alike everywhere.
 *
 * On honest keys and signatures all platforms agree; on edge cases they do not
 * (Node, Chromium, Firefox and WebKit split on the vectors of ed25519-speccheck),
 * and a signature that one device accepts and another refuses would split a
 * team. So a signature whose S is not below the group order is refused before
 * the platform sees it, and a key is let in only once it is canonical, not of
 * small order and without a torsion part. PR10-PR12 of SPEC.md.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '../lib/bytes.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { type DeviceKeys, deviceIdOf } from './control.ts'
import { type Entry, signingInputOf } from './entry.ts'
import { ownBytes } from './fields.ts'

export interface SignatureVerifier {
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>
}

export interface BadKeys {
  readonly type: 'bad-keys'
  readonly detail: string
}

/** More devices than a space has; beyond it the oldest import is forgotten. */
const keyCacheSize = 2_000
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n
const fieldPrime = 2n ** 255n - 19n

export function createSignatureVerifier(): SignatureVerifier {
  const imported = new Map<string, Promise<CryptoKey>>()

  function keyOf(publicKey: Uint8Array): Promise<CryptoKey> {
    const name = bytesToHex(publicKey)
    const known = imported.get(name)
    if (known !== undefined) return known
    const key = crypto.subtle.importKey('raw', ownBytes(publicKey), 'Ed25519', false, ['verify'])
    imported.set(name, key)
    const oldest = imported.keys().next().value
    if (imported.size > keyCacheSize && oldest !== undefined) imported.delete(oldest)
    return key
  }

  async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    if (numberOf(signature.subarray(32)) >= order) return false
    try {
      const key = await keyOf(publicKey)
      return await crypto.subtle.verify('Ed25519', key, ownBytes(signature), ownBytes(message))
    } catch {
      return false
    }
  }

  return { verify }
}

export function verifyEntry(verifier: SignatureVerifier, entry: Entry, signKey: Uint8Array): Promise<boolean> {
  return verifier.verify(signKey, signingInputOf(entry.id), entry.signature)
}

/** Asked once for each device, when it is let in. */
export function acceptDeviceKeys(keys: DeviceKeys): Result<void, BadKeys> {
  if (deviceIdOf(keys.signKey, keys.kemKey) !== keys.device) return refuse('the id is not the hash of the keys')
  const signProblem = problemOfSignKey(keys.signKey)
  if (signProblem !== undefined) return refuse(signProblem)
  const kemProblem = problemOfKemKey(keys.kemKey)
  return kemProblem === undefined ? ok(undefined) : refuse(kemProblem)
}

function refuse(detail: string): { readonly ok: false; readonly error: BadKeys } {
  return err({ type: 'bad-keys', detail })
}

function problemOfSignKey(signKey: Uint8Array): string | undefined {
  try {
    const point = ed25519.Point.fromBytes(signKey, false)
    if (point.isSmallOrder()) return 'signing key of small order'
    return point.isTorsionFree() ? undefined : 'signing key with a torsion part'
  } catch {
    return 'signing key not canonical'
  }
}

/** RFC 7748 §6.1: these u give a shared secret that does not depend on the other side. */
const smallOrderU: readonly bigint[] = [
  0n,
  1n,
  325_606_250_916_557_431_795_983_626_356_110_631_294_008_115_727_848_805_560_023_387_167_927_233_504n,
  39_382_357_235_489_614_581_723_060_781_553_021_112_529_911_719_440_698_176_882_885_853_963_445_705_823n,
  fieldPrime - 1n,
]

function problemOfKemKey(kemKey: Uint8Array): string | undefined {
  const u = numberOf(kemKey)
  if (u >= fieldPrime) return 'KEM key not canonical'
  return smallOrderU.includes(u) ? 'KEM key of small order' : undefined
}

/** Little-endian. */
function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes.toReversed())}`)
}
