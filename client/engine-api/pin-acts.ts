/** A PIN beside the passphrase, on a managed device: what the open device is asked about it. */
import type { PinProblem as WeakPin } from '../domain/pin-rules.ts'

export type PinAct =
  | { readonly type: 'look' }
  /** Also in place of another one. */
  | { readonly type: 'set'; readonly pin: string; readonly passphrase: string }
  | { readonly type: 'take-away' }

export type PinActOutcome =
  /** `taken-away`: the administrator's mark has gone, and the PIN with it. */
  | { readonly type: 'standing'; readonly pin: 'none' | 'set' | 'taken-away' }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly problem: PinActProblem }

/** What is typed where a PIN opens. */
export interface PinTry {
  readonly pin: string
}

export type PinActProblem =
  | { readonly type: 'not-open' | 'not-managed' | 'no-space' | 'broken' }
  | { readonly type: 'weak'; readonly why: WeakPin }
  | { readonly type: 'wrong-passphrase' | 'too-soon'; readonly waitUntil: number | null }
