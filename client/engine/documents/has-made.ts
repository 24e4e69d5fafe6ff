/** Whether a change made this operation: "7@actor". */
import type { ReadChange } from './doc-engine.ts'

export function hasMade({ actor, ops, startOp }: Pick<ReadChange, 'actor' | 'ops' | 'startOp'>, op: string): boolean {
  const [count, by] = op.split('@')
  return by === actor && Number(count) >= startOp && Number(count) < startOp + ops
}
