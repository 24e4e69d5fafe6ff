/** How soon, as a number in a document: the more urgent is the lower, so that of two written apart it holds. */
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { TaskPriority } from '../projections/plan-rows.ts'
import { readAll } from './automerge.ts'

export const priorities: readonly TaskPriority[] = ['urgent', 'today', 'whenever']

export function urgencyOf(priority: TaskPriority): number {
  return priorities.indexOf(priority) + 1
}

/** Of what stands in the field `urgency`, by its policy; anything else is "whenever". */
export function readPriority(holder: object, kind: 'tasks' | 'thread'): TaskPriority {
  const path = kind === 'tasks' ? 'tasks.*.urgency' : 'urgency'
  const numbers = readAll(holder, 'urgency').flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  const [urgency] = settleValues(conflictPolicies[kind][path] as FieldPolicy, numbers)
  return priorities[(urgency ?? 3) - 1] ?? 'whenever'
}
