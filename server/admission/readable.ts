/**
 * What a device may read right now, as a filter for the store. Computed from
 * the chain states and remembered until one of them changes or an access runs
 * out, because every pull and every poke asks. Rules AD4 and AD5.
 */
import type { DeviceId, GroupId, Instant } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { canRead, isActiveNow, readableChains } from '../../shared/membership/rights.ts'
import type { Readable, Recipient } from '../entry-store/entry-store.ts'
import type { SpaceState } from './spaces.ts'

export interface ReadRights {
  /** Undefined for a device that is active nowhere in the space. */
  readonly readableBy: (state: SpaceState, device: DeviceId) => Readable | undefined
  /** The same answer for one group's content, without working out all the others: asked for every poke. */
  readonly mayReadContent: (state: SpaceState, device: DeviceId, group: GroupId) => boolean
}

interface Remembered {
  readonly version: number
  readonly until: number
  readonly readable: Readable | undefined
}

export function isActiveInSpace(state: SpaceState, device: DeviceId): boolean {
  const groups = state.groupsByDevice.get(device) ?? []
  return [...groups].some((group) => isActiveNow(state.chains.get(group)!, state.team, device))
}

function soonestExpiry(state: SpaceState, now: Instant): number {
  let soonest = Number.POSITIVE_INFINITY
  for (const { access } of state.chains.values()) {
    for (const { until } of access) if (until !== null && until > now && until < soonest) soonest = until
  }
  return soonest
}

function careChainOf(state: SpaceState, chain: ChainState): ChainState | undefined {
  const care = chain.about === null ? undefined : state.careByPerson.get(chain.about)
  return care === undefined ? undefined : state.chains.get(care)
}

function isContentReadable(state: SpaceState, chain: ChainState, device: DeviceId, now: Instant): boolean {
  return canRead({ chain, team: state.team, careChain: careChainOf(state, chain), device, now })
}

function compute(state: SpaceState, device: DeviceId, now: Instant): Readable | undefined {
  if (!isActiveInSpace(state, device)) return undefined
  const contents = new Set<GroupId>()
  for (const chain of state.chains.values()) {
    if (isContentReadable(state, chain, device, now)) contents.add(chain.group)
  }
  const chains = new Set(readableChains([...state.chains.values()], state.team, device).map(({ group }) => group))
  return { contents, chains, recipients: new Set<Recipient>([device, state.team.group]) }
}

export function createReadRights(now: () => Instant): ReadRights {
  const rememberedByState = new WeakMap<SpaceState, Map<DeviceId, Remembered>>()
  return {
    mayReadContent: (state, device, group) => {
      const chain = state.chains.get(group)
      return chain !== undefined && isContentReadable(state, chain, device, now())
    },
    readableBy: (state, device) => {
      const ofSpace = rememberedByState.get(state) ?? new Map<DeviceId, Remembered>()
      rememberedByState.set(state, ofSpace)
      const known = ofSpace.get(device)
      const at = now()
      if (known !== undefined && known.version === state.version && at < known.until) return known.readable
      const readable = compute(state, device, at)
      ofSpace.set(device, { version: state.version, until: soonestExpiry(state, at), readable })
      return readable
    },
  }
}
