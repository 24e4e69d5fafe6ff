/** Boxes on this device's disk, as they travelled: `group/epoch/recipient/hash of the box`. */
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { numberKey, prefixEnd } from '../storage/key-range.ts'

export interface KeyBox {
  readonly group: GroupId
  readonly epoch: number
  readonly recipient: DeviceId | GroupId
  readonly box: Bytes
}

/** A new box heals a bad one, so there can be several for one recipient. */
export interface BoxShelf {
  /** Known at once; the write is for the caller's transaction. */
  readonly add: (box: KeyBox) => Write
  /** Added since this shelf was made: no disk is asked. */
  readonly fresh: (group: GroupId, epoch: number, recipient: DeviceId | GroupId) => readonly KeyBox[]
  readonly stored: (group: GroupId, epoch: number, recipient: DeviceId | GroupId) => Promise<readonly KeyBox[]>
}

export function createBoxShelf(store: DeviceStore): BoxShelf {
  const fresh = new Map<string, Map<string, Bytes>>()

  return {
    add: ({ group, epoch, recipient, box }) => {
      const shelf = shelfOf(group, epoch, recipient)
      const key = shelf + bytesToHex(sha256(box).subarray(0, 8))
      const boxes = fresh.get(shelf) ?? new Map<string, Bytes>()
      fresh.set(shelf, boxes.set(key, box))
      return { store: 'boxes', key, value: box }
    },
    fresh: (group, epoch, recipient) => {
      const boxes = fresh.get(shelfOf(group, epoch, recipient)) ?? new Map<string, Bytes>()
      return [...boxes.values()].map((box) => ({ group, epoch, recipient, box }))
    },
    stored: async (group, epoch, recipient) => {
      const shelf = shelfOf(group, epoch, recipient)
      const rows = await store.scan('boxes', shelf, prefixEnd(shelf))
      return rows.map(({ value }) => ({ group, epoch, recipient, box: value }))
    },
  }
}

function shelfOf(group: GroupId, epoch: number, recipient: DeviceId | GroupId): string {
  return `${group}/${numberKey(epoch)}/${recipient}/`
}
