/** The machine as a store takes it, the clock standing still. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'

export const storeMachine = {
  now: () => 1_700_000_000_000 as Instant,
  elapsed: () => performance.now(),
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  every: (milliseconds: number, run: () => void) => {
    const timer = setInterval(run, milliseconds)
    return () => clearInterval(timer)
  },
  after: (milliseconds: number, run: () => void) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
