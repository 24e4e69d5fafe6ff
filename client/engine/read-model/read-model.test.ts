/** The `ReadModel` contract over plain maps and over RxDB. */
import { expect, test } from 'vitest'
import { readModelContract, rowOf } from './read-model.contract.ts'
import { createMemoryReadModel } from './read-model.memory.ts'
import { createRxdbReadModel } from './read-model.rxdb.ts'
import { createSplitReadModel } from './read-model.split.ts'
import { createRememberedReads } from './remembered-reads.ts'

let models = 0

readModelContract('memory', async () => createMemoryReadModel())
readModelContract('remembered', async () => createRememberedReads(createMemoryReadModel()))
readModelContract('split', async () => createSplitReadModel(createMemoryReadModel(), createMemoryReadModel()))
readModelContract('rxdb', () => createRxdbReadModel(`model${models++}`))

test('RM7 what was asked is remembered until its collection changes', async () => {
  const inner = createMemoryReadModel()
  let asked = 0
  const model = createRememberedReads({
    ...inner,
    find: (collection, where) => {
      asked++
      return inner.find(collection, where)
    },
  })
  await model.put([rowOf('story', 'a'), rowOf('latest', 'b')])
  const first = await model.find('story')
  expect(await model.find('story')).toBe(first)
  await model.put([rowOf('latest', 'c')])
  expect(await model.find('story')).toBe(first)
  expect(asked).toBe(1)
  await model.put([rowOf('story', 'd')])
  expect(await model.find('story')).toHaveLength(2)
  expect(asked).toBe(2)
})
