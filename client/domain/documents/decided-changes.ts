/**
 * What was decided in a change of a document: who changed a medicine, an allergy,
 * an alert, a target or the care plan, and why, as the change itself says it. The
 * document keeps only the newest word on each; this is read off every change that
 * passes, so that what was decided before stays to be read.
 */
import { hybridTime, isHybridParts } from '../hybrid-clock.ts'
import type { DecidedRow, DecidedSaid } from '../projections/decided-rows.ts'
import type { Signature } from '../records/signature.ts'
import { parseEdit } from './medicine-edit.ts'
import { parsePartEdit } from './part-edit.ts'
import { parsePlanEdit } from './plan-edits.ts'

/** One word on who changed what: the text stored at `key` of the map `obj`. */
export interface SaidOp {
  readonly key: string
  readonly obj: string
  readonly json: string
}

export interface SaidChange {
  readonly said: readonly SaidOp[]
  /** A value that two or more had written apart was written over. */
  readonly isSettling: boolean
}

/** An operation, as Automerge decodes it. */
export interface DecodedOp {
  readonly action: string
  readonly obj: string
  readonly key?: string | number
  readonly value?: unknown
  readonly pred: readonly string[]
}

const kinds = ['medicines', 'person', 'care-plan'] as const
export type DecidedKind = (typeof kinds)[number]

export function isDecidedKind(kind: string): kind is DecidedKind {
  return (kinds as readonly string[]).includes(kind)
}

/** Null where nobody says anything, as in most changes of most documents. */
export function readSaidChange(ops: readonly DecodedOp[]): SaidChange | null {
  const isWord = (key: DecodedOp['key']): key is string => typeof key === 'string' && /(^e|E)dit$/.test(key)
  const said = ops.flatMap(({ action, key, obj, value }) =>
    action === 'set' && isWord(key) && typeof value === 'string' ? [{ key, obj, json: value }] : [],
  )
  if (said.length === 0) return null
  return { said, isSettling: ops.some(({ key, pred }) => !isWord(key) && pred.length > 1) }
}

interface Facts {
  readonly personId: string
  readonly arrivedAt: DecidedRow['arrivedAt']
  /** Whose device made the change; what is signed with anybody else's name is nobody's word. */
  readonly memberId: string | undefined
  /** Of the care plan: which section a map is. */
  readonly sectionOf: (obj: string) => { readonly sectionId: string; readonly title: string } | undefined
}

export function decidedIn(
  kind: DecidedKind,
  { isSettling, said }: SaidChange,
  { arrivedAt, memberId, personId, sectionOf }: Facts,
): readonly DecidedRow[] {
  return said.flatMap((op, place) => {
    const read = readers[kind](op, isSettling, sectionOf)
    if (read === null || read.by.memberId !== memberId || !isHybridParts({ wall: read.at, count: 0 })) return []
    const hlc = hybridTime({ wall: read.at, count: 0 })
    // By its author and time: sealed again under a new identity of the device it is the same.
    const id = `${kind}/${read.at}/${memberId}/${place}`
    return [{ id, personId, author: read.by, at: read.at, hlc, arrivedAt, said: read.said }]
  })
}

interface Read {
  readonly by: Signature
  readonly at: DecidedRow['at']
  readonly said: DecidedSaid
}

type Reader = (op: SaidOp, isSettling: boolean, sectionOf: Facts['sectionOf']) => Read | null

const readers: Readonly<Record<DecidedKind, Reader>> = {
  medicines: ({ json }, isSettling) => {
    const edit = parseEdit(json)
    if (edit === undefined) return null
    const { after, at, before, by, reason } = edit
    return { by, at, said: { type: 'medicine', reason, before, after, isSettling } }
  },
  person: ({ json, key }, isSettling) => {
    const edit = parsePartEdit(json)
    const kind = edit === undefined ? null : partKind(key, edit.after)
    if (edit === undefined || kind === null) return null
    const { after, at, before, by, reason } = edit
    return { by, at, said: { type: 'part', kind, reason, before, after, isSettling } }
  },
  'care-plan': ({ json, obj }, _isSettling, sectionOf) => {
    const edit = parsePlanEdit(json)
    const section = sectionOf(obj)
    return edit === undefined || section === undefined
      ? null
      : { by: edit.by, at: edit.at, said: { type: 'plan', ...section } }
  },
}

/** A number put right, or somebody's relation, is no decision. */
function partKind(key: string, after: Readonly<Record<string, string>>) {
  if (key === 'scale2TargetEdit') return 'target'
  if (key !== 'edit') return null
  if ('substance' in after) return 'allergy'
  return 'fact' in after ? 'alert' : null
}
