/**
 * The identity that takes this device over after its own feed was forked, from
 * the moment a person asked for it. In clear, so that a locked device can tell
 * its own succession from a removal. Rules SX180, RM180.
 */
import { bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface Successor {
  readonly device: DeviceId
  /** The group this device was let into: the last one it hands over. */
  readonly home: GroupId
  /** The vault holds its keys, and what was fetched for the old identity is being deleted. */
  readonly isHere: boolean
}

const place = { store: 'meta', key: 'successor' } as const

export function successorWrite(successor: Successor | null): Write {
  if (successor === null) return { ...place, value: null }
  const { device, home, isHere } = successor
  return { ...place, value: encodeCbor([2, hexToBytes(device), hexToBytes(home), isHere]) }
}

export async function readSuccessor(store: Pick<DeviceStore, 'get'>): Promise<Successor | null> {
  const bytes = await store.get(place.store, place.key)
  const read = bytes === undefined ? undefined : decodeCbor(bytes)
  const [version, device, home, isHere]: readonly unknown[] =
    read?.ok === true && Array.isArray(read.value) ? read.value : []
  if (version !== 2 || !(device instanceof Uint8Array) || !(home instanceof Uint8Array)) return null
  return { device: bytesToHex(device) as DeviceId, home: bytesToHex(home) as GroupId, isHere: isHere === true }
}

/** By the chain of its home: the old identity is out there only because this one is in. */
export function hasTakenOver(
  successor: Successor | null,
  former: DeviceId,
  chainOf: (group: GroupId) => ChainState | undefined,
): boolean {
  const devices = successor === null ? undefined : chainOf(successor.home)?.devices
  if (successor === null || devices === undefined) return false
  return devices[successor.device]?.removedAt === null && (devices[former]?.removedAt ?? null) !== null
}
