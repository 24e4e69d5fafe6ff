/** DS266: rows that were read ahead are those that lie there when they are asked for, whatever was done meanwhile. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChainsAhead, everyChain } from './chains-ahead.ts'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import type { DeviceStore, StoreName } from './device-store.ts'

const { from, store: chains, to } = everyChain

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('ahead' as const) }),
    fc.record({ do: fc.constant('read' as const) }),
    fc.record({ do: fc.constant('wipe' as const) }),
    fc.record({ do: fc.constant('renew' as const) }),
    fc.record({ do: fc.constant('claim' as const) }),
    fc.record({
      do: fc.constant('write' as const),
      store: fc.constantFrom<StoreName>('chains', 'meta'),
      key: fc.constantFrom('care/a', 'care/b', 'team/'),
      value: fc.nat({ max: 3 }),
    }),
  ),
  { maxLength: 12 },
)

test('DS266 after any steps all chains are as the disk has them', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const disk = createMemoryDeviceStore()
      const { readAhead, store } = createChainsAhead(disk, () => {})
      for (const step of [...given, { do: 'read' } as const]) {
        if (step.do === 'ahead') readAhead()
        if (step.do === 'wipe') await store.wipe()
        if (step.do === 'renew') await store.renew(async () => {})
        if (step.do === 'claim') await store.claim(null)
        if (step.do === 'write')
          await store.commit([
            { store: step.store, key: step.key, value: step.value === 0 ? null : new Uint8Array([step.value]) },
          ])
        if (step.do === 'read') expect(await store.scan(chains, from, to)).toEqual(await disk.scan(chains, from, to))
      }
    }),
  )
})

test('DS266 all chains are read once, before they are asked for; what another wrote before it claimed is not missed', async () => {
  const disk = createMemoryDeviceStore()
  let scans = 0
  const prepared: unknown[] = []
  const counted: DeviceStore = {
    ...disk,
    scan: (...asked) => {
      scans += 1
      return disk.scan(...asked)
    },
  }
  const { readAhead, store } = createChainsAhead(counted, (rows) => prepared.push(rows))
  readAhead()
  readAhead()
  const given = await store.scan(chains, from, to)
  expect([scans, prepared.length, prepared[0] === given]).toEqual([1, 1, true])
  readAhead()
  await disk.commit([{ store: chains, key: 'team/', value: new Uint8Array([1]) }])
  await store.claim(null)
  expect(await store.scan(chains, from, to)).toHaveLength(1)
})

const chain = (value: number) => [{ store: chains, key: 'team/', value: new Uint8Array([value]) }]
const ways: Readonly<Record<string, (store: DeviceStore) => Promise<unknown>>> = {
  commit: (store) => store.commit(chain(2)),
  'commit unless': (store) => store.commitUnless({ store: 'meta', key: 'command/1' }, chain(2)),
  wipe: (store) => store.wipe(),
  renew: (store) => store.renew(async () => {}),
}

for (const [way, write] of Object.entries(ways)) {
  test(`DS266 rows that were read ahead are forgotten by ${way}`, async () => {
    const disk = createMemoryDeviceStore()
    await disk.commit(chain(1))
    const { readAhead, store } = createChainsAhead(disk, () => {})
    readAhead()
    await write(store)
    const now = await disk.scan(chains, from, to)
    expect(now).not.toEqual([{ key: 'team/', value: new Uint8Array([1]) }])
    expect(await store.scan(chains, from, to)).toEqual(now)
  })
}
