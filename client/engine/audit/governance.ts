/** Information governance of the team: sees every chain, holds no team key, does nothing for others. */
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { activeOn } from '../../../shared/membership/standing.ts'
import type { Chains } from '../membership/chains.ts'

export function isGovernance(chains: Pick<Chains, 'team'>, device: DeviceId): boolean {
  const team = chains.team()
  return team !== undefined && activeOn(team, device, team.seq)?.role === 'ig'
}
