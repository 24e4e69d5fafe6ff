/** Commands and views of what a person shares with her family, and of who looked at her record. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { SharedKind } from '../domain/records/agreement.ts'
import type { OpeningInput } from '../domain/records/opening.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { ContactState, SetContact } from './contact.ts'
import type { Intent } from './intent.ts'
import type { Heard } from './travel.ts'

/** By the person herself, or by staff who write down what she said. */
export interface SetSharing extends Intent {
  readonly type: 'set-sharing'
  readonly personId: string
  /** Of her family. */
  readonly memberId: string
  readonly kind: SharedKind
  readonly on: boolean
}

/** Staff opened a person's record. The same member on the same day again writes nothing. */
export interface NoteOpened extends Intent {
  readonly type: 'note-opened'
  readonly personId: string
}

export type SharingCommand = SetSharing | SetContact | NoteOpened

export interface SharingView {
  readonly personId: string
  /** What she is called; empty while it is not known here. */
  readonly called: string
  /** Whether she agrees to be sent messages. */
  readonly contact: ContactState
  readonly family: readonly SharingWith[]
  /** Associates in her circle. */
  readonly associates: readonly Signature[]
  /** To staff: associates of the team who were never in it. */
  readonly outside: readonly AssociateOutside[]
  /** Her own first, then her family's, as far as this device knows of them. */
  readonly phones: readonly Phone[]
  /** Of the last thirty days, newest first. */
  readonly looks: readonly Look[]
  /** False while part of it may be on its way: never "nobody" then. */
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export interface Phone {
  readonly deviceId: string
  /** Enough of its id to say aloud. */
  readonly mark: string
  readonly memberId: string
  /** Null while it has not said the name here. Of one that is in the circle alone, whose it was let in as. */
  readonly who: Signature | null
  /** The person's own; else of one of her family. */
  readonly isHers: boolean
  readonly isThis: boolean
  /** When the newest thing that is here was written on it. */
  readonly heardAt: Heard
  /** Out of her circle, and still in the group that its owner shares with the team alone. */
  readonly leftCircle: boolean
  /** To staff: let into the circle by the person herself, under a member who has a group of their own, and not in that. */
  readonly circleOnly: boolean
}

export interface AssociateOutside {
  readonly memberId: string
  /** Null while nothing here says a name: in no circle yet. */
  readonly who: Signature | null
  /** Of one of their devices, as the team's list has it. */
  readonly mark: string
}

export interface SharingWith {
  readonly who: Signature
  readonly inCircle: boolean
  /** To staff: whether another phone of theirs can be let in as theirs. */
  readonly furtherPhone: FurtherPhone
  /** The newest word on each kind; absent where nothing was ever said, and where out of the circle it holds no more. */
  readonly agreements: readonly SharingWord[]
}

/** out-of-circle: taken out of it, with a phone that still reads what they and the team write to each other. */
export type FurtherPhone = 'may' | 'out-of-circle' | 'no'

export interface SharingWord {
  readonly kind: SharedKind
  /** True while it is shared: agreed, and in the circle. */
  readonly on: boolean
  readonly by: Signature
  readonly byHerself: boolean
  readonly at: Instant
}

/** Once a member and day. */
export interface Look {
  readonly who: Signature
  readonly at: Instant
  /** By somebody who does not look after her, and why. */
  readonly opened?: OpeningInput
  /** When this administrator put herself on a round, in the time that is shown; on the newest of her looks since. */
  readonly joinedAt?: Instant
}
