/**
 * Port: the other processes that write to the same store. What they append has to
 * be noticed before anything is decided by it (`newestControl`), and is told to
 * the devices that are connected here as soon as it is heard of (`listen`).
 * A store that is one process's alone has none. Rules AD520, RT520.
 */
import type { Arrival, SpaceId } from '../../shared/lib/ids.ts'
import type { Growth } from '../live/growth.ts'

export interface Heard {
  readonly grew: (space: SpaceId, growth: readonly Growth[]) => void
  /** For a while nothing could be heard: anything may have grown. */
  readonly missed: () => void
}

export interface Others {
  /** The arrival of the newest control entry of the space as the store has it at this moment; 0 when there is none. */
  readonly newestControl: (space: SpaceId) => Promise<Arrival>
  /** A hint, soon and together with others; losing one costs nothing. */
  readonly tell: (space: SpaceId, growth: readonly Growth[]) => void
  readonly listen: (heard: Heard) => void
}
