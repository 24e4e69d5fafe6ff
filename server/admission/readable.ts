/**
 * What a device may read right now, as a filter for the store. Computed from
 * the chain states and remembered until one of them changes or an access runs
 * out, because every pull and every poke asks. Rules AD4 and AD5.
 */
import type { DeviceId, GroupId, Instant } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { canRead, isActiveNow, isInPublicGroup, readableChains } from '../../shared/membership/rights.ts'
import { activeOn, isClinical } from '../../shared/membership/standing.ts'
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

/** Information governance of the team: sees who was let in and who looked, and holds no key of it. */
export function isGovernance({ team }: SpaceState, device: DeviceId): boolean {
  return activeOn(team, device, team.seq)?.role === 'ig'
}

/** Who may post on the board and is nowhere else has left. */
export function isActiveInSpace(state: SpaceState, device: DeviceId): boolean {
  return chainsNaming(state, device).some((chain) => chain.kind !== 'board' && isActiveNow(chain, state.team, device))
}

/**
 * Whether the device has, or had, a say in the group: named on its chain, or among the team's clinical staff. For
 * anybody else the group is an unknown one. AD12, AD151.
 */
export function hasPlaceIn(state: SpaceState, group: GroupId, device: DeviceId): boolean {
  const onTeam = state.team.devices[device]
  return state.chains.get(group)?.devices[device] !== undefined || (onTeam !== undefined && isClinical(onTeam.role))
}

export function chainsNaming(state: SpaceState, device: DeviceId): readonly ChainState[] {
  return [...(state.groupsByDevice.get(device) ?? [])].map((group) => state.chains.get(group)!)
}

/** What is sealed to the team opens for nobody without its key, so nobody else is sent it. */
function recipientsOf(state: SpaceState, device: DeviceId): readonly Recipient[] {
  const onTeam = activeOn(state.team, device, state.team.seq)
  return onTeam !== undefined && isClinical(onTeam.role) ? [device, state.team.group] : [device]
}

/** Staff see every chain; what anybody else sees costs what names them, however many people there are. */
function candidates(state: SpaceState, device: DeviceId): readonly ChainState[] {
  const onTeam = activeOn(state.team, device, state.team.seq)
  if (onTeam !== undefined && onTeam.role !== 'associate') return [...state.chains.values()]
  const board = state.chains.get(state.board)
  const shared = board === undefined ? [state.team] : [state.team, board]
  return [...new Set([...shared, ...chainsNaming(state, device)])]
}

function soonestExpiry(chains: readonly ChainState[], now: Instant): number {
  let soonest = Number.POSITIVE_INFINITY
  for (const { access } of chains) {
    for (const { until } of access) if (until !== null && until > now && until < soonest) soonest = until
  }
  return soonest
}

function careChainOf(state: SpaceState, chain: ChainState): ChainState | undefined {
  const care = chain.about === null ? undefined : state.careByPerson.get(chain.about)
  return care === undefined ? undefined : state.chains.get(care)
}

function isContentReadable(state: SpaceState, chain: ChainState, device: DeviceId, now: Instant): boolean {
  return canRead({
    chain,
    team: state.team,
    careChain: careChainOf(state, chain),
    device,
    now,
    isInPublicGroup: () => isInPublicGroup(chainsNaming(state, device), state.team, device),
  })
}

function compute(state: SpaceState, device: DeviceId, now: Instant): Omit<Remembered, 'version'> {
  if (!isActiveInSpace(state, device)) return { readable: undefined, until: Number.POSITIVE_INFINITY }
  const all = candidates(state, device)
  const contents = all.filter((chain) => isContentReadable(state, chain, device, now)).map(({ group }) => group)
  const chains = readableChains(all, state.team, device).map(({ group }) => group)
  const recipients = new Set<Recipient>(recipientsOf(state, device))
  return {
    readable: { contents: new Set<GroupId>(contents), chains: new Set<GroupId>(chains), recipients },
    until: soonestExpiry(all, now),
  }
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
      const found = compute(state, device, at)
      ofSpace.set(device, { version: state.version, ...found })
      return found.readable
    },
  }
}
