/** What somebody opened and another one ended: who may, and who did, as the chains say. Rules BG200 and BG201. */
import type { DeviceId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { endingOf, isOpening } from '../../../shared/membership/break-glass.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { maySayWhoLooksAfter } from '../../../shared/membership/looking-after.ts'
import { isLive } from '../../../shared/membership/rights.ts'
import type { StaffRow } from '../../domain/projections/rows.ts'
import type { EndedOpening } from '../../engine-api/access-acts.ts'
import type { Chains } from '../membership/chains.ts'

/** An administrator, or who looks after the person without having opened it herself: the relay takes it from nobody else. */
export function mayEndOpenings(
  chains: Pick<Chains, 'team'>,
  device: DeviceId,
  care: ChainState,
  now: Instant,
): boolean {
  const team = chains.team()
  return team !== undefined && maySayWhoLooksAfter(care, team, device, now)
}

export function isOpenedBy(care: ChainState, member: MemberId, now: Instant): boolean {
  return care.access.some((access) => isOpening(access) && access.to.member === member && isLive(care, access, now))
}

export function endedOpening(
  care: ChainState | undefined,
  team: ChainState | undefined,
  member: MemberId,
  staff: ReadonlyMap<string, StaffRow>,
): EndedOpening | null {
  const ending = care === undefined ? undefined : endingOf(care, member)
  if (ending?.until == null) return null
  const by = team?.devices[ending.by]?.member
  return { who: (by === undefined ? undefined : staff.get(by)?.signature) ?? null, at: ending.until }
}
