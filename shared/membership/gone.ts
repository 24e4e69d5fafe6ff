/** Whether a device was let in once and is in nowhere any more. Relay and device ask the same of the same chains. */
import type { DeviceId } from '../lib/ids.ts'
import type { ChainState } from './chain.ts'
import { isActiveNow } from './rights.ts'

/** `chains` may be any that are known, the team's among them. Who may post on the board and is nowhere else has left. */
export function isGone(chains: readonly ChainState[], team: ChainState | undefined, device: DeviceId): boolean {
  const naming = chains.filter(({ devices, kind }) => kind !== 'board' && devices[device] !== undefined)
  return naming.length > 0 && !naming.some((chain) => isActiveNow(chain, team, device))
}
