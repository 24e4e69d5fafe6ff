/** RM270: erasing goes on after a try that failed, whatever failed. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createErasing } from './erasing.ts'
import type { RemovedPhase } from './removal.ts'

test('RM270 a disk that could not be deleted just then is deleted with the next try', async () => {
  const disk = createMemoryDeviceStore()
  await disk.commit([{ store: 'log', key: 'sealed', value: new Uint8Array(9) }])
  let isBusy = true
  const waits: (() => void)[] = []
  const seen: boolean[] = []
  const erasing = createErasing({
    store: {
      ...disk,
      renew: async (between) => {
        if (isBusy) throw new Error('another connection holds it')
        await disk.renew(between)
      },
    },
    relay: {
      ...{ append: async () => ok([]), appendControl: async () => ok([]) },
      ...{ holdBlob: async () => ok(undefined), sayErased: async () => ok(undefined) },
    },
    clock: createManualClock(),
    random: { bytes: (count) => new Uint8Array(count) },
    timer: {
      after: (_, run) => {
        waits.push(run)
        return () => {}
      },
    },
    clearSite: async () => 'cleared' as const,
    verifier: createSignatureVerifier(),
    isWanted: () => true,
    onChange: ({ erased }) => void seen.push(erased),
  })
  const phase: RemovedPhase = {
    type: 'removed',
    at: 0 as Instant,
    audience: 'staff',
    erased: false,
    word: null,
    seenAt: 0 as Instant,
    ...{ left: 0, lost: 0, waited: 0, gone: 0 },
  }
  await erasing.begin(phase)
  expect(seen).toEqual([false])
  isBusy = false
  waits.shift()?.()
  await erasing.wake()
  expect(seen.at(-1)).toBe(true)
  expect(await disk.scan('log', '', '~')).toEqual([])
})
