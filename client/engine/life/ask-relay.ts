/** Asks the relay once to be let in, or to found, and says what its answer means. */
import { parseControlAppend } from '../../../shared/protocol/control-append.ts'
import type { ProblemType } from '../../../shared/protocol/problem.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import type { Asked, AskingPhase, FoundingPhase, WaitingPhase } from './joining.ts'

export type AskedRelay = Pick<RelayClient, 'appendControl' | 'join'>

export function askRelay(relay: AskedRelay, request: AskingPhase): Promise<Asked> {
  return request.type === 'founding' ? found(relay, request) : askIn(relay, request)
}

async function askIn(relay: AskedRelay, request: WaitingPhase): Promise<Asked> {
  const answer = await relay.join(request.request)
  if (answer.ok) return { type: answer.value }
  const { error } = answer
  return error.type === 'problem' ? askedOfProblem(error.problem) : { type: 'offline' }
}

async function found(relay: AskedRelay, { request, shown, space }: FoundingPhase): Promise<Asked> {
  const items = parseControlAppend(request)
  if (!items.ok) return { type: 'refused', problem: 'invite-broken' }
  const answer = await relay.appendControl(space, items.value, shown)
  if (!answer.ok) return { type: 'offline' }
  const refused = answer.value.find((result) => result.type === 'refused')
  if (refused === undefined) return { type: 'admitted' }
  // A recovery is signed for one place on the chain, and somebody else has it now. A founding has no rival.
  if (refused.type === 'refused' && refused.problem === 'compare-and-swap')
    return { type: 'refused', problem: 'moved-on' }
  // To a link that it does not take the relay answers as to any stranger.
  const isFinal = refused.type === 'refused' && refused.problem === 'unknown-or-forbidden'
  return isFinal ? { type: 'refused', problem: 'invite-used' } : { type: 'offline' }
}

function askedOfProblem(problem: ProblemType): Asked {
  switch (problem) {
    case 'invite-broken':
    case 'invite-expired':
    case 'invite-used':
    case 'invite-not-by-right':
      return { type: 'refused', problem }
    default:
      return { type: 'offline' }
  }
}
