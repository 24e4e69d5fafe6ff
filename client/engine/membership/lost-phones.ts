/**
 * Where a phone of a person or of her family is in, and where one that was
 * removed still is, under every identity it had: it may have handed over on some
 * chains and not yet on others. A private group is its owner's alone: who is
 * removed from it is lost, and is to be in no other group about that person. So
 * the first removal says to every device that sees it what is left to do; whoever
 * is only let out of a circle keeps their own group, and is not meant. Rules
 * GK301 and GK840.
 */
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ChainDevice, ChainState } from '../../../shared/membership/chain.ts'
import { latestOf, nextOf } from '../../../shared/membership/latest.ts'

export interface PhonePlace {
  readonly group: GroupId
  readonly device: DeviceId
}

/** Itself, what it was before, and what it became. */
export function identitiesOf(about: readonly ChainState[], device: DeviceId): ReadonlySet<DeviceId> {
  const before = about.flatMap(devicesOn).filter((each) => becameOf(about, each).has(device))
  return new Set([device, ...before, ...becameOf(about, device)])
}

/** On whichever chain it handed over. */
export function becameOf(
  about: readonly ChainState[],
  device: DeviceId,
  found: Set<DeviceId> = new Set(),
): ReadonlySet<DeviceId> {
  for (const chain of about) {
    const next = nextOf(chain, device)
    if (next === undefined || found.has(next)) continue
    becameOf(about, next, found.add(next))
  }
  return found
}

export function placesOf(about: readonly ChainState[], device: DeviceId): readonly PhonePlace[] {
  return placesOfAny(about, identitiesOf(about, device))
}

/** Of the groups about one person: what is still to be done for phones that were removed. */
export function leftToRemove(about: readonly ChainState[]): readonly PhonePlace[] {
  return placesOfAny(about, lostPhones(about))
}

/** Whatever they are called on whichever chain. */
export function lostPhones(about: readonly ChainState[]): ReadonlySet<DeviceId> {
  const lost = about
    .filter(({ kind }) => kind === 'private')
    .flatMap((chain) => devicesOn(chain).filter((device) => !isLedOnBy(about, chain, device)))
  return new Set(lost.flatMap((device) => [...identitiesOf(about, device)]))
}

/** The person's and her family's: nobody of the team. */
export function isPhone({ role }: ChainDevice): boolean {
  return role === 'patient' || role === 'family'
}

/** Whatever it became meanwhile. */
export function isOutOf(chain: ChainState, device: DeviceId): boolean {
  return chain.devices[latestOf(chain, device)]?.removedAt !== null
}

/**
 * The owner's own group first, and in each the newest identity first: from then on
 * every device goes on by itself, and none takes the rest for a phone that handed over.
 */
function placesOfAny(about: readonly ChainState[], phones: ReadonlySet<DeviceId>): readonly PhonePlace[] {
  return [...about]
    .sort((a, b) => Number(b.kind === 'private') - Number(a.kind === 'private'))
    .flatMap(({ devices, group }) =>
      Object.values(devices)
        .filter(({ keys, removedAt }) => removedAt === null && phones.has(keys.device))
        .sort((a, b) => b.since - a.since)
        .map(({ keys }) => ({ group, device: keys.device })),
    )
}

/** A phone that only took another identity is not lost (MB257): it is in, or what it became is. */
function isLedOnBy(about: readonly ChainState[], { devices }: ChainState, device: DeviceId): boolean {
  return [device, ...becameOf(about, device)].some((each) => devices[each]?.removedAt === null)
}

function devicesOn({ devices }: ChainState): readonly DeviceId[] {
  return Object.keys(devices) as DeviceId[]
}
