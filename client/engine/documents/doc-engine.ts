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
import { type DocByKind, genesisOf } from '../../domain/documents/genesis.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import { type DocumentRows, projectDocument } from '../../domain/projections/project-document.ts'
import { readChangeSize } from './change-size.ts'
import type { Speaker } from './circle-words.ts'
import { speaksForItself } from './own-words.ts'

/** Ops of one change: far above what a person writes, far below what stops a phone. */
const mostOps = 10_000

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
}

export interface BuiltDoc {
  readonly doc: AnyDoc
  /** Part of the document now. */
  readonly applied: readonly DocChange[]
  /** Something they build on is not here yet. */
  readonly waiting: readonly DocChange[]
  readonly broken: readonly DocChange[]
}

/** The change, if it is one by `author` and not too large. */
export function readChange(bytes: Bytes, author: DeviceId): ReadChange | undefined {
  if (readChangeSize(bytes, mostOps) === undefined) return undefined
  try {
    const { actor, hash, ops, startOp } = A.decodeChange(bytes)
    if (!isOf(actor, author) || hash === null) return undefined
    return { hash, bytes, actor, startOp, ops: ops.length }
  } catch {
    return undefined
  }
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
function isOf(actor: string, author: DeviceId): boolean {
  return actor === author || (actor.length <= 48 && actor.startsWith('13b22309') && actor.endsWith(author))
}

/** `actor`: the device here, so that a change made to the document names it. */
export function buildDoc(
  { kind }: DocName,
  saved: Bytes | undefined,
  changes: readonly DocChange[],
  actor: DeviceId,
): BuiltDoc {
  const start = saved ?? savedGenesis(kind)
  const whole = loadWhole(start, changes, actor)
  if (whole !== undefined) return { doc: whole, applied: changes, waiting: [], broken: [] }
  const broken = new Set<DocChange>()
  for (;;) {
    const good = changes.filter((change) => !broken.has(change))
    const { doc, failed } = applyAll(() => load(start, actor), good)
    if (failed === undefined) {
      const isApplied = (change: DocChange) => isIn(doc, change)
      return {
        doc,
        applied: good.filter(isApplied),
        waiting: good.filter((each) => !isApplied(each)),
        broken: [...broken],
      }
    }
    broken.add(failed)
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

function isIn(doc: AnyDoc, { hash }: DocChange): boolean {
  return A.hasHeads(doc as A.Doc<unknown>, [hash])
}

/** Made once: making a genesis takes three times as long as loading it, and a catch-up begins hundreds of documents. */
const genesisByKind = new Map<DocName['kind'], Uint8Array>()

function savedGenesis(kind: DocName['kind']): Uint8Array {
  const known = genesisByKind.get(kind)
  if (known !== undefined) return known
  const made = A.save(genesisOf(kind) as A.Doc<unknown>)
  genesisByKind.set(kind, made)
  return made
}

/** All at once, which is much faster; one by one only to find the one that breaks it. */
function applyAll(start: () => AnyDoc, changes: readonly DocChange[]): { doc: AnyDoc; failed?: DocChange } {
  const bytes = changes.map((change) => change.bytes)
  try {
    return { doc: A.applyChanges(start() as A.Doc<unknown>, bytes)[0] as AnyDoc }
  } catch {
    return applyEach(start(), changes)
  }
}

function applyEach(start: AnyDoc, changes: readonly DocChange[]): { doc: AnyDoc; failed?: DocChange } {
  let doc = start as A.Doc<unknown>
  for (const change of changes) {
    try {
      ;[doc] = A.applyChanges(doc, [change.bytes])
    } catch {
      return { doc: doc as AnyDoc, failed: change }
    }
  }
  return { doc: doc as AnyDoc }
}

/** Gives its WebAssembly memory back at once; a catch-up builds more documents than the collector notices. */
export function freeDoc(doc: AnyDoc): void {
  A.free(doc as A.Doc<unknown>)
}

export function saveDoc(doc: AnyDoc): Bytes {
  return A.save(doc as A.Doc<unknown>) as Bytes
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
