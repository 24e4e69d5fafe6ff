/** The `ReadModel` contract over plain maps and over RxDB. */
import { readModelContract } from './read-model.contract.ts'
import { createMemoryReadModel } from './read-model.memory.ts'
import { createRxdbReadModel } from './read-model.rxdb.ts'

let models = 0

readModelContract('memory', async () => createMemoryReadModel())
readModelContract('rxdb', () => createRxdbReadModel(`model${models++}`))
