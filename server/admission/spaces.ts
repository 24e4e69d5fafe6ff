/**
 * The chain states of all spaces, in memory: who may do what is answered from
 * here without touching the disk. Rebuilt from the store's control entries at
 * start, in arrival order, by the same reducer that let them in; signatures
 * were checked at admission and are not checked again. Rules AD1 to AD3.
 *
 * A state is replaced only after its control entry is durable, and changes of
 * one space happen one after another.
 */
import type { DeviceId, GroupId, PersonId, SpaceId } from '../../shared/lib/ids.ts'
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
  readonly set: (space: SpaceId, chain: ChainState) => SpaceState
  /** Runs alone within the space. */
  readonly alone: <Value>(space: SpaceId, run: () => Promise<Value>) => Promise<Value>
  readonly load: () => Promise<void>
}

interface MutableSpace {
  readonly space: SpaceId
  version: number
  team: ChainState
  readonly chains: Map<GroupId, ChainState>
  readonly careByPerson: Map<PersonId, GroupId>
  readonly board: GroupId
  readonly groupsByDevice: Map<DeviceId, Set<GroupId>>
}

export function createSpaces(store: EntryStore, log: Logger): Spaces {
  const stateBySpace = new Map<SpaceId, MutableSpace>()
  const turnBySpace = new Map<SpaceId, Promise<unknown>>()

  function set(space: SpaceId, chain: ChainState): SpaceState {
    const state = stateBySpace.get(space) ?? {
      space,
      version: 0,
      team: chain,
      chains: new Map(),
      careByPerson: new Map(),
      board: boardIdOf(space),
      groupsByDevice: new Map(),
    }
    stateBySpace.set(space, state)
    state.version += 1
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

  async function loadSpace(space: SpaceId): Promise<void> {
    for (const { bytes, group } of await store.controls(space)) {
      const state = stateBySpace.get(space)
      const entry = parseControlEntry(bytes)
      const team = group === (space as string) ? undefined : state?.team
      const next = entry.ok ? applyControl(state?.chains.get(group), team, entry.value) : entry
      if (next.ok) set(space, next.value)
      else log.error('chain-unreadable', { space, group, problem: next.error.type })
    }
  }

  return {
    find: (space) => stateBySpace.get(space),
    findByDevice: (device) => [...stateBySpace.values()].find(({ groupsByDevice }) => groupsByDevice.has(device)),
    set,
    alone,
    load: async () => {
      for (const space of await store.spaces()) await loadSpace(space)
    },
  }
}
