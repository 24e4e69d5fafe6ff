/**
 * Who holds a task, and whether it is done, of everything that was said apart.
 * A task too many is the safe mistake: of done and open apart it is open, of
 * held and given back apart it is held.
 */
import * as v from 'valibot'
import type { TaskOwner, TaskState } from '../projections/plan-rows.ts'
import { readMap } from './automerge.ts'
import { readSaid, saidFields, signatureSchema } from './said.ts'
import type { Task } from './tasks.ts'

const stateSchema = v.strictObject({
  ...saidFields,
  type: v.picklist(['done', 'open']),
  outcome: v.pipe(v.string(), v.maxLength(1_000)),
})
const ownerSchema = v.strictObject({ ...saidFields, who: signatureSchema, holds: v.boolean() })

/** The earlier first; several where it was done or opened again apart. */
export function readStates(task: Task): readonly TaskState[] {
  return readSaid(task, 'state', stateSchema)
}

export function isDone(states: readonly TaskState[]): boolean {
  return states.length > 0 && states.every(({ type }) => type === 'done')
}

/** Who holds it, since when, and who said so: somebody else, when it was handed over and not accepted yet. */
export function readOwners(task: Task): readonly TaskOwner[] {
  const owners = readMap(task.owners ?? {})
  return Object.keys(owners)
    .flatMap((memberId) => {
      const said = readSaid(owners, memberId, ownerSchema).filter(({ who }) => who.memberId === memberId)
      const own = said.find(({ by, holds }) => holds && by.memberId === memberId)
      const holding = own ?? said.find(({ holds }) => holds)
      if (holding === undefined) return []
      const { at, by, who } = holding
      return [{ who, since: at, by }]
    })
    .sort((a, b) => a.since - b.since || (a.who.memberId < b.who.memberId ? -1 : 1))
}
