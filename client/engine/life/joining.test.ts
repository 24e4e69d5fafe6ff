/** JO271: however often an asker is woken, it asks one at a time, and goes on once. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ok } from '../../../shared/lib/result.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createJoining, type WaitingPhase } from './joining.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('JO271 woken any number of times while the relay is slow, it asks once more and waits for one moment alone', async () => {
  // Turns are counted here: the part that is loaded late is there already, as after the first time.
  await import('./ask-relay.ts')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('wake', 'answer', 'time'), { maxLength: 12 }), async (steps) => {
      const answers: (() => void)[] = []
      const timers = new Set<() => void>()
      let most = 0
      const joining = createJoining({
        store: createMemoryDeviceStore(),
        clock: createManualClock(),
        random: { bytes: (count) => new Uint8Array(count) },
        timer: {
          after: (_, run) => {
            timers.add(run)
            return () => void timers.delete(run)
          },
        },
        relay: {
          appendControl: async () => ok([]),
          join: async () => {
            await new Promise<void>((resolve) => {
              answers.push(resolve)
              most = Math.max(most, answers.length)
            })
            return ok('waiting')
          },
        },
        onAsked: () => {},
      })
      const phase = { type: 'waiting', request: new Uint8Array(1) } as unknown as WaitingPhase
      joining.keepAsking(phase)
      for (const step of [...steps, 'answer', 'answer', 'answer'] as const) {
        if (step === 'wake') joining.wake()
        if (step === 'answer') answers.shift()?.()
        if (step === 'time')
          for (const run of [...timers]) {
            timers.delete(run)
            run()
          }
        await settled()
      }
      expect(most).toBe(1)
      expect(timers.size).toBe(1)
      joining.stop()
      expect(timers.size).toBe(0)
    }),
  )
})
