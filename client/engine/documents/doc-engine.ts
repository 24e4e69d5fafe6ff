/**
 * The only file of the engine that touches Automerge; imported when the first
 * screen is usable. Changes come from other people's devices: each is decoded
 * and checked before it is applied, and one that breaks the document is taken
 * back by building the document again without it.
 */
import * as A from '@automerge/automerge/slim'
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import { readText } from '../../domain/documents/automerge.ts'
import type { PlanSection } from '../../domain/documents/care-plan.ts'
import {
  type DecodedOp,
  decidedIn,
  isDecidedKind,
  readSaidChange,
  type SaidChange,
} from '../../domain/documents/decided-changes.ts'
import { type DocByKind, genesisOf } from '../../domain/documents/genesis.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import { type DocumentRows, projectDocument } from '../../domain/projections/project-document.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import { readChangeSize } from './change-size.ts'
import type { Speaker } from './circle-words.ts'
import { speaksForItself } from './own-words.ts'

/** Ops of one change: far above what a person writes, far below what stops a phone. */
const mostOps = 10_000
/** The last number an operation can have: a save with a higher one cannot be loaded again. */
const lastOp = 2 ** 31 - 1
/** More operations than any one document has. */
const farOp = 1_000_000

export type AnyDoc = DocByKind[keyof DocByKind]

export interface DocChange {
  /** Automerge's own hash of the change. */
  readonly hash: string
  readonly bytes: Bytes
}

/** With the operations it made: `startOp` and the ones after it, by `actor`. */
export interface ReadChange extends DocChange {
  readonly actor: string
  readonly startOp: number
  readonly ops: number
  /** Hashes of the changes it builds on. */
  readonly deps: readonly string[]
  /** Who says that they changed what; null where nobody does. */
  readonly said: SaidChange | null
}

export interface BuiltDoc {
  readonly doc: AnyDoc
  /** Part of the document now. */
  readonly applied: readonly ReadChange[]
  /** Something they build on is not here yet. */
  readonly waiting: readonly ReadChange[]
  readonly broken: readonly ReadChange[]
}

/** The change, if it is one by `author` and not too large. */
export function readChange(bytes: Bytes, author: DeviceId): ReadChange | undefined {
  if (readChangeSize(bytes, mostOps) === undefined) return undefined
  try {
    const { actor, deps, hash, ops, startOp } = A.decodeChange(bytes)
    if (!isOf(actor, author) || hash === null || startOp + ops.length > lastOp) return undefined
    if (!ops.every((op, index) => isPlausible(op, startOp + index))) return undefined
    const said = readSaidChange(ops as readonly DecodedOp[])
    return { hash, bytes, actor, startOp, ops: ops.length, deps, said }
  } catch {
    return undefined
  }
}

/** What our documents are made of. */
const actions: ReadonlySet<string> = new Set(['makeMap', 'makeText', 'set', 'del'])

type Op = A.DecodedChange['ops'][number]

/** As Automerge would have written it: on what was numbered before it, and taking out something that was there. */
function isPlausible(op: Op, number: number): boolean {
  const { action, pred } = op
  if (!actions.has(action) || (action === 'del' && pred.length === 0)) return false
  return idsIn(op).every((id) => Number.parseInt(id, 10) < number)
}

function idsIn(op: Op): readonly string[] {
  const elemId = 'elemId' in op ? op.elemId : undefined
  return [op.obj, elemId, ...op.pred].filter((id) => typeof id === 'string' && id.includes('@')) as readonly string[]
}

export interface ChangeAuthor {
  readonly device: DeviceId
  /** Of a circle's list: as whom the chains say the device writes. */
  readonly speaker: Speaker | undefined
}

/** The same, if it may be part of a document of this kind. */
export function readChangeOf(
  kind: DocName['kind'],
  bytes: Bytes,
  { device, speaker }: ChangeAuthor,
): ReadChange | undefined {
  const change = readChange(bytes, device)
  return change === undefined || kind !== 'circle-tasks' || speaksForItself(bytes, speaker) ? change : undefined
}

