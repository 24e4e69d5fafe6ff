/** NODE root: a headless engine for tests, robots, benches. A file or memory as its disk, HTTP to a relay, its own process as the lock. */
import { createSignatureVerifier } from '../../shared/protocol/signature.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { createEngine } from './headless-engine.ts'
import { initAutomergeInNode } from './platform/automerge.node.ts'
import type { BindKey } from './platform/bind-key.ts'
import { type Clock, createSystemClock } from './platform/clock.ts'
import { createSoleLock } from './platform/leader-lock.ts'
import { createSystemNetwork, type Network } from './platform/network.ts'
import { createSystemRandom, type Random } from './platform/random.ts'
import { createSystemTimer, type Timer } from './platform/timer.ts'
import { createMemoryReadModel } from './read-model/read-model.memory.ts'
import type { ReadModel } from './read-model/read-model.ts'
import { createMemoryDeviceStore } from './storage/device-store.memory.ts'
import { createSqliteDeviceStore } from './storage/device-store.sqlite.ts'
import type { DeviceStore } from './storage/device-store.ts'
import { createHttpRelayClient } from './sync/relay-client.http.ts'
import type { RelayClient } from './sync/relay-client.ts'

export interface NodeEngineOptions extends EngineOptions {
  /** The relay's origin, as it names itself. */
  readonly relayUrl: string
  /** A SQLite file; left out, the device is forgotten with the process. */
  readonly file?: string
  readonly store?: DeviceStore
  readonly relay?: RelayClient
  readonly readModel?: ReadModel
  readonly clock?: Clock
  readonly timer?: Timer
  readonly random?: Random
  readonly network?: Network
  readonly bindKey?: () => Promise<BindKey>
}

export function createNodeEngine(options: NodeEngineOptions): Engine {
  const timer = options.timer ?? createSystemTimer()
  const network = options.network ?? createSystemNetwork()
  const disk = options.file === undefined ? createMemoryDeviceStore() : createSqliteDeviceStore(options.file)
  return createEngine({
    store: options.store ?? disk,
    clock: options.clock ?? createSystemClock(),
    random: options.random ?? createSystemRandom(),
    timer,
    relay: options.relay ?? createHttpRelayClient({ origin: options.relayUrl, network, timer }),
    lock: createSoleLock(),
    readModel: options.readModel ?? createMemoryReadModel(),
    bindKey: options.bindKey,
    initAutomerge: initAutomergeInNode,
    verifier: createSignatureVerifier(),
    options: { headless: true, ...options },
  })
}
