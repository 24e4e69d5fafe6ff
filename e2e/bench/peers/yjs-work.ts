/** The people and the writings as Yjs documents: one a person, notes and medicines as maps by id. */
import * as Y from 'yjs'
import { idOf } from '../../demo/neighbourhood/seed.ts'
import {
  type BenchPerson,
  benchPeople,
  busyCount,
  medicineFields,
  medicinesEach,
  noteAbout,
  notesEach,
  oldNotesEach,
  type Turn,
} from '../catch-up/work.ts'
import type { PeerDevice } from './peer.ts'

export const people = benchPeople()
export const roomOf = ({ personId }: BenchPerson) => `person-${personId}`

/** One document on its way to or from the server. */
export interface Connection {
  readonly untilSynced: Promise<void>
  /** Resolves when the server has what was written here. */
  readonly untilSent: () => Promise<void>
  readonly close: () => void
}

export interface Line {
  readonly join: (room: string, doc: Y.Doc) => Connection
  readonly close: () => void
}

export type OpenLine = (port: number) => Promise<Line>

export function createPerson({ personId, ...details }: BenchPerson): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const [name, value] of Object.entries(details)) doc.getMap('details').set(name, value)
  })
  for (let i = 0; i < oldNotesEach; i++) writeNote(doc, personId, `old/${i}`)
  return doc
}

export function writeTurn({ colleague, medicine, notes }: Turn<string>, doc: Y.Doc, personId: string): void {
  for (const n of notes) writeNote(doc, personId, `note/${n}`, colleague)
  const id = idOf(`bench/medicine/${medicine}/${personId}`)
  doc.getMap('medicines').set(id, { ...medicineFields, status: 'current' })
}

function writeNote(doc: Y.Doc, personId: string, label: string, author = 'Priya Patel'): void {
  const { id, ...note } = noteAbout(personId, label, Date.now())
  doc.getMap('notes').set(id, { ...note, author, role: 'community nurse' })
}

/** Whether this document says what it should in the morning. */
function isWhole(doc: Y.Doc, i: number): boolean {
  const isBusy = i < busyCount
  const notes = oldNotesEach + (isBusy ? notesEach : 0)
  return doc.getMap('notes').size === notes && doc.getMap('medicines').size === (isBusy ? medicinesEach : 0)
}

function untilWhole(doc: Y.Doc, i: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isWhole(doc, i)) return
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
    look()
  })
}

/** Connects all 500 documents; the device cannot know which of them somebody wrote in. */
export async function yjsDevice(openLine: OpenLine, docs: readonly Y.Doc[]): Promise<PeerDevice> {
  let line: Line | undefined
  let connections: readonly Connection[] = []
  return {
    connect: async (port) => {
      line = await openLine(port)
    },
    untilComplete: async () => {
      connections = docs.map((doc, i) => line!.join(roomOf(people[i]!), doc))
      await Promise.all(connections.map(({ untilSynced }) => untilSynced))
      await Promise.all(docs.map(untilWhole))
    },
    count: async () => ({
      notes: docs.reduce((sum, doc) => sum + doc.getMap('notes').size, 0),
      medicines: docs.reduce((sum, doc) => sum + doc.getMap('medicines').size, 0),
    }),
    close: async () => {
      for (const connection of connections) connection.close()
      line?.close()
      for (const doc of docs) doc.destroy()
    },
  }
}

/** Joined, changed, sent, and closed again. */
export async function visit(
  openLine: OpenLine,
  port: number,
  docs: readonly Y.Doc[],
  write: (doc: Y.Doc, i: number) => void = () => {},
): Promise<void> {
  const line = await openLine(port)
  const connections = docs.map((doc, i) => line.join(roomOf(people[i]!), doc))
  await Promise.all(connections.map(({ untilSynced }) => untilSynced))
  for (const [i, doc] of docs.entries()) write(doc, i)
  await Promise.all(connections.map(({ untilSent }) => untilSent()))
  for (const connection of connections) connection.close()
  line.close()
}
