/**
 * The only file of the engine that touches Automerge; imported when the first
 * screen is usable. Changes come from other people's devices: each is decoded
 * and checked before it is applied, and one that breaks the document is taken
 * back by building the document again without it.
 */
import * as A from '@automerge/automerge/slim'
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import { type DocByKind, genesisOf } from '../../domain/documents/genesis.ts'
import type { ChangeFacts } from '../../domain/documents/sides.ts'
import { type DocumentRows, projectDocument } from '../../domain/projections/project-document.ts'
import { readChangeSize } from './change-size.ts'
import type { DocName } from './doc-kinds.ts'

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

/** `Read` is what the caller reads of the document. */
export interface BuiltDoc<Read = unknown> {
  readonly doc: AnyDoc
  readonly read: Read
  /** Part of the document now. */
  readonly applied: readonly DocChange[]
  /** Something they build on is not here yet. */
  readonly waiting: readonly DocChange[]
  readonly broken: readonly DocChange[]
}

/** The change, if it is one by `author`, whole and not too large. */
export function readChange(bytes: Bytes, author: DeviceId): ReadChange | undefined {
  if (readChangeSize(bytes, mostOps) === undefined || !isWhole(bytes)) return undefined
  const decoded = attempt(() => A.decodeChange(bytes))
  if (decoded === undefined || decoded.hash === null || !isOf(decoded.actor, author)) return undefined
  const { actor, hash, ops, startOp } = decoded
  return { hash, bytes, actor, startOp, ops: ops.length }
}

/** Decoding does not look: the checksum is of what stands behind it. */
function isWhole(bytes: Bytes): boolean {
  const checksum = sha256(bytes.subarray(8))
  return bytes.subarray(4, 8).every((byte, i) => byte === checksum[i])
}

/**
 * A device that writes on an earlier state than its own last change has to use
 * another actor: Automerge puts its mark, a level and then the device's own id.
 */
function isOf(actor: string, author: DeviceId): boolean {
  return actor === author || (actor.length <= 48 && actor.startsWith('13b22309') && actor.endsWith(author))
}

/**
 * `actor`: the device here, so that a change made to the document names it.
 * `readIt` reads of it what the caller needs: a change after which that throws
 * is broken too. Throws when the document cannot be read without any of them.
 */
export function buildDoc<Read>(
  { kind }: DocName,
  saved: Bytes | undefined,
  changes: readonly DocChange[],
  { actor, readIt }: { readonly actor: DeviceId; readonly readIt: ReadDoc<Read> },
): BuiltDoc<Read> {
  const start = saved ?? savedGenesis(kind)
  const whole = loadWhole(start, changes, actor, readIt)
  if (whole !== undefined) return { ...whole, broken: [] }
  const broken = new Set<DocChange>()
  for (;;) {
    const good = changes.filter((change) => !broken.has(change))
    const built =
      attempt(() => finish(apply(load(start, actor), good), good, readIt)) ??
      applyEach(load(start, actor), good, readIt)
    if ('doc' in built) return { ...built, broken: [...broken] }
    broken.add(built.failed)
  }
}

export type ReadDoc<Read> = (doc: AnyDoc, applied: readonly DocChange[]) => Read

type Finished<Read> = Omit<BuiltDoc<Read>, 'broken'>

function finish<Read>(doc: AnyDoc, changes: readonly DocChange[], readIt: ReadDoc<Read>): Finished<Read> {
  const applied = changes.filter((change) => isIn(doc, change))
  return { doc, applied, waiting: changes.filter((each) => !applied.includes(each)), read: readIt(doc, applied) }
}

/**
 * All in one go: a saved document with changes behind it is one that Automerge loads in a third of the time that
 * applying them takes. Undefined unless every change is part of it then; which one is not is found by applying them.
 */
function loadWhole<Read>(
  start: Uint8Array,
  changes: readonly DocChange[],
  actor: DeviceId,
  readIt: ReadDoc<Read>,
): Finished<Read> | undefined {
  const doc = attempt(() => load(concatBytes(start, ...changes.map(({ bytes }) => bytes)), actor))
  if (doc === undefined) return undefined
  const whole = attempt(() => (changes.every((change) => isIn(doc, change)) ? finish(doc, changes, readIt) : undefined))
  if (whole === undefined) attempt(() => freeDoc(doc))
  return whole
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

function apply(doc: AnyDoc, changes: readonly DocChange[]): AnyDoc {
  return A.applyChanges(
    doc as A.Doc<unknown>,
    changes.map(({ bytes }) => bytes),
  )[0] as AnyDoc
}

/** One by one is slow: only to find the one that breaks it. */
function applyEach<Read>(
  start: AnyDoc,
  changes: readonly DocChange[],
  readIt: ReadDoc<Read>,
): Finished<Read> | { readonly failed: DocChange } {
  let built = finish(start, [], readIt)
  for (const [at, change] of changes.entries()) {
    const { doc } = built
    const next = attempt(() => finish(apply(doc, [change]), changes.slice(0, at + 1), readIt))
    if (next === undefined) return { failed: change }
    built = next
  }
  return built
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
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
