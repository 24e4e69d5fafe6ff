/** Goes off once, in a while: set again, it forgets the time before. */
import type { Timer } from '../platform/timer.ts'

export interface Alarm {
  readonly set: (milliseconds: number) => void
  readonly stop: () => void
}

export function createAlarm(timer: Timer, ring: () => void): Alarm {
  let cancel = () => {}
  return {
    set: (milliseconds) => {
      cancel()
      cancel = timer.after(milliseconds, ring)
    },
    stop: () => {
      cancel()
      cancel = () => {}
    },
  }
}
