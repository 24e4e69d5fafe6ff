/**
 * Whether the team may let in a further phone of one of the family, as the
 * member they are already. Read off the chains, so that it is asked again
 * whenever somebody is let in. Rules GK1090 to GK1092.
 */
import type { MemberId, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { FurtherPhone } from '../../engine-api/sharing.ts'
import type { Chains } from './chains.ts'
import { inNow } from './circle-plan.ts'

type Known = Pick<Chains, 'circleOf' | 'privateOf' | 'team'>

/** 'no' for whom the circle never had as family, and for an id of the team’s or of the person’s own. */
export function furtherPhoneOf(chains: Known, person: PersonId, member: MemberId): FurtherPhone {
  const circle = chains.circleOf(person)
  const isFamily = circle !== undefined && knownAs(circle, member).includes('family')
  const elsewhere = [chains.team(), chains.privateOf(person, null)]
  if (!isFamily || elsewhere.some((chain) => chain !== undefined && knownAs(chain, member).length > 0)) return 'no'
  return isTakenOut(chains, person, member) ? 'out-of-circle' : 'may'
}

/** Out of the circle, and not lost: a phone that was is out of its owner’s own group too (GK301). */
export function isTakenOut(chains: Known, person: PersonId, member: MemberId): boolean {
  const [circle, own] = [chains.circleOf(person), chains.privateOf(person, member)]
  const isIn = (chain: ChainState | undefined) =>
    chain !== undefined && inNow(chain).some((device) => device.member === member)
  return circle !== undefined && knownAs(circle, member).length > 0 && !isIn(circle) && isIn(own)
}

function knownAs({ devices }: ChainState, member: MemberId): readonly string[] {
  return Object.values(devices).flatMap((device) => (device.member === member ? [device.role] : []))
}