/** What a change wrote, text by text, for a person who decides whether to do the same by hand. */
export function wordsOfChange(bytes: Bytes): readonly string[] {
  try {
    if (readChangeSize(bytes, mostOps) === undefined) return []
    const byObject = new Map<string, string>()
    for (const op of A.decodeChange(bytes).ops) {
      const { value } = op as { readonly value?: unknown }
      if (op.action !== 'set' || typeof value !== 'string') continue
      const place = 'insert' in op && op.insert === true ? op.obj : `${op.obj}/${String(op.key)}`
      byObject.set(place, (byObject.get(place) ?? '') + value)
    }
    return [...new Set([...byObject.values()].map((words) => words.trim()).filter((words) => words !== ''))]
  } catch {
    return []
  }
}

/**
 * A device that writes on an earlier state than its own last change has to use
 * another actor: Automerge puts its mark, a level and then the device's own id.
 */
export function isOf(actor: string, author: DeviceId): boolean {
  return actor === author || (actor.length <= 48 && actor.startsWith('13b22309') && actor.endsWith(author))
}

/**
 * `actor`: the device here, so that a change made to the document names it. Two
 * ways of numbering operations that no app of ours has are caught: below what a
 * change builds on, which is broken, since no save could be loaded again; and far
 * on, which waits until the document has come near it, since who writes next
 * numbers on from the highest, and soon nobody could.
 */
export function buildDoc(
  { kind }: DocName,
  saved: Bytes | undefined,
  changes: readonly ReadChange[],
  actor: DeviceId,
): BuiltDoc {
  const start = saved ?? genesisChangeOf(kind)
  const low = new Set<ReadChange>()
  let far = changes.filter(({ startOp }) => startOp > farOp)
  let near = changes.filter((change) => !far.includes(change))
  for (;;) {
    const built = buildAll(start, near, actor)
    const lower = near.filter((change) => isBelow(change, built.doc, changes))
    const next = lower.length > 0 || far.length === 0 ? [] : reachedBy(built.doc, far)
    if (lower.length === 0 && next.length === 0)
      return { ...built, waiting: [...built.waiting, ...far], broken: [...built.broken, ...low] }
    freeDoc(built.doc)
    for (const change of lower) low.add(change)
    near = [...near, ...next].filter((change) => !low.has(change))
    far = far.filter((change) => !next.includes(change))
  }
}

function isBelow({ deps, startOp }: ReadChange, doc: AnyDoc, changes: readonly ReadChange[]): boolean {
  return deps.some((hash) => {
    const dep = changes.find((each) => each.hash === hash) ?? inspect(doc, hash)
    return dep !== undefined && startOp < dep.startOp + dep.ops
  })
}

function inspect(doc: AnyDoc, hash: string): { readonly startOp: number; readonly ops: number } | undefined {
  const found = A.inspectChange(doc as A.Doc<unknown>, hash)
  return found === null ? undefined : { startOp: found.startOp, ops: found.ops.length }
}

function reachedBy(doc: AnyDoc, far: readonly ReadChange[]): readonly ReadChange[] {
  const top = Math.max(0, ...A.getChangesMetaSince(doc as A.Doc<unknown>, []).map(({ maxOp }) => maxOp))
  return far.filter(({ startOp }) => startOp <= top + mostOps)
}

function buildAll(start: Uint8Array, changes: readonly ReadChange[], actor: DeviceId): BuiltDoc {
  const whole = loadWhole(start, changes, actor)
  if (whole !== undefined) return { doc: whole, applied: changes, waiting: [], broken: [] }
  const broken = new Set<ReadChange>()
  for (;;) {
    const good = changes.filter((change) => !broken.has(change))
    const tried = applyAll(load(start, actor), good) ?? applyEach(load(start, actor), good)
    if (tried.failed === undefined) return { ...tried, broken: [...broken] }
    broken.add(tried.failed)
  }
}

