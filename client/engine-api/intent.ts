/** What every command carries: its own id and instant, so that running it twice is running it once. */
import type { Instant } from '../../shared/lib/ids.ts'

export interface Intent {
  /** Random 16 bytes as hex; becomes the id of the record it writes. */
  readonly commandId: string
  readonly at: Instant
}
