/** `LeaderLock` by the Web Locks API, which ends with the worker that holds it, crash included. */
import type { LeaderLock } from './leader-lock.ts'

export function createWebLeaderLock(name: string, locks: LockManager = navigator.locks): LeaderLock {
  let letGo: (() => void) | undefined
  return {
    acquire: (onLost) =>
      new Promise((resolve) => {
        const held = locks.request(name, { ifAvailable: true }, (lock) => {
          if (lock === null) return resolve('elsewhere')
          resolve('held')
          return new Promise<void>((release) => {
            letGo = release
          })
        })
        // Rejects when another holder stole the lock: the request was granted before, so nobody waits for this answer.
        held.catch(onLost)
      }),
    release: () => {
      letGo?.()
      letGo = undefined
    },
  }
}
