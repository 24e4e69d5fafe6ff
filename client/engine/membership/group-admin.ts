/**
 * Membership acts of this device, planned but not sent: signed control entries
 * with the boxes that ride with them. Nothing here touches disk or network; a
 * plan whose first control lost the race for the chain's head is thrown away and
 * made again.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type {
  DeviceId,
  GroupId,
  Instant,
  InviteId,
  MemberId,
  PersonId,
  RoundId,
  SpaceId,
} from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { ChainRefusal } from '../../../shared/membership/chain.ts'
import type { DeviceKeys, Role } from '../../../shared/protocol/control.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'

export interface RecipientBox {
  readonly recipient: DeviceId | GroupId
  readonly box: Bytes
}

export interface PlannedControl {
  readonly entry: ControlEntry
  /** Of the epoch in this control; empty for every other kind. */
  readonly boxes: readonly RecipientBox[]
}

export interface PlannedBoxes {
  readonly group: GroupId
  readonly epoch: number
  readonly boxes: readonly RecipientBox[]
}

export interface AdminPlan {
  readonly group: GroupId
  /** One chain, in order, for one append. */
  readonly controls: readonly PlannedControl[]
  /** To put once the controls are accepted: boxes of epochs that exist already. */
  readonly healing: readonly PlannedBoxes[]
  /** To hold (`keyring.holdKey`) once the controls are on the chain. */
  readonly keys: readonly { readonly group: GroupId; readonly epoch: number; readonly key: Bytes }[]
}

export type AdminRefusal = ChainRefusal | { readonly type: 'no-chain' } | { readonly type: 'no-key' }

export interface NewMember {
  readonly keys: DeviceKeys
  readonly role: Role
  readonly member: MemberId
  readonly invite: InviteId | null
}

export type AccessTo =
  | { readonly type: 'member'; readonly member: MemberId }
  | { readonly type: 'round'; readonly round: RoundId }

export interface NewGroup {
  readonly kind: 'care' | 'private'
  readonly about: PersonId
  readonly member: MemberId
  readonly access: readonly { readonly to: AccessTo; readonly reason: string; readonly until: Instant | null }[]
}

export interface GroupAdmin {
  readonly createSpace: (args: {
    readonly member: MemberId
    readonly archive: { readonly id: DeviceId; readonly kemKey: Bytes } | null
  }) => Promise<Result<AdminPlan & { readonly space: SpaceId }, AdminRefusal>>
  readonly createGroup: (group: NewGroup) => Promise<Result<AdminPlan, AdminRefusal>>
  /** The member control, and a box of the newest epoch for the new device. */
  readonly addMember: (group: GroupId, member: NewMember) => Promise<Result<AdminPlan, AdminRefusal>>
  /** The removal and, at once, a new epoch without the device. */
  readonly removeDevice: (group: GroupId, device: DeviceId) => Promise<Result<AdminPlan, AdminRefusal>>
  readonly newEpoch: (group: GroupId) => Promise<Result<AdminPlan, AdminRefusal>>
  readonly grantAccess: (
    group: GroupId,
    access: { readonly to: AccessTo; readonly reason: string; readonly until: Instant | null },
  ) => Promise<Result<AdminPlan, AdminRefusal>>
  readonly setRound: (round: RoundId, staff: readonly MemberId[]) => Promise<Result<AdminPlan, AdminRefusal>>
  /** Boxes of `epoch` for these recipients, those of them that have a right to one. */
  readonly heal: (
    group: GroupId,
    epoch: number,
    missing: readonly (DeviceId | GroupId)[],
  ) => Promise<Result<PlannedBoxes, AdminRefusal>>
}
