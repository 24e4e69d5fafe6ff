/** What became of an append, in the words of the protocol. */
import type { AppendResult } from '../../shared/protocol/append.ts'
import type { ProblemType } from '../../shared/protocol/problem.ts'
import type { AppendOutcome, StoreRefusal } from '../entry-store/entry-store.ts'

const problemByRefusal: Readonly<Record<StoreRefusal, ProblemType>> = {
  gap: 'gap',
  'previous-mismatch': 'previous-mismatch',
  fork: 'fork',
  'compare-and-swap': 'compare-and-swap',
  'over-quota': 'over-quota',
  'too-many-boxes': 'over-quota',
}

export function refusedWith(problem: ProblemType): AppendResult {
  return { type: 'refused', problem }
}

export function outcomeToResult(outcome: AppendOutcome): AppendResult {
  switch (outcome.type) {
    case 'refused':
      return refusedWith(problemByRefusal[outcome.reason])
    case 'quarantined':
      return { type: 'quarantined' }
    case 'moved':
      throw new Error('the chains of the space keep growing')
    default:
      return { type: outcome.type, arrival: outcome.arrival }
  }
}
