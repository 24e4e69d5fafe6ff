/** The same people and the same writings as Automerge documents: one a person, notes and medicines as maps by id. */

import { ImmutableString } from '@automerge/automerge/slim'
import { type DocHandle, Repo, type RepoConfig } from '@automerge/automerge-repo'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'
import { idOf } from '../../demo/neighbourhood/seed.ts'
import { type BenchPerson, medicineFields, noteAbout, oldNotesEach, type Turn } from './work.ts'

type Texts = Record<string, ImmutableString>

export type PersonDocument = {
  details: Texts
  notes: Record<string, Texts & { at?: never }>
  writtenAt: Record<string, number>
  medicines: Record<string, Texts>
}

export type Handle = DocHandle<PersonDocument>
export type Heads = ReadonlyMap<string, string>

/** As our documents do: text nobody co-edits is one value, which loads much faster. */
function texts(fields: Readonly<Record<string, string>>): Texts {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new ImmutableString(value)]))
}

/** Looking for a document before a peer is there says that it is nowhere. */
export async function connected(url: string, config: RepoConfig = {}): Promise<Repo> {
  const repo = new Repo(config)
  await connect(repo, url)
  return repo
}

export async function connect({ networkSubsystem }: Repo, url: string): Promise<void> {
  const met = new Promise((resolve) => networkSubsystem.once('peer', resolve))
  networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(url))
  await met
}

export function createDocument(repo: Repo, { personId, ...details }: BenchPerson): Handle {
  const handle = repo.create<PersonDocument>({ details: texts({}), notes: {}, writtenAt: {}, medicines: {} })
  handle.change((doc) => {
    doc.details = texts(details)
  })
  for (let i = 0; i < oldNotesEach; i++) writeNote(handle, personId, `old/${i}`)
  return handle
}

export function writeTurn({ colleague, medicine, notes }: Turn<string>, handle: Handle, personId: string): void {
  for (const n of notes) writeNote(handle, personId, `note/${n}`, colleague)
  handle.change((doc) => {
    doc.medicines[idOf(`bench/medicine/${medicine}/${personId}`)] = texts({ ...medicineFields, status: 'current' })
  })
}

function writeNote(handle: Handle, personId: string, label: string, author = 'Priya Patel'): void {
  const { at, id, ...note } = noteAbout(personId, label, Date.now())
  handle.change((doc) => {
    doc.notes[id] = texts({ ...note, author, role: 'community nurse' })
    doc.writtenAt[id] = at
  })
}

export function headsOf(handles: readonly Handle[]): Heads {
  return new Map(handles.map((handle) => [handle.documentId, handle.heads().join()]))
}

/** Resolves when every document says what it should. */
export async function untilHeads(handles: readonly Handle[], wanted: Heads): Promise<void> {
  const isThere = (handle: Handle) => handle.heads().join() === wanted.get(handle.documentId)
  const waits = handles
    .filter((handle) => !isThere(handle))
    .map(
      (handle) =>
        new Promise<void>((resolve) => {
          const look = () => {
            if (!isThere(handle)) return
            handle.off('heads-changed', look)
            resolve()
          }
          handle.on('heads-changed', look)
        }),
    )
  await Promise.all(waits)
}
