/** RM1078: where something lies is said by whoever asks for it. */
import { expect, test } from 'vitest'
import { collections } from '../../domain/projections/rows.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { createPageWriter } from './page-writer.ts'
import { createPartitions } from './partitions.ts'
import { createMemoryReadModel } from './read-model.memory.ts'
import { createRows, isOfOnePerson } from './rows.ts'

async function emptyRows() {
  const random = createSeededRandom('rows')
  const sealedStore = await createSealedStore({ store: createMemoryDeviceStore(), random, vaultKey: random.bytes(32) })
  const readModel = createMemoryReadModel()
  return createRows(readModel, createPartitions({ pageWriter: createPageWriter(sealedStore), readModel }))
}

const ofDays = new Set(['visits', 'visitsOff', 'clashes'])

test('RM1078 what lies with a person or a day is asked for with whose or which: else it throws, and is never told as none', async () => {
  const rows = await emptyRows()
  for (const collection of collections) {
    const asked = rows.find(collection)
    if (isOfOnePerson(collection) || ofDays.has(collection)) {
      await expect(asked).rejects.toThrow(`${collection} is asked for without saying`)
      await expect(rows.find(collection, { id: 'one' })).rejects.toThrow(`${collection} is asked for without saying`)
      expect(await rows.find(collection, { partition: 'person', date: '2026-06-01' })).toEqual([])
    } else expect(await asked).toEqual([])
  }
})

test('RM1078 by ids alone nothing is asked for whose place they do not say', async () => {
  const rows = await emptyRows()
  const answers = collections.map((collection) =>
    rows.findMany(collection, ['person/one']).then(
      () => [],
      (failure: unknown) => [[collection, String(failure)]],
    ),
  )
  const refused = (await Promise.all(answers)).flat()
  const places = [
    'staff',
    'unread',
    'teamCards',
    'settings',
    'openings',
    'waiting',
    ...ofDays,
    'threads',
    'threadFacts',
  ]
  expect(refused.map(([collection]) => collection).sort()).toEqual([...places, 'tasks'].sort())
  for (const [collection, why] of refused) expect(why).toContain(`${collection} has no ids to be found by`)
})
