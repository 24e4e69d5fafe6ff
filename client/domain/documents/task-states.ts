/**
 * Whether a task is done, of everything that was said apart. A task too many is
 * the safe mistake: of done and open apart it is open.
 */
import * as v from 'valibot'
import type { TaskState } from '../projections/plan-rows.ts'
import { newestOf, readSaid, saidFields } from './said.ts'
import type { Task } from './tasks.ts'

export const stateSchema = v.strictObject({
  ...saidFields,
  type: v.picklist(['done', 'open']),
  outcome: v.pipe(v.string(), v.maxLength(1_000)),
})

/** The earlier first; several where it was done or opened again apart. Of a thing that was put there more than once, what was said last. */
export function readStates(...things: readonly Task[]): readonly TaskState[] {
  return newestOf(things.map((task) => readSaid(task, 'state', stateSchema)))
}

export function isDone(states: readonly TaskState[]): boolean {
  return states.length > 0 && states.every(({ type }) => type === 'done')
}
