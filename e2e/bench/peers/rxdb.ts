/**
 * RxDB with its replication over HTTP: a document a note, one a person with the
 * list of medicines. `tuned` pulls 2,000 at once instead of 100.
 */
import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { idOf } from '../../demo/neighbourhood/seed.ts'
import {
  benchPeople,
  busyCount,
  medicineFields,
  noteAbout,
  oldNotesEach,
  type Turn,
  turnsOf,
} from '../catch-up/work.ts'
import { type Peer, type PeerDevice, runPeer } from './peer.ts'

const isTuned = process.argv.includes('tuned')
const batchSize = isTuned ? 2_000 : 100
const people = benchPeople()

interface BenchDocument {
  readonly id: string
  readonly updatedAt: number
  readonly [field: string]: unknown
}
interface Checkpoint {
  readonly id: string
  readonly updatedAt: number
}

const text = { type: 'string' } as const
const head = { id: { type: 'string', maxLength: 64 }, updatedAt: { type: 'number' } } as const

function schemaOf(properties: RxJsonSchema<BenchDocument>['properties']): RxJsonSchema<BenchDocument> {
  return { version: 0, primaryKey: 'id', type: 'object', properties: { ...head, ...properties }, required: ['id'] }
}

const notes = schemaOf({
  ...{ personId: text, at: { type: 'number' }, author: text, role: text },
  ...{ words: text, found: text, did: text, next: text },
})
const everyPerson = schemaOf({ family: text, given: text, born: text, address: text, medicines: { type: 'object' } })

let clock = 0

async function put(port: number, collection: string, docs: readonly Omit<BenchDocument, 'updatedAt'>[]): Promise<void> {
  const stamped = docs.map((doc) => ({ ...doc, updatedAt: ++clock }))
  await fetch(`http://localhost:${port}/${collection}`, { method: 'POST', body: JSON.stringify(stamped) })
}

function noteDocument(personId: string, label: string, author = 'Priya Patel') {
  return { personId, ...noteAbout(personId, label, Date.now()), author, role: 'community nurse' }
}

function personDocument(index: number, turns: number) {
  const { personId, ...details } = people[index]!
  const lines = Array.from({ length: turns }, (_, i) => [idOf(`${i}/${personId}`), medicineFields])
  return { id: personId, ...details, medicines: Object.fromEntries(lines) }
}

async function writeTurn(port: number, { colleague, medicine, notes }: Turn<string>): Promise<void> {
  for (const [i, { personId }] of people.slice(0, busyCount).entries()) {
    await put(
      port,
      'notes',
      notes.map((n) => noteDocument(personId, `note/${n}`, colleague)),
    )
    await put(port, 'people', [personDocument(i, medicine + 1)])
  }
}

/** Pulls until nothing is left; the next one goes on where it stopped. */
async function pull(collection: RxCollection<BenchDocument>, port: number, size: number): Promise<void> {
  const state = replicateRxCollection<BenchDocument, Checkpoint>({
    collection,
    replicationIdentifier: `bench-${collection.name}`,
    live: false,
    pull: {
      batchSize: size,
      handler: async (from, limit) => {
        const after = `updatedAt=${from?.updatedAt ?? 0}&limit=${limit}`
        const answer = await fetch(`http://localhost:${port}/${collection.name}?${after}`)
        const documents = (await answer.json()) as (BenchDocument & { readonly _deleted: boolean })[]
        const last = documents.at(-1)
        const checkpoint = last === undefined ? from : { id: last.id, updatedAt: last.updatedAt }
        return { documents, checkpoint }
      },
    },
  })
  await state.awaitInitialReplication()
  await state.cancel()
}

async function prepareDevice(port: number, n: number): Promise<PeerDevice> {
  const database = await createRxDatabase({ name: `device-${n}`, storage: getRxStorageMemory(), multiInstance: false })
  const made = await database.addCollections({ notes: { schema: notes }, people: { schema: everyPerson } })
  const collections = Object.values(made) as RxCollection<BenchDocument>[]
  for (const collection of collections) await pull(collection, port, 2_000)
  let far = port
  return {
    connect: async (farPort) => {
      far = farPort
      await fetch(`http://localhost:${far}/hello`)
    },
    untilComplete: async () => {
      await Promise.all(collections.map((collection) => pull(collection, far, batchSize)))
    },
    count: async () => {
      const everybody = await made.people!.find().exec()
      const medicines = everybody.flatMap((person) => Object.keys(person.get('medicines') ?? {}))
      return { notes: (await made.notes!.find().exec()).length, medicines: medicines.length }
    },
    close: async () => void (await database.close()),
  }
}

const peer: Peer = {
  name: isTuned ? 'RxDB replication, tuned' : 'RxDB replication',
  server: 'rxdb-server.ts',
  moveIn: async (port) => {
    for (const [i, { personId }] of people.entries()) {
      await put(port, 'people', [personDocument(i, 0)])
      await put(
        port,
        'notes',
        Array.from({ length: oldNotesEach }, (_, n) => noteDocument(personId, `old/${n}`)),
      )
    }
  },
  prepareDevice,
  writeTurns: async (port) => {
    for (const turn of turnsOf(['Priya Patel', 'Ben Okafor'])) await writeTurn(port, turn)
  },
}

await runPeer(peer)
