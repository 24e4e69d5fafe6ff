/** Everything the relay takes from the machine it runs on; start-relay.ts hands in the real one. */
import type { Bytes } from '../shared/lib/bytes.ts'
import type { Instant } from '../shared/lib/ids.ts'

/** Ends what was started; ending it twice is ending it once. */
export type Stop = () => void

export interface Platform {
  readonly now: () => Instant
  /** Milliseconds that never go back, for durations. */
  readonly elapsed: () => number
  readonly randomBytes: (length: number) => Bytes
  readonly every: (milliseconds: number, run: () => void) => Stop
  readonly after: (milliseconds: number, run: () => void) => Stop
  readonly fetch: typeof fetch
}
