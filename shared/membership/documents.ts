/**
 * Which documents a group of each kind holds, and who of those in it writes what:
 * one table for relay and clients. Ids of documents are hashes of kind and key,
 * so what a group can hold is computed and compared, and nothing has to be read
 * for it: a person's documents in their care group, the diary's days and the
 * settings in the team, one document about itself in a group of the public, a
 * circle's own tasks in the circle. Rules MB311-MB314, MB420.
 */
import { type DocumentKind, docIdOf, settingsKey } from '../lib/doc-id.ts'
import { type DocId, type Instant, zeroDoc } from '../lib/ids.ts'
import type { GroupKind, Role } from '../protocol/control.ts'
import type { ContentHeader } from '../protocol/entry.ts'
import type { ChainState } from './chain.ts'
import { isClinical } from './standing.ts'

export interface DocName {
  readonly kind: DocumentKind
  /** What its id was computed from: see doc-id.ts. */
  readonly key: string
}

export type DocPlace = Pick<ChainState, 'kind' | 'about' | 'group'>

const documentsIn: Readonly<Record<GroupKind, readonly DocumentKind[]>> = {
  team: ['diary', 'team-settings'],
  care: ['person', 'medicines', 'tasks', 'care-plan'],
  private: ['thread'],
  circle: ['thread', 'circle-tasks'],
  board: [],
}

/** Written by everybody in the group; all others by clinical staff. */
const everybodys: ReadonlySet<DocumentKind> = new Set(['circle-tasks'])

/** Where people talk: the board is read. */
const talks: ReadonlySet<GroupKind> = new Set(['team', 'care', 'private', 'circle'])

/** Everybody whose words a snapshot there packs together may read all of it. */
const readByStaffAlone: ReadonlySet<GroupKind> = new Set(['team', 'care'])

const dayLength = 86_400_000
/** How far from the day it is written a day can be planned for, or corrected. */
const daysAround = 400
/** 2000 to 2200: writers choose what their entries say of the time, and must not make us compute without end. */
const [earliest, latest] = [946_684_800_000, 7_258_118_400_000]

/** Whether somebody who may write in the group at all, as `role`, may write an entry of this kind with this `doc`. */
export function mayWriteEntry(
  place: DocPlace,
  role: Role,
  { doc, kind, writtenAt }: Pick<ContentHeader, 'doc' | 'kind' | 'writtenAt'>,
): boolean {
  switch (kind) {
    case 'change':
      return documentBy(role, place, doc, writtenAt) !== undefined
    case 'record':
      return doc === zeroDoc || (talks.has(place.kind) && doc === idsOf(place).thread)
    case 'audit':
      return place.kind === 'care' && isClinical(role) && doc === zeroDoc
    case 'snapshot':
      return readByStaffAlone.has(place.kind) && documentBy(role, place, doc, writtenAt) !== undefined
  }
}

/** The document a change names, where whoever wrote it may. */
export function documentBy(role: Role, place: DocPlace, doc: DocId, writtenAt: Instant): DocName | undefined {
  const name = documentOf(place, doc, writtenAt)
  return name !== undefined && (everybodys.has(name.kind) || isClinical(role)) ? name : undefined
}

/** An id that fits nothing the group can hold names no document. */
export function documentOf(place: DocPlace, doc: DocId, writtenAt: Instant): DocName | undefined {
  return idsOf(place).documents.get(doc) ?? (place.kind === 'team' ? dayOf(doc, writtenAt) : undefined)
}

/** Whether a change written then may be to the diary of that day. */
export function isInDiaryReach(day: string, writtenAt: Instant): boolean {
  return isNear(Math.floor(Date.parse(day) / dayLength), writtenAt)
}

interface Ids {
  readonly documents: ReadonlyMap<DocId, DocName>
  readonly thread: DocId
}

/** Worked out once for each state of a chain: entries are many, controls few. */
const idsByPlace = new WeakMap<DocPlace, Ids>()

function idsOf(place: DocPlace): Ids {
  const known = idsByPlace.get(place)
  if (known !== undefined) return known
  const documents = new Map<DocId, DocName>()
  for (const kind of documentsIn[place.kind]) {
    const key = keyOf(kind, place)
    if (key !== null) documents.set(docIdOf(kind, key), { kind, key })
  }
  const ids = { documents, thread: docIdOf('thread', place.group) }
  idsByPlace.set(place, ids)
  return ids
}

/** Null where it takes more than the group to tell. */
function keyOf(kind: DocumentKind, { about, group }: DocPlace): string | null {
  if (kind === 'diary') return null
  if (kind === 'team-settings') return settingsKey
  return kind === 'thread' ? group : about
}

const days = new Map<DocId, number>()
const [learned, looked] = [new Set<number>(), new Set<number>()]

function dayOf(doc: DocId, writtenAt: Instant): DocName | undefined {
  if (writtenAt < earliest || writtenAt > latest) return undefined
  if (!days.has(doc)) learnDays(Math.floor(writtenAt / dayLength))
  const day = days.get(doc)
  if (day === undefined || !isNear(day, writtenAt)) return undefined
  return { kind: 'diary', key: textOf(day) }
}

function learnDays(middle: number): void {
  if (looked.has(middle)) return
  looked.add(middle)
  for (let day = middle - daysAround; day <= middle + daysAround; day++) {
    if (learned.has(day)) continue
    learned.add(day)
    days.set(docIdOf('diary', textOf(day)), day)
  }
}

function isNear(day: number, writtenAt: Instant): boolean {
  return Math.abs(day - Math.floor(writtenAt / dayLength)) <= daysAround
}

function textOf(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10)
}
