/** VA1-VA4: what lies on the disk can neither be read, moved nor changed, and its keys say nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import { createSealedStore, type SealedStoreName } from './sealed-store.ts'

async function setup(seed = 'a') {
  const random = createSeededRandom(seed)
  const store = createMemoryDeviceStore()
  const vaultKey = random.bytes(32)
  return { store, vaultKey, random, sealed: await createSealedStore({ store, random, vaultKey }) }
}

const item = (store: SealedStoreName, scope: string, name: string, text: string) => ({
  store,
  scope,
  name,
  value: utf8ToBytes(text),
})

test('VA1 what was sealed is what is opened, by name and by scope', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  const { store, sealed } = await setup()
  await fc.assert(
    fc.asyncProperty(text, text, fc.uint8Array({ maxLength: 200 }), async (scope, name, given) => {
      await store.wipe()
      const value = new Uint8Array(given)
      await store.commit(await sealed.seal([{ store: 'pages', scope, name, value }]))
      expect(await sealed.get('pages', scope, name)).toEqual({ ok: true, value })
      expect(await sealed.list('pages', scope)).toEqual({ items: [{ name, value }], damaged: 0 })
      expect(await sealed.get('pages', scope, `${name}x`)).toEqual({ ok: true, value: undefined })
      expect((await sealed.list('pages', `${scope}x`)).items).toEqual([])
      expect((await sealed.list('docs', scope)).items).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('VA1 a scope lists in name order, without what was deleted', async () => {
  const { store, sealed } = await setup()
  await store.commit(await sealed.seal(['c', 'a', 'b'].map((name) => item('pages', 's', name, name))))
  await store.commit(await sealed.seal([{ store: 'pages', scope: 's', name: 'b', value: null }]))
  expect((await sealed.list('pages', 's')).items.map(({ name }) => name)).toEqual(['a', 'c'])
})

test('VA2 a row put in the place of another does not open', async () => {
  const { store, sealed } = await setup()
  await store.commit(await sealed.seal([item('pages', 's', 'a', 'one'), item('pages', 's', 'b', 'two')]))
  const [first, second] = store.dump()
  await store.commit([
    { ...first!, value: second!.value },
    { ...second!, value: first!.value },
  ])
  expect(await sealed.get('pages', 's', 'a')).toEqual({ ok: false, error: { type: 'damaged', store: 'pages' } })
  expect(await sealed.list('pages', 's')).toEqual({ items: [], damaged: 2 })
})

test('VA2 a row moved to another store does not open', async () => {
  const { store, sealed } = await setup()
  const [written] = await sealed.seal([item('docs', 's', 'a', 'one')])
  const [other] = await sealed.seal([item('pages', 's', 'a', 'two')])
  await store.commit([{ ...written!, store: 'pages', key: other!.key }])
  expect(await sealed.get('pages', 's', 'a')).toMatchObject({ ok: false })
})

test('VA2 a row with any byte changed does not open', async () => {
  const { store, sealed } = await setup()
  const [written] = await sealed.seal([item('pages', 's', 'a', 'words')])
  for (let at = 0; at < written!.value!.length; at++) {
    const value = Uint8Array.from(written!.value!)
    value[at]! ^= 1 << (at % 8)
    await store.commit([{ ...written!, value }])
    expect((await sealed.get('pages', 's', 'a')).ok).toBe(false)
  }
})

test('VA3 another vault key opens nothing and finds nothing', async () => {
  const { store, sealed, random } = await setup()
  await store.commit(await sealed.seal([item('pages', 's', 'a', 'words')]))
  const other = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  expect(await other.get('pages', 's', 'a')).toEqual({ ok: true, value: undefined })
  expect((await other.list('pages', 's')).items).toEqual([])
})

test('VA4 neither words nor scopes nor names stand on the disk', async () => {
  const { store, sealed } = await setup()
  await store.commit(await sealed.seal([item('pages', 'CANARY-scope', 'CANARY-name', 'CANARY-words')]))
  const disk = store.dump().map(({ key, value }) => key + new TextDecoder('latin1').decode(value!))
  expect(disk.join()).not.toContain('CANARY')
  expect(bytesToUtf8((await sealed.list('pages', 'CANARY-scope')).items[0]!.value)).toBe('CANARY-words')
})
