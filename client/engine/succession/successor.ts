/**
 * The identity that takes this device over after its own feed was forked, from
 * the moment a person asked for it. In clear, so that a locked device can tell
 * its own succession from a removal. Rules SX180, RM180.
 */
import { bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface Successor {
  readonly device: DeviceId
  /** The vault holds its keys, and what was fetched for the old identity is being deleted. */
  readonly isHere: boolean
}

const place = { store: 'meta', key: 'successor' } as const

export function successorWrite(successor: Successor | null): Write {
  if (successor === null) return { ...place, value: null }
  return { ...place, value: encodeCbor([1, hexToBytes(successor.device), successor.isHere]) }
}

export async function readSuccessor(store: Pick<DeviceStore, 'get'>): Promise<Successor | null> {
  const bytes = await store.get(place.store, place.key)
  const read = bytes === undefined ? undefined : decodeCbor(bytes)
  const [version, device, isHere]: readonly unknown[] = read?.ok === true && Array.isArray(read.value) ? read.value : []
  if (version !== 1 || !(device instanceof Uint8Array)) return null
  return { device: bytesToHex(device) as DeviceId, isHere: isHere === true }
}

/** By the team's chain: the old identity is out only because this one is in. */
export function hasTakenOver(successor: Successor | null, team: ChainState | undefined): boolean {
  return successor !== null && team?.devices[successor.device]?.removedAt === null
}
