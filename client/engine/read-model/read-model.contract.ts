/** Every `ReadModel` adapter passes these: RM1-RM5 of SPEC.md. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Collection, collections, type StoredRow } from '../../domain/projections/rows.ts'
import type { ReadModel } from './read-model.ts'

/** A row of any kind; what is in it beside the fields it is found by does not matter here. */
export function rowOf(collection: Collection, id: string, fields: object = {}, partition = 'home'): StoredRow {
  return { collection, id, partition, order: '', row: { id, ...fields } } as unknown as StoredRow
}

const idsOf = (rows: readonly object[]) => rows.map((row) => (row as { readonly id: string }).id).sort()

const putsGiven = fc.array(
  fc.record({
    collection: fc.constantFrom<Collection>('story', 'messages'),
    id: fc.constantFrom('a', 'b', 'c'),
    personId: fc.constantFrom('p', 'q'),
    isRemoved: fc.boolean(),
  }),
  { maxLength: 5 },
)

export function readModelContract(name: string, open: () => Promise<ReadModel>): void {
  test(`${name} RM1 what was put last is found, what was removed is not`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(putsGiven, { maxLength: 4 }), async (batches) => {
        const model = await open()
        const expected = new Map<string, string>()
        for (const batch of batches) {
          const removed = batch.filter(({ isRemoved }) => isRemoved)
          const put = batch.filter(({ isRemoved }) => !isRemoved)
          await model.put(
            put.map(({ collection, id, personId }) => rowOf(collection, id, { personId })),
            removed,
          )
          for (const { collection, id } of removed) expected.delete(`${collection}/${id}`)
          for (const { collection, id, personId } of put) expected.set(`${collection}/${id}`, personId)
        }
        const found = new Map<string, string>()
        for (const collection of ['story', 'messages'] as const) {
          for (const row of await model.find(collection)) found.set(`${collection}/${row.id}`, row.personId ?? '')
        }
        expect(found).toEqual(expected)
        await model.close()
      }),
      { numRuns: 20 },
    )
  })

  test(`${name} RM2 rows are found by each field, by several, and by a field they do not have as empty`, async () => {
    const model = await open()
    await model.put([
      rowOf('messages', '1', { threadId: 't', personId: 'p', groupId: 'g' }),
      rowOf('messages', '2', { threadId: 't', personId: null, groupId: 'h' }, 'q'),
      rowOf('messages', '3', { threadId: 'u', personId: 'p', groupId: 'g' }, 'q'),
      rowOf('visits', '4', { date: '2026-01-02', personId: 'p' }),
    ])
    expect(idsOf(await model.find('messages', { threadId: 't' }))).toEqual(['1', '2'])
    expect(idsOf(await model.find('messages', { personId: 'p' }))).toEqual(['1', '3'])
    expect(idsOf(await model.find('messages', { personId: '' }))).toEqual(['2'])
    expect(idsOf(await model.find('messages', { groupId: 'g', threadId: 't' }))).toEqual(['1'])
    expect(idsOf(await model.find('messages', { partition: 'q' }))).toEqual(['2', '3'])
    expect(idsOf(await model.find('messages', { id: '3' }))).toEqual(['3'])
    expect(idsOf(await model.find('visits', { date: '2026-01-02' }))).toEqual(['4'])
    expect(await model.find('visits', { date: '2026-01-03' })).toEqual([])
    await model.close()
  })

  test(`${name} RM3 rows come back as they were put`, async () => {
    const model = await open()
    const row = { name: { given: 'Doreen' }, lines: ['a', 'b'], next: null, count: 3, news2: { type: 'x', at: [1] } }
    await model.put([rowOf('directory', 'p', row)])
    expect(await model.find('directory')).toEqual([{ id: 'p', ...row }])
    await model.close()
  })

  test(`${name} RM4 listeners hear once what changed in one go, after it can be found, until they stop`, async () => {
    const model = await open()
    const heard: string[][] = []
    const stop = model.changed((names) => heard.push([...names].sort()))
    await model.put(
      [rowOf('story', 'a'), rowOf('story', 'b'), rowOf('latest', 'a')],
      [{ collection: 'unread', id: 'x' }],
    )
    await Promise.resolve()
    expect(heard).toEqual([['latest', 'story', 'unread']])
    const found = new Promise((resolve) => model.changed(() => resolve(model.find('staff'))))
    await model.put([rowOf('staff', 's')])
    expect(await found).toHaveLength(1)
    stop()
    await model.put([rowOf('story', 'c')])
    await Promise.resolve()
    expect(heard).toEqual([['latest', 'story', 'unread'], ['staff']])
    await model.close()
  })

  test(`${name} RM5 cleared, it is empty, says so, and goes on`, async () => {
    const model = await open()
    await model.put([rowOf('story', 'a')])
    const heard = new Promise<number>((resolve) => model.changed((names) => resolve(names.size)))
    await model.clear()
    expect(await heard).toBe(collections.length)
    expect(await model.find('story')).toEqual([])
    await model.put([rowOf('story', 'a')])
    expect(idsOf(await model.find('story'))).toEqual(['a'])
    await model.close()
  })
}
