/** What a decision between changes made apart comes to: one of them as it is, or fields of the decider's own. */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { PartChange, PartState } from '../projections/part-rows.ts'
import type { DocumentProblem } from './document-problem.ts'

/** `sides`: the keys of all changes the decider had in view. */
export interface PartDecision {
  readonly sides: readonly string[]
  readonly choice:
    | { readonly type: 'keep'; readonly side: string }
    | { readonly type: 'write'; readonly fields: PartState }
}

/**
 * All `fields` of the part. What the decider had not in view is not decided;
 * written anew, everything the sides disagree on has to be said, in `choice` or
 * in `unlessSaid`.
 */
export function decidedState(
  fields: readonly string[],
  conflict: readonly PartChange[],
  { choice, sides }: PartDecision,
  unlessSaid: PartState = {},
): Result<PartState, DocumentProblem> {
  const keys = conflict.map(({ key }) => key).sort()
  if (conflict.length === 0 || keys.join() !== [...sides].sort().join()) return err({ type: 'decided-on-other' })
  const known = (state: PartState) => Object.fromEntries(fields.map((field) => [field, state[field] ?? '']))
  if (choice.type === 'keep') {
    const kept = conflict.find(({ key }) => key === choice.side)
    return kept === undefined ? err({ type: 'decided-on-other' }) : ok(known(kept.after))
  }
  const agreed = known(conflict[0]?.after ?? {})
  const said: PartState = { ...unlessSaid, ...choice.fields }
  const isOpen = (field: string) => conflict.some(({ after }) => (after[field] ?? '') !== agreed[field])
  if (fields.some((field) => isOpen(field) && said[field] === undefined)) return err({ type: 'nothing-written' })
  return ok(known({ ...agreed, ...said }))
}
