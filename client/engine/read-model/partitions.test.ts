/** RM6, RM8, PG7: what is asked for is loaded once, kept true, and let go of. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { peoplePartition, type StoredRow } from '../../domain/projections/rows.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createPageWriter, type PageWriter } from './page-writer.ts'
import { createPartitions, partitionsKept } from './partitions.ts'
import { rowOf } from './read-model.contract.ts'
import { createMemoryReadModel } from './read-model.memory.ts'
import type { ReadModel } from './read-model.ts'
import { createRememberedReads } from './remembered-reads.ts'
import { createRows } from './rows.ts'

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** `answersLate`: as a read model does that has more to do than to look. */
async function setup({ answersLate = false } = {}) {
  const random = createSeededRandom('partitions')
  const store = createMemoryDeviceStore()
  const sealedStore = await createSealedStore({ store, random, vaultKey: random.bytes(32) })
  const reads: string[] = []
  const counted = (writer: PageWriter): PageWriter => ({
    ...writer,
    read: (partitions, collections) => {
      reads.push(`${partitions} ${collections}`)
      return writer.read(partitions, collections)
    },
    readIds: (partition, collection, ids) => {
      reads.push(`${partition} ${collection} ${ids}`)
      return writer.readIds(partition, collection, ids)
    },
  })
  const pageWriter = counted(createPageWriter(sealedStore))
  const memory = createMemoryReadModel()
  const late: ReadModel = {
    ...memory,
    findMany: async (collection, ids) => {
      await nextTurn()
      return memory.findMany(collection, ids)
    },
  }
  const readModel = createRememberedReads(answersLate ? late : memory)
  const partitions = createPartitions({ pageWriter, readModel })
  const write = async (...rows: readonly StoredRow[]) => {
    const plan = await pageWriter.plan(rows)
    await store.commit(plan.writes)
    await partitions.show(plan)
  }
  return { partitions, readModel, reads, rows: createRows(readModel, partitions), write }
}

const at = (order: number, id: string, partition = 'p'): StoredRow => ({
  ...rowOf('story', id, { personId: partition }, partition),
  order: String(order).padStart(4, '0'),
})
const idsOf = (rows: readonly object[]) => rows.map((row) => (row as { readonly id: string }).id).sort()

test('RM6 what is asked for is loaded once; rows of what is not wait on their pages', async () => {
  const { partitions, readModel, reads, rows, write } = await setup()
  const alert = (id: string, value: number) => rowOf('alerts', id, { value }, id)
  await write(alert('p', 1), alert('q', 1), rowOf('medicines', 'm', {}, 'p'))
  expect(await readModel.find('alerts')).toEqual([])
  const asked = () => rows.find('alerts', { partition: 'p' })
  const [first] = await Promise.all([asked(), asked(), write(alert('p', 2), alert('q', 2))])
  expect(first).toHaveLength(1)
  expect(await asked()).toEqual([{ id: 'p', value: 2 }])
  expect([partitions.isOpen('p', 'alerts'), partitions.isOpen('p', 'medicines')]).toEqual([true, false])
  expect(await readModel.find('alerts', { partition: 'q' })).toEqual([])
  expect(reads).toEqual(['p alerts'])
  await partitions.clear()
  expect([partitions.isOpen('p', 'alerts'), await readModel.find('alerts')]).toEqual([false, []])
})

test('RM6 of a long list only the rows that are asked for are loaded, and they stay true', async () => {
  const { readModel, reads, rows, write } = await setup()
  const person = (id: string, value: number) => rowOf('directory', id, { value }, peoplePartition)
  await write(...Array.from({ length: 300 }, (_, number) => person(`person ${number}`, 0)))
  expect(await rows.findMany('directory', ['person 7', 'person 8', 'nobody'])).toHaveLength(2)
  expect(await readModel.find('directory')).toHaveLength(2)
  await write(person('person 7', 1), person('person 9', 1), person('nobody', 1))
  expect(await rows.find('directory', { id: 'person 7' })).toEqual([{ id: 'person 7', value: 1 }])
  expect(await rows.find('directory', { id: 'nobody' })).toEqual([{ id: 'nobody', value: 1 }])
  expect(reads).toHaveLength(1)
  expect(await rows.find('directory')).toHaveLength(301)
  await expect(rows.find('story')).rejects.toThrow('without saying of whom')
})

