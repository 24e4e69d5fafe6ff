/** Whether a person agrees that the team sends her messages: the command, and what views say of it. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { SaidHow } from '../domain/records/contact-agreement.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { Intent } from './intent.ts'

/** By the person herself (`herself`), or by staff who write down what she said to them. */
export interface SetContact extends Intent {
  readonly type: 'set-contact'
  readonly personId: string
  readonly agreed: boolean
  readonly said: SaidHow
}

export type ContactState =
  | { readonly type: 'not-asked' }
  /** `by`: she, or who of staff wrote it down. */
  | { readonly type: 'agreed' | 'stopped'; readonly by: Signature; readonly at: Instant; readonly said: SaidHow }
  /** Nothing of it is here, and part of what there is may be on its way. */
  | { readonly type: 'unknown' }

/** To staff, and to herself. */
export interface ContactView {
  readonly personId: string
  /** What she is called; empty while it is not known here. */
  readonly called: string
  /** Hers, to ring; empty when none is recorded, and on her own phone. */
  readonly phone: string
  readonly state: ContactState
}
