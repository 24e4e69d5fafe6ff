/** What a device that asks to be let in, or to found, shows of it. */
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { Asked, AskingPhase } from './joining.ts'

export function askingState(phase: AskingPhase, asked: Exclude<Asked, { readonly type: 'admitted' }>): DeviceState {
  const { spaceName } = phase
  const offline = asked.type === 'offline'
  const isRefused = asked.type === 'refused'
  if (phase.type === 'founding')
    return { type: 'founding', offline, spaceName, ...(isRefused && { problem: foundingProblem(asked.problem) }) }
  const problem = isRefused && asked.problem !== 'moved-on' ? { problem: asked.problem } : {}
  const answer = phase.answer === null ? {} : { answer: phase.answer }
  return { type: 'waiting-to-join', offline, code: phase.code, spaceName, ...answer, ...problem }
}

type Asking = Extract<DeviceState, { readonly type: 'founding' | 'waiting-to-join' }>

/** Nobody has let it in yet: there is nothing to open. */
export function isAsking(state: DeviceState): state is Asking {
  return state.type === 'waiting-to-join' || state.type === 'founding'
}

function foundingProblem(problem: string): 'link-used' | 'moved-on' {
  return problem === 'moved-on' ? problem : 'link-used'
}
