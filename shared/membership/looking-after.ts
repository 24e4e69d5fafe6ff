/**
 * Who looks after a person until somebody says otherwise, and who may say so.
 * The chain of the team keeps its rounds only as they are now, so a reducer
 * cannot judge by them again later: relay and clients ask here when it is done.
 */
import type { DeviceId, Instant, MemberId } from '../lib/ids.ts'
import type { AccessTarget } from '../protocol/control.ts'
import { isOpening } from './break-glass.ts'
import type { ChainAccess, ChainState } from './chain.ts'
import { looksAfter } from './rights.ts'
import { activeOn, isClinical } from './standing.ts'
import { isSameTarget, isTakenBack } from './taking-back.ts'

/** Without an end, and nobody has taken it back. */
export function isForGood(care: ChainState, access: ChainAccess): boolean {
  return access.until === null && !isOpening(access) && !isTakenBack(care, access)
}

/** By whatever was given for good, whoever is on the rounds: what the chain can say by itself. */
export function holdsWithout(care: ChainState, taken: AccessTarget): boolean {
  return care.access.some((access) => isForGood(care, access) && !isSameTarget(access.to, taken))
}

/** Members of the clinical staff who are in and look after the person for good, by name or by a round; each once. */
export function lookingAfter(care: ChainState, team: ChainState): readonly MemberId[] {
  const given = care.access.filter((access) => isForGood(care, access))
  const members = given.flatMap(({ to }) => (to.type === 'member' ? [to.member] : (team.rounds[to.round] ?? [])))
  return [...new Set(members)].filter((member) => isClinicalMember(team, member))
}

/** As it would be; what is left out stays. */
interface Then {
  readonly care?: ChainState
  readonly team?: ChainState
}

/** Somebody looks after her, and then nobody would. */
export function leavesNobody(care: ChainState, team: ChainState, then: Then): boolean {
  const after = lookingAfter(then.care ?? care, then.team ?? team)
  return after.length === 0 && lookingAfter(care, team).length > 0
}

/** An administrator, or who looks after her without having opened the record herself. */
export function maySayWhoLooksAfter(care: ChainState, team: ChainState, device: DeviceId, now: Instant): boolean {
  const me = activeOn(team, device, team.seq)
  if (me === undefined) return false
  return me.role === 'admin' || (me.role === 'staff' && looksAfter(care, team, me.member, now))
}

export function isClinicalMember({ devices }: ChainState, member: MemberId): boolean {
  return Object.values(devices).some(
    (device) => device.member === member && device.removedAt === null && isClinical(device.role),
  )
}
