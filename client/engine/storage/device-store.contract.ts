/** Every `DeviceStore` adapter passes these: DS1-DS6, DS1076 and, where several can open it, DS10 of SPEC.md. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceStore, StoreName, Write } from './device-store.ts'
import { numberKey, prefixEnd } from './key-range.ts'

export interface OpenedStore {
  readonly store: DeviceStore
  /** The same disk, opened again. */
  readonly reopen: () => Promise<DeviceStore>
}

const bytes = (...values: readonly number[]): Bytes => new Uint8Array(values)

async function contents(store: DeviceStore, names: readonly StoreName[]): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {}
  for (const name of names) {
    for (const { key, value } of await store.scan(name, '', '\uffff')) found[`${name}/${key}`] = [...value]
  }
  return found
}

const writesGiven = fc.array(
  fc.record({
    store: fc.constantFrom<StoreName>('log', 'outbox'),
    key: fc.constantFrom('a', 'a/1', 'a/2', 'b'),
    value: fc.option(fc.uint8Array({ maxLength: 3 }).map((value) => new Uint8Array(value))),
  }),
  { maxLength: 6 },
)

export function deviceStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  test(`${name} DS1 any commits leave what the last write of each key says, also after opening again`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writesGiven, { maxLength: 4 }), async (commits) => {
        const { store, reopen } = await open()
        const model: Record<string, number[]> = {}
        for (const writes of commits) {
          expect(await store.commit(writes)).toEqual({ ok: true, value: undefined })
          for (const { store: to, key, value } of writes) {
            if (value === null) delete model[`${to}/${key}`]
            else model[`${to}/${key}`] = [...value]
          }
        }
        expect(await contents(store, ['log', 'outbox'])).toEqual(model)
        await store.close()
        const again = await reopen()
        expect(await contents(again, ['log', 'outbox'])).toEqual(model)
        await again.close()
      }),
      { numRuns: 25 },
    )
  })

  test(`${name} DS350 of any commits that are for once, the first of each writes everything, and no other anything`, async () => {
    const once = fc.record({ mark: fc.constantFrom('m/1', 'm/2'), writes: writesGiven })
    await fc.assert(
      fc.asyncProperty(fc.array(once, { maxLength: 5 }), async (commits) => {
        const { store } = await open()
        const model: Record<string, number[]> = {}
        for (const { mark, writes } of commits) {
          const isFirst = model[`meta/${mark}`] === undefined
          const written = [...writes, { store: 'meta', key: mark, value: bytes(1) } as const]
          expect(await store.commitUnless({ store: 'meta', key: mark }, written)).toEqual({ ok: true, value: isFirst })
          if (!isFirst) continue
          for (const { store: to, key, value } of written) {
            if (value === null) delete model[`${to}/${key}`]
            else model[`${to}/${key}`] = [...value]
          }
        }
        expect(await contents(store, ['log', 'outbox', 'meta'])).toEqual(model)
        await store.close()
      }),
      { numRuns: 25 },
    )
  })

  test(`${name} DS2 a commit that fails on one write leaves none of the others`, async () => {
    const { store } = await open()
    await store.commit([{ store: 'log', key: 'kept', value: bytes(1) }])
    const broken = { store: 'outbox', key: 'x', value: (() => 0) as unknown as Bytes } satisfies Write
    const result = await store.commit([{ store: 'log', key: 'kept', value: bytes(2) }, broken])
    expect(result).toMatchObject({ ok: false, error: { type: 'disk' } })
    const once = await store.commitUnless({ store: 'meta', key: 'once' }, [
      { store: 'log', key: 'kept', value: bytes(2) },
      broken,
    ])
    expect(once).toMatchObject({ ok: false, error: { type: 'disk' } })
    expect(await contents(store, ['log', 'outbox', 'meta'])).toEqual({ 'log/kept': [1] })
    expect(await store.commit([{ store: 'log', key: 'next', value: bytes(3) }])).toMatchObject({ ok: true })
    await store.close()
  })

  test(`${name} DS3 a scan gives the keys from the first, without the last, in order`, async () => {
    const { store } = await open()
    const keys = [10, 9, 100].map((value) => `g/${numberKey(value)}`)
    await store.commit(['f/1', 'h', 'g', ...keys].map((key) => ({ store: 'boxes' as const, key, value: bytes() })))
    const found = await store.scan('boxes', 'g/', prefixEnd('g/'))
    expect(found.map(({ key }) => key)).toEqual([keys[1], keys[0], keys[2]])
    expect((await store.scan('boxes', keys[1]!, keys[2]!)).map(({ key }) => key)).toEqual([keys[1], keys[0]])
    await store.close()
  })

  test(`${name} DS4 getMany answers in the order asked, undefined for what is not there`, async () => {
    const { store } = await open()
    await store.commit([
      { store: 'log', key: 'a', value: bytes(1) },
      { store: 'log', key: 'b', value: bytes(2) },
    ])
    expect(await store.getMany('log', ['b', 'none', 'a', 'b'])).toEqual([bytes(2), undefined, bytes(1), bytes(2)])
    expect(await store.get('outbox', 'a')).toBeUndefined()
    await store.close()
  })

  test(`${name} DS20 what is asked for in one go is answered each by itself, and nothing known is missing`, async () => {
    const { store } = await open()
    await store.commit(['a', 'b', 'c'].map((key, at) => ({ store: 'log' as const, key, value: bytes(at) })))
    const keysOf = (items: readonly { readonly key: string }[]) => items.map(({ key }) => key)
    const asked = Promise.all([
      store.get('log', 'b'),
      store.getMany('log', ['c', 'none']),
      store.scan('log', 'b', 'd').then(keysOf),
      store.scan('outbox', 'a', 'z').then(keysOf),
      // Asked with the answer of another, after a commit that was asked for in between.
      store.get('log', 'a').then(async () => {
        await store.commit([{ store: 'log', key: 'd', value: bytes(3) }])
        return store.get('log', 'd')
      }),
    ])
    expect(await asked).toEqual([bytes(1), [bytes(2), undefined], ['b', 'c'], [], bytes(3)])
    await store.close()
  })

  test(`${name} DS5 values are plain byte arrays of their own`, async () => {
    const { store } = await open()
    const given = bytes(1, 2, 3)
    await store.commit([{ store: 'log', key: 'a', value: given }])
    given[0] = 9
    const first = (await store.get('log', 'a'))!
    first[1] = 9
    const second = (await store.get('log', 'a'))!
    expect(Object.getPrototypeOf(second)).toBe(Uint8Array.prototype)
    expect([...second]).toEqual([1, 2, 3])
    expect(second.buffer.byteLength).toBe(3)
    await store.close()
  })

  test(`${name} DS6 a renewed store is a new one: empty before anything else is done, and it goes on`, async () => {
    const { store } = await open()
    await store.commit([{ store: 'vault', key: 'header', value: bytes(1) }])
    let between = 0
    await store.renew(async () => {
      between += 1
    })
    expect([between, await store.get('vault', 'header')]).toEqual([1, undefined])
    expect(await store.commit([{ store: 'vault', key: 'header', value: bytes(2) }])).toMatchObject({ ok: true })
    expect(await store.get('vault', 'header')).toEqual(bytes(2))
    await store.close()
  })

  test(`${name} DS6 after a wipe nothing is there and the store goes on`, async () => {
    const { store } = await open()
    await store.commit([{ store: 'vault', key: 'header', value: bytes(1) }])
    await store.wipe()
    expect(await store.get('vault', 'header')).toBeUndefined()
    expect(await store.commit([{ store: 'vault', key: 'header', value: bytes(2) }])).toMatchObject({ ok: true })
    expect((await store.usage()).usedBytes).toBeGreaterThanOrEqual(0)
    await store.close()
  })

  test(`${name} DS1076 a store that was closed takes nothing more, and says so`, async () => {
    const { reopen, store } = await open()
    await store.commit([{ store: 'log', key: 'kept', value: bytes(1) }])
    await store.close()
    const late = [{ store: 'log', key: 'kept', value: bytes(2) }] as const
    expect(await store.commit(late)).toMatchObject({ ok: false, error: { type: 'disk' } })
    const once = await store.commitUnless({ store: 'meta', key: 'once' }, late)
    expect(once).toMatchObject({ ok: false, error: { type: 'disk' } })
    const again = await reopen()
    expect(await contents(again, ['log', 'meta'])).toEqual({ 'log/kept': [1] })
    await again.close()
  })
}

