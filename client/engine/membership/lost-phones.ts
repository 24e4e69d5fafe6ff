/**
 * Where a phone of a person or of her family is in, and where one that was
 * removed still is. A private group is its owner's alone: who is removed from it
 * is lost, and is to be in no other group about that person. So the first
 * removal says to every device that sees it what is left to do; whoever is only
 * let out of a circle keeps their own group, and is not meant. Rule GK301.
 */
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { latestOf } from '../../../shared/membership/succeed.ts'
import { inNow } from './circle-plan.ts'

export interface PhonePlace {
  readonly group: GroupId
  readonly device: DeviceId
}

/** The owner's own group first: from then on every device goes on by itself. */
export function placesOf(about: readonly ChainState[], device: DeviceId): readonly PhonePlace[] {
  return about
    .filter((chain) => inNow(chain).some(({ keys }) => keys.device === device))
    .sort((a, b) => Number(b.kind === 'private') - Number(a.kind === 'private'))
    .map(({ group }) => ({ group, device }))
}

/** Of the groups about one person: what is still to be done for phones that were removed. */
export function leftToRemove(about: readonly ChainState[]): readonly PhonePlace[] {
  const lost = about.filter(({ kind }) => kind === 'private').flatMap(removedFrom)
  return [...new Set(lost)].flatMap((device) => placesOf(about, device))
}

/** The person's and her family's: nobody of the team. */
export function isPhone({ role }: ChainDevice): boolean {
  return role === 'patient' || role === 'family'
}

/** A phone that only took another identity is not lost (MB257): what it became is in. */
function removedFrom(chain: ChainState): readonly DeviceId[] {
  return Object.values(chain.devices).flatMap(({ keys: { device } }) => (isOutOf(chain, device) ? [device] : []))
}

/** Whatever it became meanwhile. */
export function isOutOf(chain: ChainState, device: DeviceId): boolean {
  return chain.devices[latestOf(chain, device)]?.removedAt !== null
}
