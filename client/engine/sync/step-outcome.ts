/** A relay's failure, as the sync step sees it. */
import type { RelayFailure } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export function outcomeOfFailure(failure: RelayFailure): StepOutcome {
  if (failure.type === 'no-signal' || failure.type === 'not-the-relay') return { type: 'no-signal' }
  return failure.problem === 'no-session' || failure.status === 401 ? { type: 'no-session' } : { type: 'refused' }
}
