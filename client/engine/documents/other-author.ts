/**
 * A change that an old identity of this device made and that nobody else has, as
 * a change of its new one: the same operations on the same past, so that what
 * others wrote meanwhile stands beside it as it would have. Where that cannot be
 * made exactly, nothing is made. Rule DC180.
 */
import * as A from '@automerge/automerge/slim'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { AnyDoc } from './doc-engine.ts'

/** Of one of them: its hash then and now, and by how much its operations were numbered on. */
export interface MovedChange {
  readonly before: string
  readonly after: string
  readonly startOp: number
  readonly ops: number
  readonly shift: number
}

export interface Moved {
  readonly doc: AnyDoc
  readonly moved: MovedChange
}

/** `earlier` are those of the same document. Undefined where it cannot be done. */
export function moveChange(
  doc: AnyDoc,
  bytes: Bytes,
  { from, to }: { readonly from: DeviceId; readonly to: DeviceId },
  earlier: readonly MovedChange[],
): Moved | undefined {
  try {
    return move(doc as A.Doc<unknown>, bytes, { from, to }, earlier)
  } catch {
    return undefined
  }
}

function move(
  doc: A.Doc<unknown>,
  bytes: Bytes,
  { from, to }: { readonly from: DeviceId; readonly to: DeviceId },
  earlier: readonly MovedChange[],
): Moved | undefined {
  const change = A.decodeChange(bytes)
  const { actor, hash, startOp } = change
  // What does not come back from its words as it was, is left alone.
  if (actor !== from || hash === null || A.decodeChange(A.encodeChange(change)).hash !== hash) return undefined
  const mine = A.getAllChanges(doc)
    .map((each) => A.decodeChange(each))
    .filter((each) => each.actor === to)
  const last = mine.at(-1)
  const builtOn = earlier.filter(({ before }) => change.deps.includes(before))
  const deps = change.deps.map((each) => builtOn.find(({ before }) => before === each)?.after ?? each)
  const start = Math.max(
    startOp,
    last === undefined ? 0 : last.startOp + last.ops.length,
    ...builtOn.map((each) => each.startOp + each.ops + each.shift),
  )
  const moved = { startOp, ops: change.ops.length, shift: start - startOp }
  const renamed = renamer({ from, to }, [...earlier, moved])
  const made = A.encodeChange({
    ...change,
    actor: to,
    seq: mine.length + 1,
    startOp: start,
    deps: last === undefined ? deps : [...new Set([...deps, last.hash!])],
    ops: change.ops.map((op) => renameOp(op, renamed)),
  })
  const after = A.decodeChange(made).hash
  const [applied] = A.applyChanges(doc, [made])
  // Without what it builds on it is kept aside, and is no part of the document.
  if (after === null || !A.hasHeads(applied, [after])) return undefined
  return { doc: applied as AnyDoc, moved: { ...moved, before: hash, after } }
}

type Rename = (op: string) => string

/** Operations of the changes that moved; all others keep their names. */
function renamer(
  { from, to }: { readonly from: DeviceId; readonly to: DeviceId },
  moved: readonly Pick<MovedChange, 'startOp' | 'ops' | 'shift'>[],
): Rename {
  return (op) => {
    const [count, actor] = op.split('@')
    const number = Number(count)
    if (actor !== from) return op
    const found = moved.find(({ ops, startOp }) => number >= startOp && number < startOp + ops)
    return found === undefined ? op : `${number + found.shift}@${to}`
  }
}

type Op = A.DecodedChange['ops'][number]

function renameOp(op: Op, rename: Rename): Op {
  const named = op as Op & { readonly elemId?: string; readonly pred: readonly string[] }
  return {
    ...op,
    obj: rename(op.obj),
    ...(named.elemId !== undefined && { elemId: rename(named.elemId) }),
    pred: named.pred.map(rename),
  } as Op
}
