/** PG440-PG445: what waits behind the pages is what loading gives, whatever comes in between, and is folded in once. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToUtf8 } from '../../../shared/lib/bytes.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { createSerial } from '../lib/serial.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createPageWriter } from './page-writer.ts'
import { createPartitions } from './partitions.ts'
import { createQuietFolding } from './quiet-folding.ts'
import { rowOf } from './read-model.contract.ts'
import { createMemoryReadModel } from './read-model.memory.ts'
import { createRows } from './rows.ts'

async function setup() {
  const random = createSeededRandom('tails')
  const store = createMemoryDeviceStore()
  const sealedStore = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  const open = () => createPageWriter(sealedStore)
  const keys = async () => (await store.scan('pages', '', '\uffff')).map(({ key }) => key)
  return { store, sealedStore, open, keys }
}

function row(partition: string, collection: Collection, number: number, order: number, value = 0): StoredRow {
  return { ...rowOf(collection, `${partition}/${number}`, { value }, partition), order: String(order) }
}

/** Enough that they wait: `count` rows a person. */
function manyOf(partitions: readonly string[], count = 40, value = 0): readonly StoredRow[] {
  return partitions.flatMap((partition) =>
    Array.from({ length: count }, (_, number) => row(partition, 'story', number, value, value)),
  )
}

const always = () => true
const nameOf = ({ collection, id }: Pick<StoredRow, 'collection' | 'id'>) => `${collection}/${id}`

const people = ['p', 'q', 'r'] as const
const person = fc.constantFrom(...people)
const collection = fc.constantFrom<Collection>('story', 'medicines')
const number = fc.nat({ max: 12 })

const stepGiven = fc.oneof(
  fc.record({
    type: fc.constant('plan' as const),
    writes: fc.array(fc.record({ person, collection, number, order: fc.nat({ max: 2 }), value: fc.nat({ max: 9 }) }), {
      minLength: 20,
      maxLength: 60,
    }),
    drops: fc.array(fc.record({ person, collection, number }), { maxLength: 8 }),
    waits: fc.subarray([...people]),
    isSaved: fc.boolean(),
  }),
  fc.record({ type: fc.constant('load' as const), person }),
  fc.record({ type: fc.constant('read' as const), people: fc.subarray([...people]), collection }),
  fc.record({ type: fc.constant('fold' as const), limit: fc.integer({ min: 1, max: 3 }), isSaved: fc.boolean() }),
  fc.record({ type: fc.constant('restart' as const) }),
)

test('PG440 PG442 whoever waits, reads, folds, fails to commit or is killed in between: a plain map has the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepGiven, { maxLength: 12 }), async (steps) => {
      const { store, open } = await setup()
      let pages = open()
      const model = new Map<string, StoredRow>()
      const expected = (partition: string) => [...model.values()].filter((each) => each.partition === partition)
      const sorted = (rows: readonly StoredRow[]) => [...rows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      for (const step of steps) {
        if (step.type === 'plan') {
          const rows = step.writes.map((each) => row(each.person, each.collection, each.number, each.order, each.value))
          const drops = step.drops.map((each) => row(each.person, each.collection, each.number, 0))
          const plan = await pages.plan(rows, drops, (partition) => step.waits.some((each) => each === partition))
          if (!step.isSaved) pages.forget()
          if (!step.isSaved) continue
          expect((await store.commit(plan.writes)).ok).toBe(true)
          for (const each of rows) {
            const known = model.get(nameOf(each))
            if (known === undefined || known.order <= each.order) model.set(nameOf(each), each)
          }
          for (const each of drops) model.delete(nameOf(each))
        } else if (step.type === 'load') {
          const asked = [step.person, step.person, ...people].map(async (each) => ({
            each,
            rows: (await pages.load(each)).rows,
          }))
          for (const { each, rows } of await Promise.all(asked)) expect(sorted(rows)).toEqual(sorted(expected(each)))
        } else if (step.type === 'read') {
          const rows = await pages.read(step.people, [step.collection])
          const wanted = step.people.flatMap(expected).filter((each) => each.collection === step.collection)
          expect(sorted(rows)).toEqual(sorted(wanted))
        } else if (step.type === 'fold') {
          const plan = await pages.fold(step.limit)
          if (plan === null || !step.isSaved) pages.forget()
          else await store.commit(plan.writes)
        } else pages = open()
      }
      for (const each of people) {
        expect(sorted((await pages.load(each)).rows)).toEqual(sorted(expected(each)))
        expect(sorted((await open().load(each)).rows)).toEqual(sorted(expected(each)))
      }
    }),
    { numRuns: 60 },
  )
})

