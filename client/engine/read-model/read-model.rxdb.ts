/**
 * `ReadModel` on RxDB's memory storage. One RxDB collection holds every kind of
 * row, since the free edition opens only a few. It has one index, by partition,
 * and what is asked for by id is found without. Reading goes to the storage
 * itself: a document object for each row costs more than finding it. Never on a
 * disk: pages are what lasts.
 */
import { createRxDatabase, type MangoQuerySelector, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { type Collection, collections, type RowByCollection, type StoredRow } from '../../domain/projections/rows.ts'
import { createChangeNotice } from './change-notice.ts'
import { type ReadModel, type RowRef, type Where, whereFields } from './read-model.ts'
import { fieldOf } from './row-fields.ts'

interface RowDocument extends Record<(typeof whereFields)[number], string> {
  /** Kind and id: the primary key. */
  readonly key: string
  readonly kind: Collection
  readonly row: object
}

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const

const schema: RxJsonSchema<RowDocument> = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: {
    key: text(120),
    kind: text(12),
    id: text(100),
    partition: text(64),
    personId: text(32),
    threadId: text(64),
    date: text(16),
    groupId: text(64),
    row: { type: 'object', additionalProperties: true },
  },
  required: ['kind', 'id', 'partition', 'personId', 'threadId', 'date', 'groupId', 'row'],
  indexes: [['kind', 'partition']],
}

/** `name`: two open models in one process need two names. */
export async function createRxdbReadModel(name = 'doorstep'): Promise<ReadModel> {
  const db = await createRxDatabase<{ rows: RxCollection<RowDocument> }>({
    name,
    storage: getRxStorageMemory(),
    multiInstance: false,
    eventReduce: false,
  })
  const { rows } = await db.addCollections({ rows: { schema } })
  const notice = createChangeNotice()
  const { storageInstance } = rows

  async function take(put: readonly StoredRow[]): Promise<void> {
    const last = new Map(put.map((stored) => [keyOf(stored), documentOf(stored)]))
    if (last.size > 0) await rows.bulkUpsert([...last.values()])
  }

  async function query(selector: MangoQuerySelector<RowDocument>): Promise<readonly RowDocument[]> {
    return (await storageInstance.query(rows.find({ selector }).getPreparedQuery())).documents
  }

  async function byKey<Name extends Collection>(keys: readonly string[]): Promise<readonly RowByCollection[Name][]> {
    const found = await storageInstance.findDocumentsById([...new Set(keys)], false)
    return found.map(({ row }) => row as RowByCollection[Name])
  }

  return {
    load: take,
    unload: async (partition, kinds) => {
      const found = (await Promise.all(kinds.map((kind) => query({ kind, partition })))).flat()
      if (found.length === 0) return
      await rows.bulkRemove(found.map(({ key }) => key))
      // What was removed stays in its memory until it is told that nobody needs to hear of it.
      await storageInstance.cleanup(0)
    },
    findMany: (kind, ids) => byKey(ids.map((id) => keyOf({ collection: kind, id }))),
    put: async (put, removed = []) => {
      if (removed.length > 0) await rows.bulkRemove([...new Set(removed.map(keyOf))])
      await take(put)
      notice.mark([...put, ...removed].map(({ collection }) => collection))
    },
    find: async <Name extends Collection>(kind: Name, where: Where = {}) => {
      const { id, ...others } = where
      if (id !== undefined && Object.keys(others).length === 0) return byKey<Name>([keyOf({ collection: kind, id })])
      return (await query({ kind, ...where })).map(({ row }) => row as RowByCollection[Name])
    },
    changed: notice.listen,
    clear: async () => {
      await rows.find().remove()
      notice.mark(collections)
    },
    close: async () => {
      notice.close()
      await db.close()
    },
  }
}

function keyOf({ collection, id }: RowRef): string {
  return `${collection}/${id}`
}

function documentOf(stored: StoredRow): RowDocument {
  const fields = Object.fromEntries(whereFields.map((field) => [field, fieldOf(stored, field)]))
  return { key: keyOf(stored), kind: stored.collection, row: stored.row, ...fields } as RowDocument
}
