/**
 * What a circle asks for beside itself: every device of those who are in it, and
 * for each of the family a private group of their own with the team. Read off
 * the chains, so any staff device can do it and doing it twice does nothing.
 * Rule GK8.
 */
import type { DeviceId, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { activeOn } from '../../../shared/membership/standing.ts'
import type { Chains } from './chains.ts'
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

/** Those of `members`' devices that were never in this group: who left comes back with a new device only. */
export function toLetIn(chain: ChainState, members: readonly NewMember[]): readonly NewMember[] {
  return members.filter(({ keys }) => chain.devices[keys.device] === undefined)
}

/** Those of the team now, with a device each at least. */
export function associatesOf(team: ChainState | undefined): ReadonlyMap<MemberId, readonly DeviceId[]> {
  const found = new Map<MemberId, readonly DeviceId[]>()
  for (const { keys, member, role } of team === undefined ? [] : inNow(team))
    if (role === 'associate') found.set(member, [...(found.get(member) ?? []), keys.device])
  return found
}

export function membersIn(chain: ChainState): readonly MemberId[] {
  return [...new Set(inNow(chain).map(({ member }) => member))]
}

export function inNow(chain: ChainState): readonly ChainDevice[] {
  return Object.values(chain.devices).filter(({ removedAt }) => removedAt === null)
}

function isInTeam(team: ChainState | undefined, device: DeviceId): boolean {
  return team !== undefined && activeOn(team, device, team.seq) !== undefined
}
