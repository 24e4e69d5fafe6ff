/** PG1-PG6: rows written to pages are the rows loaded from them, whatever came in between. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { pageFor, rowsPerPage, splitPage } from './page-index.ts'
import { createPageWriter } from './page-writer.ts'
import { rowOf } from './read-model.contract.ts'

async function setup() {
  const random = createSeededRandom('pages')
  const store = createMemoryDeviceStore()
  const sealedStore = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  const open = () => createPageWriter(sealedStore)
  return { store, sealedStore, open }
}

function row(partition: string, collection: Collection, id: string, order: string, value: number): StoredRow {
  return { ...rowOf(collection, id, { value }, partition), order }
}

const nameOf = ({ collection, id }: { readonly collection: string; readonly id: string }) => `${collection}/${id}`

const stepsGiven = fc.array(
  fc.record({
    writes: fc.array(
      fc.record({
        partition: fc.constantFrom('home', 'p'),
        collection: fc.constantFrom<Collection>('story', 'medicines'),
        number: fc.nat({ max: 200 }),
        value: fc.nat({ max: 5 }),
        order: fc.nat({ max: 9 }),
      }),
      { maxLength: 120 },
    ),
    drops: fc.array(fc.nat({ max: 200 }), { maxLength: 10 }),
    restart: fc.boolean(),
  }),
  { maxLength: 5 },
)

test('PG1 PG2 PG3 any plans leave the rows a plain map would, on pages of at most 64', async () => {
  await fc.assert(
    fc.asyncProperty(stepsGiven, async (steps) => {
      const { store, open } = await setup()
      let pages = open()
      const model = new Map<string, StoredRow>()
      for (const { writes, drops, restart } of steps) {
        const rows = writes.map(({ partition, collection, number, order, value }) =>
          row(partition, collection, `${partition}${number}`, String(order), value),
        )
        const places = drops.map((number) => ({ partition: 'p', collection: 'story' as const, id: `p${number}` }))
        const plan = await pages.plan(rows, places)
        expect((await store.commit(plan.writes)).ok).toBe(true)
        for (const each of rows) {
          const known = model.get(nameOf(each))
          if (known === undefined || known.order <= each.order) model.set(nameOf(each), each)
        }
        for (const each of places) model.delete(nameOf(each))
        if (restart) pages = open()
      }
      for (const partition of ['home', 'p']) {
        const { rows, damaged } = await pages.load(partition)
        const expected = [...model].filter(([, each]) => each.partition === partition)
        expect(new Map(rows.map((each) => [nameOf(each), each]))).toEqual(new Map(expected))
        expect(rows.length).toBe(expected.length)
        expect(damaged).toBe(0)
      }
    }),
    { numRuns: 20 },
  )
})

test('PG2 pages split by their rows’ hashes: none over the limit, each row on the one page its hash names', () => {
  fc.assert(
    fc.property(fc.nat({ max: 400 }), (count) => {
      const ids = Array.from({ length: count }, (_, number) => `row ${number}`)
      const parts = splitPage('', ids)
      const prefixes = new Set(parts.keys())
      for (const [prefix, own] of parts) {
        expect(own.length).toBeLessThanOrEqual(rowsPerPage)
        for (const id of own) expect(pageFor(prefixes, id)).toBe(prefix)
      }
      expect([...parts.values()].flat().sort()).toEqual([...ids].sort())
    }),
    { numRuns: 20 },
  )
})

test('PG3 of two rows with one id the higher order stays, and a row that says nothing new is not written', async () => {
  const { store, open } = await setup()
  const pages = open()
  await store.commit((await pages.plan([row('p', 'story', 'a', '2', 2)])).writes)
  for (const older of [row('p', 'story', 'a', '1', 1), row('p', 'story', 'a', '2', 2)]) {
    expect(await pages.plan([older])).toEqual({ writes: [], rows: [], removed: [], later: [], damaged: 0 })
  }
  const { rows, writes } = await pages.plan([row('p', 'story', 'a', '3', 3), row('p', 'story', 'b', '', 0)])
  expect(rows.map(({ id, order }) => id + order)).toEqual(['a3', 'b'])
  expect(writes.length).toBe(1)
})

test('PG3 a row put and dropped in one plan is dropped', async () => {
  const { open } = await setup()
  const place = { partition: 'p', collection: 'visits', id: 'a' } as const
  expect(await open().plan([row('p', 'visits', 'a', '', 1)], [place])).toMatchObject({ rows: [], removed: [place] })
})

test('PG4 a write into many rows seals one page of at most 64 again', async () => {
  const { store, open } = await setup()
  const many = Array.from({ length: 3_000 }, (_, number) => row('home', 'directory', `person ${number}`, '', 0))
  await store.commit((await open().plan(many)).writes)
  const plan = await open().plan([row('home', 'directory', 'person 7', '', 1)])
  expect(plan.writes.length).toBe(1)
  expect(plan.writes[0]!.value!.length).toBeLessThan(64 * 160)
})

test('PG5 plans made before the last was committed build on it; after a failed commit nothing of it is left', async () => {
  const { store, open } = await setup()
  const pages = open()
  const [first, second] = await Promise.all([
    pages.plan([row('p', 'story', 'a', '', 1)]),
    pages.plan([row('p', 'story', 'b', '', 1)]),
  ])
  expect((await pages.load('p')).rows.map(({ id }) => id)).toEqual(['a', 'b'])
  await store.commit(first.writes)
  await store.commit(second.writes)
  expect((await open().load('p')).rows.map(({ id }) => id)).toEqual(['a', 'b'])
  await pages.plan([row('p', 'story', 'c', '', 1)])
  pages.forget()
  const third = await pages.plan([row('p', 'story', 'd', '', 1)])
  await store.commit(third.writes)
  expect((await open().load('p')).rows.map(({ id }) => id)).toEqual(['a', 'b', 'd'])
})

test('PG6 a damaged page is counted, and the others are loaded', async () => {
  const { store, open, sealedStore } = await setup()
  await store.commit((await open().plan([row('p', 'story', 'a', '', 1), row('p', 'medicines', 'm', '', 1)])).writes)
  const value = new Uint8Array([1])
  const [place] = await sealedStore.seal([{ store: 'pages', scope: 'p', name: 'story/', value }])
  await store.commit([{ ...place!, value: new Uint8Array(40) }])
  expect(await open().load('p')).toMatchObject({ rows: [{ id: 'm' }], damaged: 1 })
  expect(await open().plan([row('p', 'story', 'b', '', 1)])).toMatchObject({ damaged: 1, rows: [{ id: 'b' }] })
})
