/**
 * On whose word somebody of the public is in a group. A person lets family into
 * her circle herself, under whatever member id her app names; only what the team
 * let in counts anywhere else. Rule MB1001.
 */
import type { ChainDevice, ChainState } from './chain.ts'

/** Clinical staff stand in groups by the team's chain: whoever is named in the group itself is none of them there. */
export function isLetInByTeam(chain: ChainState, team: ChainState | undefined, { letInBy }: ChainDevice): boolean {
  return letInBy !== null && chain.devices[letInBy] === undefined && team?.devices[letInBy] !== undefined
}
