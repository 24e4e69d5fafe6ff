/**
 * Changes that build on one that has not come. As many as honest devices ever
 * make wait stay beside the document; of more, which only somebody with a changed
 * app writes, nothing stays but the mark of what each of them waits for. They lie
 * in the log, and are read from it again when that comes. Rules DC980, SY981.
 */
import * as A from '@automerge/automerge/slim'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DocId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import { readGroupLog } from '../sync/group-log.ts'
import type { AnyDoc, ReadChange } from './doc-engine.ts'
import { type TailChange, waitsName, waitsScope } from './doc-rows.ts'
import { marks, parseWaits } from './waits-told.ts'

/** Far more than one device can have written without signal of others' unseen. */
export const mostHeld = 64
const mostBytes = 256 * 1024

interface Waiting {
  readonly change: ReadChange
  readonly from: TailChange
}

export interface HeldWaiting {
  readonly held: readonly TailChange[]
  /** Not held here any longer. */
  readonly left: readonly TailChange[]
  readonly items: readonly SealedItem[]
}

/** Those nearest to the document first; the same whatever the order they came in. */
export function holdWaiting(
  doc: DocId,
  {
    before,
    isAllHere,
    now,
    waiting,
    whole,
  }: {
    /** As it lay on the disk. */
    readonly before: Bytes | undefined
    /** Nothing of it lies in the log alone. */
    readonly isAllHere: boolean
    readonly now: Instant
    readonly waiting: readonly Waiting[]
    readonly whole: AnyDoc
  },
): HeldWaiting {
  const item = (value: Bytes | null): readonly SealedItem[] => [
    { store: 'docs', scope: doc, name: waitsName, value },
    { store: 'docs', scope: waitsScope, name: doc, value },
  ]
  const known = before && parseWaits(before)
  if (waiting.length === 0 && before === undefined) return { held: [], left: [], items: [] }
  const sorted = [...waiting].sort((a, b) => nearness(a.change, b.change))
  let bytes = 0
  const held = sorted.filter(({ change }, at) => {
    bytes += change.bytes.length
    return at < mostHeld && bytes <= mostBytes
  })
  const awaited = (isAllHere ? undefined : known?.awaited) ?? new Uint8Array(marks)
  const left = sorted.slice(held.length)
  for (const { change } of left) noteAwaited(awaited, change, whole)
  const isOver = waiting.length === 0 && awaited.every((byte) => byte === 0)
  const value = isOver ? null : (encodeCbor([known?.since ?? now, awaited]) as Bytes)
  return { held: held.map(({ from }) => from), left: left.map(({ from }) => from), items: item(value) }
}

/** What comes next to the document stands before what builds on it. */
function nearness(a: ReadChange, b: ReadChange): number {
  return a.startOp - b.startOp || (a.hash < b.hash ? -1 : 1)
}

function noteAwaited(awaited: Uint8Array, { deps }: ReadChange, whole: AnyDoc): void {
  const missing = deps.filter((hash) => !A.hasHeads(whole as A.Doc<unknown>, [hash]))
  // It waits for numbers alone, and so for whatever comes.
  if (missing.length === 0) awaited.fill(255)
  for (const hash of missing) {
    const bit = bitOf(hash)
    awaited[bit >> 3]! |= 1 << (bit & 7)
  }
}

function bitOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 3), 16)
}

/** Something that is not held may build on one of these. */
export function isAwaited(before: Bytes | undefined, applied: readonly ReadChange[]): boolean {
  const waits = before && parseWaits(before)
  if (waits === undefined) return false
  return applied.some(({ hash }) => {
    const bit = bitOf(hash)
    return ((waits.awaited[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0
  })
}

export interface LogDeps {
  readonly store: Pick<DeviceStore, 'scan'>
  readonly sealer: Pick<EntrySealer, 'open'>
}

/** All changes of a document that lie in the log. */
export async function changesInLog(
  { sealer, store }: LogDeps,
  group: GroupId,
  doc: DocId,
): Promise<readonly TailChange[]> {
  const log = await readGroupLog(store, group)
  const ofDoc = log.filter(({ header }) => header.doc === doc && header.kind === 'change')
  const opened = await Promise.all(ofDoc.map((entry) => sealer.open(entry)))
  return ofDoc.flatMap(({ header: { author, writtenAt }, id }, at): readonly TailChange[] => {
    const payload = opened[at]!
    return payload.ok ? [{ entry: id, author, bytes: payload.value, writtenAt, arrivedAt: null }] : []
  })
}

/** Of these, what is neither part of the save nor among what is at hand. */
export function notYetIn(
  saved: Bytes | undefined,
  atHand: readonly TailChange[],
  changes: readonly TailChange[],
): readonly TailChange[] {
  const known = new Set(atHand.map(({ bytes }) => bytesToHex(bytes)))
  const doc = saved === undefined ? undefined : A.load<unknown>(saved)
  const left = changes.filter(({ bytes }) => {
    if (known.has(bytesToHex(bytes))) return false
    return doc === undefined || !A.hasHeads(doc, [hashOf(bytes)])
  })
  if (doc !== undefined) A.free(doc)
  return left
}

/** Of what is no change any hash will do: it is in no document. */
function hashOf(bytes: Bytes): string {
  try {
    return A.decodeChange(bytes).hash ?? ''
  } catch {
    return '00'.repeat(32)
  }
}
