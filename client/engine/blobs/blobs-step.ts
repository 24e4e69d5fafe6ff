/** The step that sends attachments, from a file of its own once one waits. Rule SX400. */
import type { Session as RelaySession } from '../sync/relay-client.ts'
import type { StepOutcome } from '../sync/sync-step.ts'
import type { SendBlobsDeps } from './send-blobs.ts'

export interface BlobsStep {
  readonly run: (session: RelaySession) => Promise<StepOutcome>
  /** Each that is refused is tried once a session, and again when somebody asks for it. */
  readonly retryRefused: () => void
}

export function createBlobsStep(deps: SendBlobsDeps): BlobsStep {
  let isRetried = true
  return {
    run: async (session) => {
      const { sendBlobs } = await import('./send-blobs.ts')
      const outcome = await sendBlobs(deps, session, isRetried)
      if (outcome.type === 'ok' || outcome.type === 'idle') isRetried = false
      return outcome
    },
    retryRefused: () => {
      isRetried = true
    },
  }
}
