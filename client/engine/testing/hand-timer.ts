/** Timers of devices that nothing else wakes: time passes where a test lets it. */
import type { Engine } from '../engine.ts'
import type { ManualClock } from '../platform/testing/manual-clock.ts'
import type { Timer } from '../platform/timer.ts'
import { sync } from './neighbourhood.ts'

interface Due {
  readonly at: number
  readonly run: () => void
}

export interface HandTimer extends Timer {
  /** When what a device waits for goes off. */
  readonly due: () => readonly number[]
  readonly next: () => Due | undefined
}

export interface TimedDevice {
  readonly engine: Engine
  readonly timer: HandTimer
}

export function createHandTimer(clock: ManualClock): HandTimer {
  const due = new Set<Due>()
  return {
    after: (milliseconds, run) => {
      const one: Due = {
        at: clock.now() + milliseconds,
        run: () => {
          due.delete(one)
          run()
        },
      }
      due.add(one)
      return () => due.delete(one)
    },
    due: () => [...due].map(({ at }) => at),
    next: () => [...due].sort((a, b) => a.at - b.at)[0],
  }
}

/** Until then whatever goes off on these devices goes off at its time, and each is heard by the others. */
export async function passTime(clock: ManualClock, until: number, devices: readonly TimedDevice[]): Promise<void> {
  for (;;) {
    const all = devices.flatMap((device) => ({ device, one: device.timer.next() }))
    const waiting = all.flatMap(({ device, one }) => (one === undefined || one.at > until ? [] : { device, one }))
    const [first] = waiting.sort((a, b) => a.one.at - b.one.at)
    if (first === undefined) break
    clock.advance(Math.max(0, first.one.at - clock.now()))
    first.one.run()
    await first.device.engine.settle()
    await sync(...devices.map(({ engine }) => engine))
  }
  clock.advance(Math.max(0, until - clock.now()))
}
