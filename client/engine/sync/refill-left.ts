/**
 * What a restored relay would not take yet of what this device holds: the chain
 * that lets it in may have to come from another device first. Kept on the disk,
 * so that it is offered again later and after a restart, and for a week at most.
 */
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { encodeField, instant, listOf, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import { deviceId, groupId } from '../../../shared/protocol/ids-on-wire.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface Lack {
  readonly group: GroupId
  readonly author: DeviceId
  readonly from: number
  readonly to: number
}

export interface Left {
  readonly since: Instant
  readonly lacks: readonly Lack[]
}

export const leftAgainMs = 5 * 60_000
export const leftForMs = 7 * 24 * 60 * 60_000

/** Stands until a relay that was restored has been read from its start and filled again. */
export const duePlace = { store: 'meta', key: 'refill' } as const
const leftPlace = { store: 'meta', key: 'refill-left' } as const
const refilledPlace = { store: 'meta', key: 'refilled' } as const

const leftRow = row<Left>(
  { since: instant, lacks: listOf(row<Lack>({ group: groupId, author: deviceId, from: uint(), to: uint() }), 0xffff) },
  [1],
)

export function leftWrite(left: Left | null): Write {
  return { ...leftPlace, value: left === null ? null : encodeField(leftRow, left) }
}

/** Null where the row is damaged: what it named lies here still, and with others. */
export async function readLeft(store: DeviceStore): Promise<Left | null> {
  const bytes = await store.get(leftPlace.store, leftPlace.key)
  const left = bytes === undefined ? undefined : parseField(leftRow, bytes)
  return left?.ok === true ? left.value : null
}

/** When a restored relay was last filled from here. */
export function refilledWrite(at: Instant): Write {
  return { ...refilledPlace, value: encodeCbor(at) }
}

export async function readRefilledAt(store: DeviceStore): Promise<Instant | null> {
  const bytes = await store.get(refilledPlace.store, refilledPlace.key)
  const at = bytes === undefined ? undefined : decodeCbor(bytes)
  return at?.ok === true && typeof at.value === 'number' ? (at.value as Instant) : null
}
