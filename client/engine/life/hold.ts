/**
 * Whether this window holds the device. One at a time does: another may take it
 * away, and this one may take it back. Lost between being given and being heard
 * of is lost all the same. Rules JO4, JO270.
 */
import type { LeaderLock, OnLost } from '../platform/leader-lock.ts'
import type { Timer } from '../platform/timer.ts'

/** For the screens of a window that lost the device to put on the disk what is half typed. */
export const lastWordsMs = 400

export interface Hold {
  readonly isHeld: () => boolean
  /** False: another window has it. */
  readonly acquire: () => Promise<boolean>
  /** Once what was let go of last has ended here. */
  readonly takeOver: () => Promise<boolean>
  /** While screens that were told say what they still have to. */
  readonly lastWords: () => Promise<void>
  /** Nothing of this window writes from now on. */
  readonly giveUp: () => void
  readonly release: () => void
}

/** `letGo` ends what writes here; only then does the other window begin. */
export function createHold(
  { lock, timer }: { readonly lock: LeaderLock; readonly timer: Timer },
  letGo: () => Promise<void>,
): Hold {
  let isHeld = false
  let lost: Promise<void> = Promise.resolve()

  async function hold(ask: (onLost: OnLost) => Promise<'held' | 'elsewhere'>): Promise<boolean> {
    let isLost = false
    const answer = await ask(() => {
      isLost = true
      isHeld = false
      lost = letGo()
      return lost
    })
    isHeld = answer !== 'elsewhere' && !isLost
    return isHeld
  }

  return {
    isHeld: () => isHeld,
    acquire: () => hold(lock.acquire),
    takeOver: async () => {
      await lost
      return hold(async (onLost) => {
        await lock.takeOver(onLost)
        return 'held'
      })
    },
    lastWords: () => new Promise((resolve) => void timer.after(lastWordsMs, resolve)),
    giveUp: () => {
      isHeld = false
    },
    release: () => lock.release(),
  }
}
