/** The push of an open device, and that what was refused is offered again with the next one the relay answers. */
import type { OutboxLabels } from './outbox-labels.ts'
import { type PushDeps, push } from './push.ts'
import type { SyncFactsNow } from './sync-facts.ts'
import type { StepOutcome } from './sync-step.ts'

interface PushStepDeps extends Omit<PushDeps, 'onProgress' | 'alongside'> {
  readonly labels: Pick<OutboxLabels, 'planWaiting'>
  readonly onSending: (sending: SyncFactsNow['sending']) => void
}

export interface PushStep {
  readonly run: () => Promise<StepOutcome>
  /** What the relay refused is offered again. */
  readonly retryRefused: () => void
}

export function createPushStep(deps: PushStepDeps): PushStep {
  const { labels, onSending } = deps
  const onProgress = (count: number) => onSending({ done: 0, count })
  const pushDeps = { ...deps, onProgress, alongside: labels.planWaiting }
  let isRetryAsked = true
  return {
    run: async () => {
      // What asks for it while this push is on its way is for the next one.
      const isRetried = isRetryAsked
      isRetryAsked = false
      const outcome = await push(pushDeps, isRetried)
      if (outcome.type === 'no-signal') isRetryAsked ||= isRetried
      onSending(null)
      return outcome
    },
    retryRefused: () => {
      isRetryAsked = true
    },
  }
}
