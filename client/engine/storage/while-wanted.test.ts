/** SX15: whose time is over writes nothing, by whatever way. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import { whileWanted } from './while-wanted.ts'

test('SX15 of any commits the disk has those that were asked for while their writer was wanted, and the others are told as refused', async () => {
  const asked = fc.record({ key: fc.constantFrom('a', 'b', 'c'), isOnce: fc.boolean(), isWanted: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { maxLength: 8 }), async (commits) => {
      const disk = createMemoryDeviceStore()
      let isNow = true
      const store = whileWanted(disk, () => isNow)
      for (const { isOnce, isWanted, key } of commits) {
        isNow = isWanted
        const before = disk.dump()
        const isThere = (await disk.get('log', key)) !== undefined
        const writes = [{ store: 'log', key, value: new Uint8Array([before.length]) }] as const
        const saved = isOnce ? await store.commitUnless({ store: 'log', key }, writes) : await store.commit(writes)
        expect(saved.ok).toBe(isWanted)
        if (!isWanted || (isOnce && isThere)) expect(disk.dump()).toEqual(before)
        else expect(await disk.get('log', key)).toEqual(writes[0].value)
      }
    }),
  )
})
