/** Where a record was found: what its entry says, and what this device knows of the writer. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Outsider, Signature } from '../records/signature.ts'

export interface LetIn {
  readonly by: Signature
  readonly at: Instant
}

export type GroupKind = 'team' | 'care' | 'private' | 'circle' | 'board'

export interface RecordContext {
  readonly entryId: string
  readonly groupId: string
  readonly groupKind: GroupKind
  /** Whom the group is about; null for the team and the board. */
  readonly personId: string | null
  readonly deviceId: string
  /** Whose device that is, by the group's chain. */
  readonly memberId: string
  /** It came into a circle under the id of somebody of the team, whose device it is not: it stands for nobody but itself. */
  readonly isBorrowed?: true
  /** True when the team's own chain names that device as clinical staff. Only staff may write what is not a message or a receipt. */
  readonly byStaff: boolean
  /** As what the chain has whoever is no staff. */
  readonly as?: Outsider | undefined
  /** True when it names that device as an administrator's. */
  readonly byAdmin: boolean
  /** The number of the entry in the device's feed. */
  readonly seq: number
  /** The entry's `doc`: the thread of a message. */
  readonly doc: string
  /** When it reached this device; null for what was written here. */
  readonly arrivedAt: Instant | null
  /** Written by this device's own member, on whichever device. */
  readonly own: boolean
  /** Written on a device that was removed: who let it in. */
  readonly letIn?: LetIn
}
