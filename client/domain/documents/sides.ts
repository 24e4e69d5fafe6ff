/**
 * One side of a disagreement: what somebody wrote without knowing of the others.
 * The same sides come out in the same order on every device, and a side has an
 * author only when that member's device made it.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'

/** What the document itself cannot prove. */
export interface ChangeFacts {
  /** Whose device an Automerge actor is; undefined when not known. */
  readonly memberOf: (actor: string) => string | undefined
  /** When the change that wrote `op` came here; null when it was made here or that is no longer known. */
  readonly arrivedAt: (op: string) => Instant | null
}

interface Edit<State> {
  readonly by: Signature
  readonly at: Instant
  readonly reason: string
  readonly before: State | null
}

export interface Side<State> {
  readonly key: string
  /** Null when nobody said who and why. */
  readonly edit: Edit<State> | null
  readonly after: State
}

/** The earlier written first; of two that say the same the earlier stands for both. */
export function distinctSides<State extends object>(sides: readonly Side<State>[]): readonly Side<State>[] {
  const rank = ({ edit, key }: Side<State>) => `${String(edit?.at ?? 0).padStart(16, '0')}${key}`
  const said = new Set<string>()
  return [...sides]
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .filter(({ after }) => {
      const words = JSON.stringify(after, Object.keys(after).sort())
      const isFirst = !said.has(words)
      said.add(words)
      return isFirst
    })
}

export function changeOfSide<State>({ after, edit, key }: Side<State>, { arrivedAt, memberOf }: ChangeFacts) {
  const actor = key.split(/[@/]/)[1]
  const isProven = edit !== null && (actor === undefined || memberOf(actor) === edit.by.memberId)
  return {
    key,
    author: isProven ? edit.by : null,
    writtenAt: edit?.at ?? null,
    arrivedAt: arrivedAt(key.split('/')[0] ?? ''),
    reason: edit?.reason ?? '',
    before: edit?.before ?? null,
    after,
  }
}
