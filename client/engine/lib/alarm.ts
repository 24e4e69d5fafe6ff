/** Goes off once, in a while: set again, it forgets the time before. */
import type { Timer } from '../platform/timer.ts'

export interface Alarm {
  readonly set: (milliseconds: number) => void
  /** Until it is set again. */
  readonly clear: () => void
  /** For good: whatever still sets it holds nothing up and keeps nothing alive. */
  readonly stop: () => void
}

export function createAlarm(timer: Timer, ring: () => void): Alarm {
  let cancel = () => {}
  let isStopped = false
  function clear(): void {
    cancel()
    cancel = () => {}
  }
  return {
    set: (milliseconds) => {
      clear()
      if (!isStopped) cancel = timer.after(milliseconds, ring)
    },
    clear,
    stop: () => {
      isStopped = true
      clear()
    },
  }
}