/**
 * All in one go: a saved document with changes behind it is one that Automerge loads in a third of the time that
 * applying them takes. Undefined unless every change is part of it then.
 */
function loadWhole(start: Uint8Array, changes: readonly DocChange[], actor: DeviceId): AnyDoc | undefined {
  try {
    const doc = load(concatBytes(start, ...changes.map(({ bytes }) => bytes)), actor)
    if (changes.every((change) => isIn(doc, change))) return doc
    freeDoc(doc)
  } catch {
    // Which one it is, is found by applying them.
  }
  return undefined
}

/** Loaded, never cloned: a clone in Automerge 3.5.0 can lose a value written apart that comes later. */
function load(bytes: Uint8Array, actor: DeviceId): AnyDoc {
  return A.load(bytes, { actor }) as AnyDoc
}

/** Throws where Automerge has taken in what it cannot find again. */
function isIn(doc: AnyDoc, { hash }: DocChange): boolean {
  return A.hasHeads(doc as A.Doc<unknown>, [hash])
}

/**
 * Made once: making a genesis takes three times as long as loading it, and a catch-up begins hundreds of documents. Its
 * one change, since Automerge loads changes behind a change faster than behind a saved document.
 */
const genesisByKind = new Map<DocName['kind'], Uint8Array>()

function genesisChangeOf(kind: DocName['kind']): Uint8Array {
  const known = genesisByKind.get(kind)
  if (known !== undefined) return known
  const made = concatBytes(...(A.getAllChanges(genesisOf(kind) as A.Doc<unknown>) as Bytes[]))
  genesisByKind.set(kind, made)
  return made
}

interface Tried extends Omit<BuiltDoc, 'broken'> {
  readonly failed?: ReadChange
}

/** All at once, which is much faster; undefined where one of them breaks it. */
function applyAll(start: AnyDoc, changes: readonly ReadChange[]): Tried | undefined {
  try {
    const bytes = changes.map((change) => change.bytes)
    const doc = A.applyChanges(start as A.Doc<unknown>, bytes)[0] as AnyDoc
    const applied = changes.filter((change) => isIn(doc, change))
    return { doc, applied, waiting: changes.filter((change) => !applied.includes(change)) }
  } catch {
    return undefined
  }
}

/**
 * Each after those it builds on and what it names, and not before they are there:
 * so what fails is that one, on every device, and no good change that a bad one
 * waited for.
 */
function applyEach(start: AnyDoc, changes: readonly ReadChange[]): Tried {
  let doc = start as A.Doc<unknown>
  const made: Made[] = A.getChangesMetaSince(doc, []).map(({ actor, maxOp, startOp }) => ({ actor, startOp, maxOp }))
  const applied: ReadChange[] = []
  const left = new Map(changes.map((change) => [change, namedBy(change)]))
  for (;;) {
    const isReady = ([{ deps }, named]: readonly [ReadChange, readonly string[]]) =>
      A.hasHeads(doc, [...deps]) && named.every((id) => made.some((each) => isMadeBy(each, id)))
    const [next] = [...left].find(isReady) ?? []
    if (next === undefined) return { doc: doc as AnyDoc, applied, waiting: [...left.keys()] }
    try {
      ;[doc] = A.applyChanges(doc, [next.bytes])
      if (!isIn(doc as AnyDoc, next)) return { doc: doc as AnyDoc, applied, waiting: [], failed: next }
    } catch {
      return { doc: doc as AnyDoc, applied, waiting: [], failed: next }
    }
    applied.push(next)
    made.push(madeBy(next))
    left.delete(next)
  }
}

/** Operations of one change. */
interface Made {
  readonly actor: string
  readonly startOp: number
  readonly maxOp: number
}

function madeBy({ actor, ops, startOp }: ReadChange): Made {
  return { actor, startOp, maxOp: startOp + ops - 1 }
}

