/**
 * Which keys a device may come in with: canonical, not of small order, without a
 * torsion part, and the id the hash of both. Asked on every chain that lets the
 * device in; after that WebCrypto alone works with them (signature.ts). PR10-PR12
 * of SPEC.md.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { littleEndian } from '../lib/bytes.ts'
import type { DeviceId } from '../lib/ids.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { type DeviceKeys, deviceIdOf } from './control.ts'

export interface BadKeys {
  readonly type: 'bad-keys'
  readonly detail: string
}

const fieldPrime = 2n ** 255n - 19n

/**
 * Devices whose keys were found good. One comes in on many chains, the torsion part
 * alone takes over 3 ms to rule out, and an id stands for its two keys for good.
 */
const found = new Set<DeviceId>()
const foundAtMost = 10_000

export function acceptDeviceKeys(keys: DeviceKeys): Result<void, BadKeys> {
  if (deviceIdOf(keys.signKey, keys.kemKey) !== keys.device) return refuse('the id is not the hash of the keys')
  if (found.has(keys.device)) return ok(undefined)
  const signProblem = problemOfSignKey(keys.signKey)
  if (signProblem !== undefined) return refuse(signProblem)
  const kemProblem = problemOfKemKey(keys.kemKey)
  if (kemProblem !== undefined) return refuse(kemProblem)
  if (found.size >= foundAtMost) found.clear()
  found.add(keys.device)
  return ok(undefined)
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
  const u = littleEndian(kemKey)
  if (u >= fieldPrime) return 'KEM key not canonical'
  return smallOrderU.includes(u) ? 'KEM key of small order' : undefined
}