test('PG440 what a later batch says of a row stands, also that it is gone', async () => {
  const { open, store } = await setup()
  const pages = open()
  const plan = async (rows: readonly StoredRow[], drops: readonly StoredRow[] = []) =>
    store.commit((await pages.plan(rows, drops, always)).writes)
  const others = manyOf(['q'])
  await plan([row('p', 'story', 1, 0, 1), row('p', 'story', 2, 0, 1), ...others])
  await plan([row('p', 'story', 1, 0, 2), ...others], [row('p', 'story', 2, 0)])
  for (const each of [open(), pages]) {
    expect((await each.load('p')).rows).toEqual([row('p', 'story', 1, 0, 2)])
  }
})

test('PG440 two who read a person at once see her tails folded in once, whenever the second comes', async () => {
  const { open, store } = await setup()
  const pages = open()
  const others = manyOf(['q'])
  await store.commit((await pages.plan([row('p', 'story', 2, 0), ...others], [], always)).writes)
  await store.commit((await pages.plan([row('p', 'story', 1, 0), ...others], [row('p', 'story', 2, 0)], always)).writes)
  for (let later = 0; later < 60; later++) {
    const again = open()
    const first = again.load('p')
    for (let turn = 0; turn < later; turn++) await Promise.resolve()
    const second = again.load('p')
    for (const { rows } of [await first, await second]) expect(rows.map(({ id }) => id)).toEqual(['p/1'])
  }
})

test('PG440 a second reader folds nothing in again: what a later batch dropped comes back for nobody', async () => {
  const { open, sealedStore, store } = await setup()
  const others = manyOf(['q'])
  const before = open()
  await store.commit((await before.plan([row('p', 'story', 2, 0), ...others], [], always)).writes)
  const drops = [row('p', 'story', 2, 0)]
  await store.commit((await before.plan([row('p', 'story', 1, 0), ...others], drops, always)).writes)
  for (let later = 0; later < 40; later++) {
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    let tailsRead = 0
    const pages = createPageWriter({
      ...sealedStore,
      getMany: async (name, places) => {
        // Whoever reads her tails a second time has them only when the first is done with them.
        if (places.some((place) => place.name.startsWith('tail/')) && ++tailsRead > 1) await held
        return sealedStore.getMany(name, places)
      },
    })
    const [first, second] = [pages.load('p'), pages.load('p')]
    await first
    release()
    for (let turn = 0; turn < later; turn++) await Promise.resolve()
    const third = pages.load('p')
    for (const { rows } of await Promise.all([first, second, third])) expect(rows.map(({ id }) => id)).toEqual(['p/1'])
    expect(tailsRead).toBe(1)
  }
})

test('PG440 nothing of a batch whose commit failed reaches the pages, whoever was reading', async () => {
  const { open, sealedStore, store } = await setup()
  await store.commit((await open().plan(manyOf(['p']))).writes)
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  const pages = createPageWriter({
    ...sealedStore,
    getMany: async (name, places) => {
      if (places.some((place) => place.name === 'story/')) await held
      return sealedStore.getMany(name, places)
    },
  })
  await pages.plan(manyOf(['p'], 40, 1), [], always)
  const reading = pages.read(['p'], ['story'])
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
  pages.forget()
  go()
  expect((await reading).every(({ order }) => order === '0')).toBe(true)
  expect(await pages.fold(9)).toBeNull()
})

