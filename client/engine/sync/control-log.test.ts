/** SX120: the chains' entries on the disk, in the order in which they came, whatever became of the count beside them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { createTestSpace } from '../../../shared/testing/test-space.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { openControlLog } from './control-log.ts'

const all = createTestSpace().controls.map(({ entry }) => entry)

test('SX120 whatever batches they came in, with failed commits, restarts and a damaged count, each is there once and in order', async () => {
  const step = fc.record({
    many: fc.nat({ max: 4 }),
    fails: fc.boolean(),
    next: fc.constantFrom<'goes on' | 'restarts' | 'is damaged'>('goes on', 'restarts', 'is damaged'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const store = createMemoryDeviceStore()
      let log = await openControlLog(store)
      let kept = 0
      for (const { fails, many, next } of steps) {
        const batch = all.slice(kept, kept + many)
        const writes = log.plan(batch)
        if (!fails) {
          expect((await store.commit(writes)).ok).toBe(true)
          log.keep(batch)
          kept += batch.length
        }
        const damaged = [{ store: 'meta', key: 'control-rows', value: new Uint8Array([0xff]) as Bytes }] as const
        if (next === 'is damaged') await store.commit(damaged)
        if (next !== 'goes on') log = await openControlLog(store)
      }
      expect((await log.read()).map(({ id }) => id)).toEqual(all.slice(0, kept).map(({ id }) => id))
    }),
    { numRuns: 60 },
  )
})
