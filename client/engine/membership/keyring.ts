/**
 * The group keys of this device, found in this order: held already, a box to
 * this device, a box to the team opened with the team's own key, the back chain
 * from a newer epoch. No key is used that the chain's commitment does not name.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { Write } from '../storage/device-store.ts'

export interface KeyBox {
  readonly group: GroupId
  readonly epoch: number
  readonly recipient: DeviceId | GroupId
  readonly box: Bytes
}

export interface Keyring {
  readonly groupKey: (group: GroupId, epoch: number) => Promise<Bytes | undefined>
  /** Known at once in memory; the write is for the caller's transaction. */
  readonly addBox: (box: KeyBox) => Write
  /** Refused unless the chain's commitment names this key: hold it once the epoch is on the chain. */
  readonly holdKey: (group: GroupId, epoch: number, key: Bytes) => Result<void, { readonly type: 'wrong-key' }>
  /** Sealed rows of keys found since this was last asked; without them the keys are found again from the boxes. */
  readonly takeWrites: () => Promise<readonly Write[]>
  /** Boxes of this device or its team that gave no rightful key. Any holder of the key heals by sealing another. */
  readonly badBoxes: () => readonly KeyBox[]
  /** 'false-escrow': the archive could not open this epoch, or others cannot seal to the group. */
  readonly checkArchive: (group: GroupId, epoch: number) => Promise<'good' | 'false-escrow' | 'no-key'>
}
