/** The devices of somebody who is to be in a circle. Apart from what the first screen asks of one. Rules GK8 and GK840. */
import type { DeviceId, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { activeOn } from '../../../shared/membership/standing.ts'
import type { Chains } from './chains.ts'
import { inNow } from './circle-plan.ts'
import type { NewMember } from './group-admin.ts'
import { lostPhones } from './lost-phones.ts'

/** Somebody of the public or an associate, with the devices known of them in groups about this person: none of a phone that was lost (GK840). */
export function devicesOf(
  chains: Pick<Chains, 'team'>,
  about: readonly ChainState[],
  member: MemberId,
): readonly NewMember[] {
  const [team, lost] = [chains.team(), lostPhones(about)]
  const found = new Map<DeviceId, NewMember>()
  const add = ({ keys, role }: ChainDevice) => found.set(keys.device, { keys, role, member, invite: null })
  for (const chain of about)
    for (const device of inNow(chain)) if (device.member === member && !lost.has(device.keys.device)) add(device)
  if (team !== undefined)
    for (const device of inNow(team)) if (device.member === member && device.role === 'associate') add(device)
  return [...found.values()].filter(({ keys, role }) => role !== 'associate' || isInTeam(team, keys.device))
}

function isInTeam(team: ChainState | undefined, device: DeviceId): boolean {
  return team !== undefined && activeOn(team, device, team.seq) !== undefined
}
