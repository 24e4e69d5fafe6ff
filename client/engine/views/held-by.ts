/** Whose a task is: asked by the first screen for a number alone. */
import type { TaskRow } from '../../domain/projections/plan-rows.ts'

export function isHeldBy({ owners }: TaskRow, memberId: string): boolean {
  return owners.some(({ who }) => who.memberId === memberId)
}