test('PG445 of a row that a batch says several times a tail holds the newest, and all that join or came at once', async () => {
  const { open, sealedStore, store } = await setup()
  const at = (collection: Collection, order: number, value: number) => row('p', collection, 1, order, value)
  const receipt = (order: number, seen: number) =>
    ({ ...at('receipts', order, 0), row: { stored: {}, seen: { r: seen } } }) as unknown as StoredRow
  const said = [at('latest', 2, 1), at('latest', 1, 2), at('latest', 2, 3), receipt(1, 9), receipt(2, 4)]
  await store.commit((await open().plan([...said, ...manyOf(['p'])], [], always)).writes)
  const tail = await sealedStore.get('pages', 'p', 'tail/000000001')
  const held = JSON.parse(bytesToUtf8((tail.ok ? tail.value : undefined) ?? new Uint8Array())) as readonly StoredRow[]
  expect(held.filter(({ collection: name }) => name !== 'story')).toEqual(said.filter((each) => each !== said[1]))
  const { rows } = await open().load('p')
  const found = (name: Collection) => rows.find(({ collection: of }) => of === name)
  expect(found('latest')).toEqual(at('latest', 2, 3))
  expect(found('receipts')).toMatchObject({ order: '2', row: { seen: { r: 9 } } })
})

test('PG441 a large batch about people whom nobody has open writes one row a person, and reads none of their pages', async () => {
  const { open, sealedStore, store } = await setup()
  const everybody = Array.from({ length: 30 }, (_, at) => `p${at}`)
  await store.commit((await open().plan(manyOf(everybody, 100))).writes)
  const looked: string[] = []
  const pages = createPageWriter({
    ...sealedStore,
    getMany: (name, places) => {
      looked.push(...places.map((place) => place.name))
      return sealedStore.getMany(name, places)
    },
  })
  const { later, rows, writes } = await pages.plan(manyOf(everybody, 2, 1), [], always)
  expect([rows.length, later.length, writes.length, looked]).toEqual([0, 60, 31, []])
  await store.commit(writes)
  expect((await pages.load('p7')).rows.filter(({ order }) => order === '1')).toHaveLength(2)
  expect(looked.filter((name) => name.startsWith('tail/'))).toEqual([])
})

test('PG441 few rows, and those of whoever is not resting, go to their pages at once', async () => {
  const { open } = await setup()
  const pages = open()
  const few = await pages.plan(manyOf(['p'], 5), [], always)
  expect([few.rows.length, few.later]).toEqual([5, []])
  const mixed = await pages.plan(manyOf(['q', 'r']), [], (partition) => partition === 'r')
  expect(mixed.rows.every(({ partition }) => partition === 'q')).toBe(true)
  expect(mixed.later.every(({ partition }) => partition === 'r')).toBe(true)
  expect([mixed.rows.length, mixed.later.length]).toEqual([40, 40])
})

test('PG442 a tail goes in the commit that writes its pages, the list of them with the last', async () => {
  const { keys, open, store } = await setup()
  const pages = open()
  await store.commit((await pages.plan(manyOf(['p', 'q']), [], always)).writes)
  expect(await keys()).toHaveLength(3)
  const first = (await pages.fold(1))!
  expect(first.writes.filter(({ value }) => value === null)).toHaveLength(1)
  await store.commit(first.writes)
  // What happens to a person after that is not undone by a restart, though the batch's list still names her.
  await store.commit((await pages.plan([], [row('p', 'story', 3, 0)])).writes)
  const again = open()
  expect((await again.load('p')).rows).toHaveLength(39)
  const second = (await again.fold(5))!
  // Hers once more, his, and the list.
  expect(second.writes.filter(({ value }) => value === null)).toHaveLength(3)
  await store.commit(second.writes)
  expect(await again.fold(5)).toBeNull()
  expect([pages.isBehind(), again.isBehind()]).toEqual([true, false])
  expect((await open().load('q')).rows).toHaveLength(40)
  const index = 1
  expect(await keys()).toHaveLength(2 * (1 + index))
})

