/** RM841, RM969: a fortnight without the relay is over by the device's own clock, and never early, whatever that clock does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { erase } from './erase.ts'
import { isTaken } from './is-taken.ts'
import { phaseOf } from './own-device.ts'
import { isOver, type RemovedPhase, shutForGood } from './removal.ts'

const hour = 3_600_000
const day = 24 * hour

/** Looked at after each of these, in true time; the clock is set once, and stays so. The true time of its end, or null. */
async function endOf(waits: readonly number[], set: { readonly after: number; readonly by: number }) {
  const clock = createManualClock(1_000 * day)
  const disk = createMemoryDeviceStore()
  await disk.commit([{ store: 'blobs', key: 'sealed', value: new Uint8Array(9) }])
  await shutForGood(disk, 'staff', clock.now())
  const deps = {
    ...{
      store: disk,
      clock,
      clearSite: async () => 'cleared' as const,
      isBroken: async () => false,
      isWanted: () => true,
    },
    relay: { append: async () => ok([]), appendControl: async () => ok([]), sayErased: async () => ok(undefined) },
    // Never answers.
    holdBlobs: async () => null,
  }
  let lived = 0
  for (const [at, wait] of waits.entries()) {
    clock.advance(wait)
    if (at === set.after) clock.advance(set.by)
    lived += wait
    const phase = (await phaseOf(disk)) as RemovedPhase
    const { erased } = await erase(deps, phase)
    expect(await disk.get('blobs', 'sealed')).toEqual(erased ? undefined : new Uint8Array(9))
    if (erased) return lived
  }
  return null
}

test('RM841 a clock that is set once, by whatever, takes a day of the fortnight and no more', async () => {
  const wait = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 * day }) },
    fc.integer({ min: 0, max: 40 * day }),
  )
  const by = fc.oneof(
    fc.integer({ min: -20 * day, max: 20 * day }),
    fc.integer({ min: -9_000 * day, max: 9_000 * day }),
  )
  let ends = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(wait, { minLength: 30, maxLength: 40 }),
      fc.record({ after: fc.nat({ max: 39 }), by }),
      async (waits, set) => {
        const lived = await endOf(waits, set)
        if (lived === null) return
        ends++
        expect(lived).toBeGreaterThanOrEqual(13 * day)
      },
    ),
    { numRuns: 200 },
  )
  expect(ends).toBeGreaterThan(20)
})

test('RM841 looked at every day it is over after a fortnight, or one more day where the clock was set', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: hour / 2, max: day }),
      fc.record({ after: fc.nat({ max: 30 }), by: fc.integer({ min: -9_000 * day, max: 9_000 * day }) }),
      async (every, set) => {
        const waits = Array.from({ length: Math.ceil((18 * day) / every) }, () => every)
        const lived = await endOf(waits, set)
        expect(lived).not.toBeNull()
        expect(lived).toBeLessThanOrEqual(16 * day)
      },
    ),
    { numRuns: 20 },
  )
})

test('RM969 of two people who are erased from one device at once, in whatever order it goes, one clears the site', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.boolean(), fc.boolean(), async (turns, ...words) => {
      const disks = [createMemoryDeviceStore(), createMemoryDeviceStore()] as const
      let cleared = 0
      const begun = disks.map(async (disk, at) => {
        const shut = await shutForGood(disk, 'staff', 1_000 as Instant)
        return { ...shut, word: words[at] ? new Uint8Array(9) : null }
      })
      const phases = await Promise.all(begun)
      const erased = phases.map(async (phase, at) => {
        const relay = {
          append: async () => ok([]),
          appendControl: async () => ok([]),
          sayErased: () => turns.schedule(Promise.resolve(ok(undefined))),
        }
        const clearSite = async () => {
          await turns.schedule(Promise.resolve())
          if (await isTaken(disks[1 - at]!)) return 'others'
          cleared++
          return 'cleared'
        }
        const deps = { store: disks[at]!, clock: createManualClock(), relay, clearSite }
        const holdBlobs = () => turns.schedule(Promise.resolve({ left: 0, lost: 0 }))
        return erase({ ...deps, holdBlobs, isBroken: async () => false, isWanted: () => true }, phase)
      })
      await turns.waitFor(Promise.all(erased))
      for (const one of await Promise.all(erased)) expect(isOver(one)).toBe(true)
      expect(cleared).toBeGreaterThan(0)
      for (const disk of disks) expect(await phaseOf(disk)).toMatchObject({ type: 'removed', erased: true })
    }),
  )
})

test('RM841 what could not be handed over by then is counted, and said after it has gone', async () => {
  const clock = createManualClock()
  const disk = createMemoryDeviceStore()
  const at = clock.now()
  const phase = { type: 'removed', at, seenAt: at, audience: 'staff', erased: false, word: null, opens: false } as const
  const counts = { left: 0, lost: 0, waited: 14 * day, gone: 0 }
  const after = await erase(
    {
      ...{
        store: disk,
        clock,
        clearSite: async () => 'cleared' as const,
        isBroken: async () => false,
        isWanted: () => true,
      },
      relay: { append: async () => ok([]), appendControl: async () => ok([]), sayErased: async () => ok(undefined) },
      holdBlobs: async () => ({ left: 2, lost: 0 }),
    },
    { ...phase, ...counts },
  )
  expect(after).toMatchObject({ erased: true, left: 0, gone: 2 })
  expect(await phaseOf(disk)).toMatchObject({ erased: true, gone: 2, waited: 14 * day, seenAt: at as Instant })
})
