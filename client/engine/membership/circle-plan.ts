/**
 * What a circle asks for beside itself: every device of those who are in it, and
 * for each of the family a private group of their own with the team. Read off
 * the chains, so any staff device can do it and doing it twice does nothing.
 * Rule GK8.
 */
import type { DeviceId, MemberId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import type { NewMember } from './group-admin.ts'

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

export function inNow(chain: ChainState): readonly ChainDevice[] {
  return Object.values(chain.devices).filter(({ removedAt }) => removedAt === null)
}
