/** Two of the team on the real relay in memory, each on a wire of her own that a test can cut. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { NodeEngineOptions } from '../engine.node.ts'
import type { Engine, EngineOptions } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from './memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  sync,
} from './neighbourhood.ts'

export interface Colleague {
  readonly engine: Engine
  readonly wire: Wire
}

export interface TwoColleagues {
  readonly memory: MemoryRelay
  readonly here: Neighbourhood
  readonly aisha: Colleague
  readonly priya: Colleague
  /** One more of staff. */
  readonly join: (name: string, prepare?: Prepare, more?: Partial<NodeEngineOptions>) => Promise<Colleague>
  /** A fresh id, a minute later than the one before, or so much. */
  readonly intent: (laterMs?: number) => { readonly commandId: string; readonly at: Instant }
}

type Prepare = (wire: Wire) => void

export async function startTwoColleagues(options: EngineOptions = {}): Promise<TwoColleagues> {
  const memory = createMemoryRelay()
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  let count = 0

  async function join(
    name: string,
    prepare: Prepare = () => {},
    more: Partial<NodeEngineOptions> = {},
  ): Promise<Colleague> {
    const wire = memory.wire()
    prepare(wire)
    const { engine } = here.device({ network: wire, ...options, ...more })
    await joinWith(engine, await here.invite(name, 'staff'))
    await sync(here.robot)
    await openState(engine)
    await sync(engine)
    return { engine, wire }
  }

  const [aisha, priya] = [await join('Aisha Rahman'), await join('Priya Patel')]
  await sync(here.robot, aisha.engine, priya.engine)
  return {
    ...{ memory, here, aisha, priya, join },
    intent: (laterMs = 60_000) => {
      count += 1
      memory.clock.advance(laterMs)
      return { commandId: idOf(`two colleagues ${count}`), at: memory.clock.now() }
    },
  }
}
