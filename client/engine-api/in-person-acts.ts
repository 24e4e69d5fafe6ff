/**
 * Staff bring in a person's own phone face to face: an invite to show, the
 * phone's answer to read. Both need no signal: what waits for it is kept and said.
 */
import type { Instant } from '../../shared/lib/ids.ts'

export type InPersonAct =
  | { readonly type: 'invite'; readonly personId: string; readonly name: string }
  /** What the phone showed. */
  | { readonly type: 'bind'; readonly inviteId: string; readonly answer: string }
  | { readonly type: 'how-far'; readonly inviteId: string }
  /** That another phone came in: read, and not told again. */
  | { readonly type: 'seen'; readonly inviteId: string }
  /** For a phone without a camera: needs signal here, and on the phone. */
  | { readonly type: 'speak'; readonly fragment: string }

export type InPersonActOutcome =
  | { readonly type: 'invited'; readonly inviteId: string; readonly fragment: string; readonly expiresAt: Instant }
  | { readonly type: 'how-far'; readonly step: InPersonStep }
  | { readonly type: 'seen' }
  /** Left at the relay under sixteen digits. */
  | { readonly type: 'spoken'; readonly code: string; readonly until: Instant }
  | { readonly type: 'failed'; readonly problem: InPersonProblem }

/**
 * `shown`: nobody is in by it, and no phone was read. `kept`: the phone's answer
 * is on this device and goes with the next signal. `in`: on the chain.
 * `another`: a phone that this device did not read came in.
 */
export type InPersonStep = 'shown' | 'kept' | 'in' | 'another'

/** not-kept: the disk refused. not-its-answer: of another invite, or no answer at all. */
export type InPersonProblem = 'not-open' | 'no-signal' | 'not-allowed' | 'not-kept' | 'not-its-answer'
