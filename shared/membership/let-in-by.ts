/**
 * On whose word somebody of the public is in a group. A person lets family into
 * her circle herself, under whatever member id her app names; only what the team
 * let in counts anywhere else. Rules MB1001 and MB1003.
 */
import type { DeviceId } from '../lib/ids.ts'
import type { ChainDevice, ChainState } from './chain.ts'
import { nextOf } from './latest.ts'

/** Clinical staff stand in groups by the team's chain: whoever is named in the group itself is none of them there. */
export function isLetInByTeam(chain: ChainState, team: ChainState | undefined, { letInBy }: ChainDevice): boolean {
  return letInBy !== null && chain.devices[letInBy] === undefined && team?.devices[letInBy] !== undefined
}

/** The first that came in as this, and what it became: each of them on the same word. */
export function firstAs(
  chain: ChainState,
  { member, role }: Pick<ChainDevice, 'member' | 'role'>,
): readonly DeviceId[] {
  const all = Object.values(chain.devices).filter((each) => each.member === member && each.role === role)
  const [first] = all.sort((a, b) => a.since - b.since)
  const found: DeviceId[] = []
  for (let at = first?.keys.device; at !== undefined; at = nextOf(chain, at)) found.push(at)
  return found
}

/**
 * Whether it is whom it came in as: not where a person let it into her circle beside, or after, another of that member.
 * Where nobody's word was kept it is taken for what it says.
 */
export function standsForMember(chain: ChainState, team: ChainState | undefined, device: ChainDevice): boolean {
  const { device: id } = device.keys
  if (chain.kind !== 'circle' || chain.devices[id] === undefined || device.letInBy === null) return true
  return isLetInByTeam(chain, team, device) || firstAs(chain, device).includes(id)
}