function isMadeBy({ actor, maxOp, startOp }: Made, id: string): boolean {
  const [number, by] = id.split('@')
  return by === actor && Number(number) >= startOp && Number(number) <= maxOp
}

/** Operations of other changes that it names. */
function namedBy(change: ReadChange): readonly string[] {
  const own = madeBy(change)
  return A.decodeChange(change.bytes).ops.flatMap((op) => idsIn(op).filter((id) => !isMadeBy(own, id)))
}

/** Gives its WebAssembly memory back at once; a catch-up builds more documents than the collector notices. */
export function freeDoc(doc: AnyDoc): void {
  A.free(doc as A.Doc<unknown>)
}

/**
 * Undefined where it could not be loaded again. What somebody's changed app
 * makes may stand in memory and in no save: numbers of operations before those
 * it builds on, or that take the place of what never was.
 */
export function saveDoc(doc: AnyDoc): Bytes | undefined {
  try {
    const saved = A.save(doc as A.Doc<unknown>) as Bytes
    const again = A.load<unknown>(saved)
    const isSame = A.getHeads(again).join() === headsOf(doc).join()
    A.free(again)
    return isSame ? saved : undefined
  } catch {
    return undefined
  }
}

/** What `edit` made of the document: one change, or undefined when it says what was there already. */
export function changeBetween(before: readonly string[], after: AnyDoc): DocChange | undefined {
  const made = A.getChangesSince(after as A.Doc<unknown>, [...before])
  if (made.length > 1) throw new Error('changeBetween: one act is one change')
  const bytes = made[0] as Bytes | undefined
  return bytes === undefined ? undefined : { bytes, hash: A.decodeChange(bytes).hash! }
}

export function headsOf(doc: AnyDoc): readonly string[] {
  return A.getHeads(doc as A.Doc<unknown>)
}

export function rowsOf(
  { kind, key }: DocName,
  doc: AnyDoc,
  changedAt: Instant | null,
  facts?: ChangeFacts,
): DocumentRows {
  return projectDocument(kind, doc as never, key, changedAt, facts)
}

/** A change that is part of a document, and when it came here. */
export interface PassedChange {
  readonly change: Pick<ReadChange, 'actor' | 'said'>
  readonly arrivedAt: Instant | null
}

/** What was decided in them, for the list of decisions of the person the document is about. */
export function decidedRowsOf(
  { key: personId, kind }: DocName,
  doc: AnyDoc,
  changes: readonly PassedChange[],
  { memberOf }: Pick<ChangeFacts, 'memberOf'>,
): readonly StoredRow[] {
  if (!isDecidedKind(kind)) return []
  const sections = new Map<string, ReturnType<typeof sectionOf>>()
  return changes.flatMap(({ arrivedAt, change: { actor, said } }) => {
    if (said === null) return []
    const facts = { personId, arrivedAt, memberId: memberOf(actor), sectionOf: sectionNamed }
    return decidedIn(kind, said, facts).map((row): StoredRow => {
      const { hlc, id } = row
      return { collection: 'decided', partition: personId, id, order: `${hlc}${id}`, row }
    })
  })

  function sectionNamed(obj: string) {
    if (sections.size === 0)
      for (const [sectionId, section] of Object.entries((doc as DocByKind['care-plan']).sections))
        sections.set(A.getObjectId(section) ?? '', sectionOf(sectionId, section))
    return sections.get(obj)
  }
}

function sectionOf(sectionId: string, { title }: Pick<PlanSection, 'title'>) {
  return { sectionId, title: readText(title) }
}

/** Every change there is, once more: for a list of decisions that has to be made again. When they came is no longer known. */
export function passedIn(doc: AnyDoc): readonly PassedChange[] {
  return A.getAllChanges(doc as A.Doc<unknown>).map((bytes) => {
    const { actor, ops } = A.decodeChange(bytes)
    return { change: { actor, said: readSaidChange(ops as readonly DecodedOp[]) }, arrivedAt: null }
  })
}