test('PG442 who writes of one person folds in her tails alone', async () => {
  const { open, store } = await setup()
  const pages = open()
  const everybody = Array.from({ length: 20 }, (_, at) => `p${at}`)
  await store.commit((await pages.plan(manyOf(everybody), [], always)).writes)
  const { rows, writes } = await pages.plan([row('p3', 'story', 50, 1)])
  expect(rows.map(({ id }) => id)).toEqual(['p3/50'])
  // Her page, her index, her tail.
  expect(writes).toHaveLength(3)
})

test('PG444 what cannot be read of it is counted, and the rest is there', async () => {
  const { open, sealedStore, store } = await setup()
  await store.commit((await open().plan(manyOf(['p', 'q']), [], always)).writes)
  const value = new Uint8Array([1])
  const [place] = await sealedStore.seal([{ store: 'pages', scope: 'p', name: 'tail/000000001', value }])
  await store.commit([{ ...place!, value: new Uint8Array(40) }])
  const pages = open()
  expect([(await pages.load('p')).rows.length, (await pages.load('q')).rows.length]).toEqual([0, 40])
  expect((await pages.fold(9))!.damaged).toBe(1)
})

test('PG443 what waits is folded in when it is quiet, few at a time, and not while something goes on', async () => {
  const { open, store } = await setup()
  const pages = open()
  const everybody = Array.from({ length: 20 }, (_, at) => `p${at}`)
  const commits: number[] = []
  const counted = {
    ...store,
    commit: (writes: Parameters<typeof store.commit>[0]) => {
      commits.push(writes.length)
      return store.commit(writes)
    },
  }
  const due: (() => void)[] = []
  const timer = {
    after: (_: number, run: () => void) => {
      due.push(run)
      return () => {}
    },
  }
  let isQuiet = false
  let done = 0
  const folding = createQuietFolding({
    ...{ store: counted, pages, commitLock: createSerial(), timer },
    isQuiet: () => isQuiet,
    onDone: () => done++,
  })
  folding.kick()
  expect(due).toEqual([])
  await store.commit((await pages.plan(manyOf(everybody), [], always)).writes)
  folding.kick()
  folding.kick()
  expect(due).toHaveLength(1)
  due.pop()!()
  await store.get('meta', 'any')
  expect([commits, done]).toEqual([[], 0])
  isQuiet = true
  folding.kick()
  due.pop()!()
  await folding.settle()
  expect(commits).toEqual([24, 24, 13])
  expect([done > 0, pages.isBehind()]).toEqual([true, false])
  await folding.stop()
})

test('PG440 a person who is being opened while a batch comes has all of it', async () => {
  const { open, store } = await setup()
  const pageWriter = open()
  const readModel = createMemoryReadModel()
  const partitions = createPartitions({ pageWriter, readModel })
  const rows = createRows(readModel, partitions)
  await store.commit((await pageWriter.plan(manyOf(['p', 'q'], 3))).writes)
  const asked = rows.find('story', { partition: 'p' })
  expect([partitions.isResting('p'), partitions.isResting('q')]).toEqual([false, true])
  const plan = await pageWriter.plan(manyOf(['p', 'q'], 40, 1), [], partitions.isResting)
  await store.commit(plan.writes)
  await partitions.show(plan)
  await asked
  expect(new Set(plan.later.map(({ partition }) => partition))).toEqual(new Set(['q']))
  for (const partition of ['p', 'q']) expect(await rows.find('story', { partition })).toHaveLength(40)
})
