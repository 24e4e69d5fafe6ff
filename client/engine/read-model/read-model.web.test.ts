/** The `ReadModel` contract over RxDB in a real browser. */
import { readModelContract } from './read-model.contract.ts'
import { createRxdbReadModel } from './read-model.rxdb.ts'

let models = 0

readModelContract('rxdb', () => createRxdbReadModel(`model${models++}`))
