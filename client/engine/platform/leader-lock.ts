/**
 * Port: one engine a device. Two engines on one store would number the same
 * feed twice, so the second tab gets 'elsewhere' and shows that instead, until
 * somebody says to use it there.
 */

/** Somebody else wants the lock or has taken it: stop writing. Resolves when nothing is under way any more. */
export type OnLost = () => Promise<void>

export interface LeaderLock {
  readonly acquire: (onLost: OnLost) => Promise<'held' | 'elsewhere'>
  /** Asks whoever holds it to let go, and takes it from one that does not answer. Resolves when it is held. */
  readonly takeOver: (onLost: OnLost) => Promise<void>
  readonly release: () => void
}

/** For a process that owns its store by itself. */
export function createSoleLock(): LeaderLock {
  return { acquire: async () => 'held', takeOver: async () => {}, release: () => {} }
}
