/**
 * The chain states of all spaces, in memory: who may do what is answered from
 * here without touching the disk. Rebuilt from the store's control entries at
 * start, in arrival order, by the same reducer that let them in; signatures
 * were checked at admission and are not checked again. Rules AD1 to AD3.
 *
 * A state is replaced only after its control entry is durable, and changes of
 * one space happen one after another.
 */
import type { Arrival, DeviceId, GroupId, PersonId, SpaceId } from '../../shared/lib/ids.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { applyControl } from '../../shared/membership/chain.ts'
import { boardIdOf } from '../../shared/protocol/control.ts'
import { parseControlEntry } from '../../shared/protocol/entry.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import type { Logger } from '../ops/logger.ts'

export interface SpaceState {
  readonly space: SpaceId
  /** Grows with every change: what was computed from an older version is stale. */
  readonly version: number
  /** The arrival of the newest control entry that is in it. */
  readonly chained: Arrival
  readonly team: ChainState
  readonly chains: ReadonlyMap<GroupId, ChainState>
  readonly careByPerson: ReadonlyMap<PersonId, GroupId>
  /** Where the board stands, or will. */
  readonly board: GroupId
  /** Every group whose chain ever named the device. */
  readonly groupsByDevice: ReadonlyMap<DeviceId, ReadonlySet<GroupId>>
}

export interface Spaces {
  readonly find: (space: SpaceId) => SpaceState | undefined
  /** The space that knows the device; a device is in one. */
  readonly findByDevice: (device: DeviceId) => SpaceState | undefined
  /** After the control entry of that arrival. */
  readonly set: (space: SpaceId, chain: ChainState, arrival: Arrival) => SpaceState
  /** To be awaited before anything is decided by a state: takes in what other processes have added to the chains. AD520. */
  readonly refresh: (space: SpaceId) => Promise<void>
  /** Likewise, by whoever runs alone within the space. */
  readonly catchUp: (space: SpaceId) => Promise<void>
  readonly refreshAll: () => Promise<void>
  /** Runs alone within the space. */
  readonly alone: <Value>(space: SpaceId, run: () => Promise<Value>) => Promise<Value>
  readonly load: () => Promise<void>
}

interface MutableSpace {
  readonly space: SpaceId
  version: number
  chained: Arrival
  team: ChainState
  readonly chains: Map<GroupId, ChainState>
  readonly careByPerson: Map<PersonId, GroupId>
  readonly board: GroupId
  readonly groupsByDevice: Map<DeviceId, Set<GroupId>>
}

/** `changed` is told of every space whose chains grew by what others wrote. */
export function createSpaces(store: EntryStore, log: Logger, changed: (state: SpaceState) => void): Spaces {
  const { others } = store
  const stateBySpace = new Map<SpaceId, MutableSpace>()
  const turnBySpace = new Map<SpaceId, Promise<unknown>>()

  function set(space: SpaceId, chain: ChainState, arrival: Arrival): SpaceState {
    const state = stateBySpace.get(space) ?? {
      space,
      version: 0,
      chained: arrival,
      team: chain,
      chains: new Map(),
      careByPerson: new Map(),
      board: boardIdOf(space),
      groupsByDevice: new Map(),
    }
    stateBySpace.set(space, state)
    state.version += 1
    state.chained = arrival
    state.chains.set(chain.group, chain)
    if (chain.kind === 'team') state.team = chain
    if (chain.kind === 'care' && chain.about !== null && !state.careByPerson.has(chain.about))
      state.careByPerson.set(chain.about, chain.group)
    for (const device of Object.keys(chain.devices) as DeviceId[]) {
      const groups = state.groupsByDevice.get(device) ?? new Set()
      state.groupsByDevice.set(device, groups.add(chain.group))
    }
    return state
  }

  async function alone<Value>(space: SpaceId, run: () => Promise<Value>): Promise<Value> {
    const before = turnBySpace.get(space) ?? Promise.resolve()
    const mine = before.then(run, run)
    const settled = mine.catch(() => {})
    turnBySpace.set(space, settled)
    try {
      return await mine
    } finally {
      if (turnBySpace.get(space) === settled) turnBySpace.delete(space)
    }
  }

  async function loadSpace(space: SpaceId, after = 0 as Arrival): Promise<void> {
    for (const { arrival, bytes, group } of await store.controls(space, after)) {
      const state = stateBySpace.get(space)
      const entry = parseControlEntry(bytes)
      const team = group === (space as string) ? undefined : state?.team
      const next = entry.ok ? applyControl(state?.chains.get(group), team, entry.value) : entry
      if (next.ok) set(space, next.value, arrival)
      else log.error('chain-unreadable', { space, group, problem: next.error.type })
    }
  }

  const chainedIn = (space: SpaceId) => stateBySpace.get(space)?.chained ?? (0 as Arrival)

  async function catchUp(space: SpaceId): Promise<void> {
    const before = chainedIn(space)
    if (others === undefined || (await others.newestControl(space)) <= before) return
    await loadSpace(space, before)
    const state = stateBySpace.get(space)
    if (state !== undefined && state.chained > before) changed(state)
  }

  /** Nearly always there is nothing, and nobody has to wait for a turn to hear of it. */
  async function refresh(space: SpaceId): Promise<void> {
    if (others === undefined || (await others.newestControl(space)) <= chainedIn(space)) return
    await alone(space, () => catchUp(space))
  }

  return {
    find: (space) => stateBySpace.get(space),
    findByDevice: (device) => [...stateBySpace.values()].find(({ groupsByDevice }) => groupsByDevice.has(device)),
    set,
    alone,
    refresh,
    catchUp,
    refreshAll: async () => {
      if (others !== undefined) for (const space of await store.spaces()) await refresh(space)
    },
    load: async () => {
      for (const space of await store.spaces()) await loadSpace(space)
    },
  }
}
