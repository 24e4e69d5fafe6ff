/**
 * The devices of somebody that are to be in another group about a person. Apart
 * from what the first screen asks of one. Rules GK8, GK840, GK1003 and GK1004.
 */
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { firstAs, isLetInByTeam } from '../../../shared/membership/let-in-by.ts'
import { activeOn } from '../../../shared/membership/standing.ts'
import type { Chains } from './chains.ts'
import { inNow } from './circle-plan.ts'
import type { NewMember } from './group-admin.ts'
import { lostPhones } from './lost-phones.ts'
import { firstLetIn } from './private-owner.ts'

/** Whose they are, and as what: a phone that came in as family under an associate's id is none of the associate's. */
export type Standing = Pick<ChainDevice, 'member' | 'role'>

/** Those known in groups about this person, as what they are there: none of a phone that was lost (GK840). */
export function devicesOf(
  chains: Pick<Chains, 'team'>,
  about: readonly ChainState[],
  who: Standing,
): readonly NewMember[] {
  const [team, lost] = [chains.team(), lostPhones(about)]
  const found = new Map<DeviceId, NewMember>()
  const add = ({ keys, member, role }: ChainDevice) => found.set(keys.device, { keys, role, member, invite: null })
  for (const chain of about)
    for (const device of inNow(chain)) if (isOf(who, device) && !lost.has(device.keys.device)) add(device)
  if (team !== undefined) for (const device of inNow(team)) if (isOf(who, device)) add(device)
  return [...found.values()].filter(({ keys, role }) => role !== 'associate' || isInTeam(team, keys.device))
}

/**
 * For the group that one of her family shares with the team alone: those that the
 * team let in anywhere about her. The person's own word brings in nobody beside
 * them; it stands for whose the first phone under a new id is, while nobody was ever in.
 */
export function ownDevicesOf(
  chains: Pick<Chains, 'team'>,
  about: readonly ChainState[],
  own: ChainState,
  who: Standing,
): readonly NewMember[] {
  const isByTeam = ({ keys }: NewMember) =>
    about.some((chain) => {
      const known = chain.devices[keys.device]
      return known !== undefined && isOf(who, known) && isLetInByTeam(chain, chains.team(), known)
    })
  const all = devicesOf(chains, about, who)
  const byTeam = all.filter(isByTeam)
  if (byTeam.length > 0 || firstLetIn(own) !== undefined) return byTeam
  const first = about.filter(({ kind }) => kind === 'circle').flatMap((circle) => firstAs(circle, who))
  return all.filter(({ keys }) => first.includes(keys.device))
}

function isOf(who: Standing, { member, role }: Standing): boolean {
  return member === who.member && role === who.role
}

function isInTeam(team: ChainState | undefined, device: DeviceId): boolean {
  return team !== undefined && activeOn(team, device, team.seq) !== undefined
}