test('RM6 nobody is told of rows that were only loaded, and what was remembered before is asked again', async () => {
  const { readModel, rows, write } = await setup()
  await write(rowOf('alerts', 'p', {}, 'p'))
  const heard: unknown[] = []
  readModel.changed((collections) => heard.push(collections))
  expect(await readModel.find('alerts')).toEqual([])
  await rows.find('alerts', { partition: 'p' })
  expect(await readModel.find('alerts')).toHaveLength(1)
  expect(heard).toEqual([])
})

test('RM8 what was not used for longest is let go of, and is there again, as it is now, when it is asked for', async () => {
  const { partitions, readModel, rows, write } = await setup()
  const alert = (number: number, value: number) => rowOf('alerts', `p${number}`, { value }, `p${number}`)
  const many = partitionsKept + 5
  await write(...Array.from({ length: many }, (_, number) => alert(number, 0)))
  for (let number = 0; number < many; number++) await rows.find('alerts', { partition: `p${number}` })
  await rows.find('alerts', { partition: 'p0' })
  await partitions.tidy()
  expect(await readModel.find('alerts')).toHaveLength(partitionsKept)
  expect([partitions.isOpen('p0', 'alerts'), partitions.isOpen('p1', 'alerts')]).toEqual([true, false])
  await write(alert(1, 1))
  expect(await rows.find('alerts', { partition: 'p1' })).toEqual([{ id: 'p1', value: 1 }])
})

test('RM8 of more people than are kept, all are there for who asks for them at once, whoever tidies meanwhile', async () => {
  const { partitions, rows, write } = await setup({ answersLate: true })
  const ids = Array.from({ length: 3 * partitionsKept }, (_, number) => `p${number}`)
  await write(...ids.map((id) => rowOf('alerts', id, {}, id)))
  let isAnswered = false
  const asked = Promise.all([0, 1, 2].map(() => rows.findMany('alerts', ids))).finally(() => {
    isAnswered = true
  })
  while (!isAnswered) {
    await partitions.tidy()
    await nextTurn()
  }
  for (const found of await asked) expect(found).toHaveLength(ids.length)
})

const storiesGiven = fc.record({
  batches: fc.array(fc.array(fc.nat({ max: 900 }), { maxLength: 90 }), { minLength: 1, maxLength: 6 }),
  asked: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 4 }),
})

test('PG7 of a story the newest rows are read and no more pages than they need; what comes later is in its place', async () => {
  await fc.assert(
    fc.asyncProperty(storiesGiven, async ({ asked, batches }) => {
      const { rows, write } = await setup()
      const times = new Set<number>()
      for (const [nth, batch] of batches.entries()) {
        await write(...batch.map((time) => at(time, `row ${time}`)))
        for (const time of batch) times.add(time)
        const count = asked[nth % asked.length]!
        const shown = await rows.newest('story', 'p', count)
        const newest = [...times].sort((a, b) => b - a).map((time) => `row ${time}`)
        const found = idsOf(shown.rows)
        expect(found).toEqual(newest.slice(0, found.length).sort())
        expect(found.length).toBeGreaterThanOrEqual(Math.min(count, newest.length))
        expect(shown.isWhole).toBe(found.length === newest.length)
      }
    }),
    { numRuns: 30 },
  )
})

test('PG7 a row that comes again under its id with an older time replaces nothing that is shown', async () => {
  const { rows, write } = await setup()
  await write(...Array.from({ length: 200 }, (_, time) => at(time, `row ${time}`)))
  await write({ ...at(500, 'row 3'), row: { id: 'row 3', personId: 'p', value: 'new' } } as unknown as StoredRow)
  const newest = async () => (await rows.newest('story', 'p', 250)).rows.filter((row) => row.id === 'row 3')
  expect(await newest()).toEqual([{ id: 'row 3', personId: 'p', value: 'new' }])
  await write(at(2, 'row 3'))
  expect(await newest()).toEqual([{ id: 'row 3', personId: 'p', value: 'new' }])
})