/** DS10, of every adapter whose disk several can have open: three that have the same one. */
export function claimedStoreContract(
  name: string,
  open: () => Promise<readonly [first: DeviceStore, second: DeviceStore, flusher: DeviceStore]>,
): void {
  test(`${name} DS10 who claims the disk is the only one who writes, wipes or renews it, and a wipe keeps it so`, async () => {
    const [first, second, flusher] = await open()
    const writesOf = (key: string): readonly Write[] => [{ store: 'log', key, value: bytes(1) }]
    const write = async (store: DeviceStore, key: string) => (await store.commit(writesOf(key))).ok
    const writeOnce = async (store: DeviceStore, key: string) => {
      const saved = await store.commitUnless({ store: 'log', key }, writesOf(key))
      return saved.ok ? saved.value : null
    }
    const keys = async () => (await second.scan('log', '', 'z')).map(({ key }) => key)
    await first.claim(bytes(1))
    await flusher.claim(null)
    expect([await write(first, 'a'), await write(flusher, 'b')]).toEqual([true, true])
    await second.claim(bytes(2))
    expect([await write(first, 'c'), await write(flusher, 'd'), await write(second, 'e')]).toEqual([false, false, true])
    expect([await writeOnce(first, 'c'), await writeOnce(second, 'e')]).toEqual([null, false])
    await expect(first.wipe()).rejects.toThrow()
    let isBetween = false
    const renewing = first.renew(async () => {
      isBetween = true
    })
    await expect(renewing).rejects.toThrow()
    expect([isBetween, await keys()]).toEqual([false, ['a', 'b', 'e']])
    await second.wipe()
    expect([await write(first, 'f'), await write(second, 'g')]).toEqual([false, true])
    for (const store of [first, second, flusher]) await store.close()
  })
}
