/**
 * PouchDB replicating with its own server: a document a note, one a person with
 * the list of medicines. `tuned` takes 2,000 at once instead of 100.
 */

import httpAdapter from 'pouchdb-adapter-http'
import memoryAdapter from 'pouchdb-adapter-memory'
import PouchDB, { type Database, type PouchDocument } from 'pouchdb-core'
import replication from 'pouchdb-replication'
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

PouchDB.plugin(httpAdapter).plugin(memoryAdapter).plugin(replication)

const isTuned = process.argv.includes('tuned')
const manner = isTuned ? { batch_size: 2_000, batches_limit: 2 } : {}
const people = benchPeople()

/** Connections stay open, as in a browser. */
function remote(port: number): Database {
  return new PouchDB(`http://localhost:${port}/db/team`, { adapter: 'http', fetch: globalThis.fetch })
}

async function put(database: Database, docs: readonly PouchDocument[]): Promise<void> {
  const answers = await database.bulkDocs(docs)
  const refused = answers.find(({ error }) => error !== undefined)
  if (refused !== undefined) throw new Error(`bench: ${JSON.stringify(refused)}`)
}

function noteDocument(personId: string, label: string, author = 'Priya Patel'): PouchDocument {
  const { id, ...note } = noteAbout(personId, label, Date.now())
  return { _id: `note-${id}`, personId, ...note, author, role: 'community nurse' }
}

async function writeTurn(database: Database, { colleague, medicine, notes }: Turn<string>): Promise<void> {
  for (const { personId } of people.slice(0, busyCount)) {
    const person = await database.get(`person-${personId}`)
    const medicines = { ...(person.medicines as object), [idOf(`${medicine}/${personId}`)]: medicineFields }
    const written = notes.map((n) => noteDocument(personId, `note/${n}`, colleague))
    await put(database, [{ ...person, medicines }, ...written])
  }
}

async function countOf(database: Database) {
  const { rows } = await database.allDocs({ include_docs: true })
  const docs = rows.flatMap(({ doc }) => (doc === undefined ? [] : [doc]))
  const medicines = docs.flatMap((doc) => Object.keys((doc.medicines as object | undefined) ?? {}))
  return { notes: docs.filter(({ _id }) => _id.startsWith('note-')).length, medicines: medicines.length }
}

async function prepareDevice(port: number, n: number): Promise<PeerDevice> {
  const local = new PouchDB(`device-${n}`, { adapter: 'memory' })
  await PouchDB.replicate(remote(port), local, { batch_size: 2_000 })
  let there: Database | undefined
  return {
    connect: async (farPort) => {
      there = remote(farPort)
      await there.info()
    },
    untilComplete: async () => void (await PouchDB.replicate(there!, local, manner)),
    count: () => countOf(local),
    close: async () => {},
  }
}

const peer: Peer = {
  name: isTuned ? 'PouchDB, tuned' : 'PouchDB',
  server: 'pouchdb-server.ts',
  moveIn: async (port) => {
    const database = remote(port)
    for (const { personId, ...details } of people) {
      const old = Array.from({ length: oldNotesEach }, (_, i) => noteDocument(personId, `old/${i}`))
      await put(database, [{ _id: `person-${personId}`, ...details, medicines: {} }, ...old])
    }
  },
  prepareDevice,
  writeTurns: async (port) => {
    for (const turn of turnsOf(['Priya Patel', 'Ben Okafor'])) await writeTurn(remote(port), turn)
  },
}

await runPeer(peer)
