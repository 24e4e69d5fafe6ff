/**
 * Every chain this device may read, verified entry by entry: the signature
 * first, then the shared reducer. In memory, with one row a chain on disk.
 */
import type { EntryId, GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { ChainRefusal, ChainState } from '../../../shared/membership/chain.ts'
import type { GroupKind } from '../../../shared/protocol/control.ts'
import type { ControlEntry } from '../../../shared/protocol/entry.ts'
import type { Write } from '../storage/device-store.ts'

export type ChainsRefusal =
  | ChainRefusal
  | { readonly type: 'bad-signature' }
  | { readonly type: 'wrong-space' }
  /** The team chain differs from the head inside the invite this device was pinned by. */
  | { readonly type: 'not-the-invited-team' }

export interface AppliedControl {
  readonly state: ChainState
  /** For the transaction that moves the cursor. */
  readonly writes: readonly Write[]
}

export interface TeamPin {
  readonly seq: number
  readonly hash: EntryId
}

export interface Chains {
  readonly state: (group: GroupId) => ChainState | undefined
  readonly team: () => ChainState | undefined
  readonly all: () => readonly ChainState[]
  readonly byKind: (kind: GroupKind) => readonly ChainState[]
  readonly careChainOf: (person: PersonId) => ChainState | undefined
  readonly privateChainsOf: (person: PersonId) => readonly ChainState[]
  /** An entry that is already on the chain answers as it did the first time. */
  readonly apply: (entry: ControlEntry) => Promise<Result<AppliedControl, ChainsRefusal>>
}
