/**
 * Port: one engine a device. Two engines on one store would number the same
 * feed twice, so the second tab gets 'elsewhere' and shows that instead.
 */

export interface LeaderLock {
  /** `onLost` is called when somebody else took the lock although this engine held it. */
  readonly acquire: (onLost: () => void) => Promise<'held' | 'elsewhere'>
  readonly release: () => void
}

/** For a process that owns its store by itself. */
export function createSoleLock(): LeaderLock {
  return { acquire: async () => 'held', release: () => {} }
}
