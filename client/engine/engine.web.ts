/** The engine with a browser's parts: IndexedDB, RxDB in memory, Web Locks and the relay this app came from. */
import { createSignatureVerifier } from '../../shared/protocol/signature.ts'
import { createEngineParts, type EngineCore } from './engine.ts'
import { initAutomergeInBrowser } from './platform/automerge.web.ts'
import { createSystemClock } from './platform/clock.ts'
import { createWebLeaderLock, deviceLock } from './platform/leader-lock.web.ts'
import { createSystemNetwork } from './platform/network.ts'
import { createSystemRandom } from './platform/random.ts'
import { createSystemTimer } from './platform/timer.ts'
import { createMemoryReadModel } from './read-model/read-model.memory.ts'
import { createRxdbReadModel } from './read-model/read-model.rxdb.ts'
import { createSplitReadModel } from './read-model/read-model.split.ts'
import { openDexieDeviceStore } from './storage/device-store.dexie.ts'
import { createHttpRelayClient } from './sync/relay-client.http.ts'

export interface WebEngineOptions {
  readonly origin: string
  readonly estimate: () => Promise<StorageEstimate>
}

export async function createWebEngine({ estimate, origin }: WebEngineOptions): Promise<EngineCore> {
  const timer = createSystemTimer()
  const [store, others] = await Promise.all([openDexieDeviceStore({ estimate }), createRxdbReadModel()])
  return createEngineParts({
    store,
    readModel: createSplitReadModel(createMemoryReadModel(), others),
    timer,
    clock: createSystemClock(),
    random: createSystemRandom(),
    relay: createHttpRelayClient({ origin, network: createSystemNetwork(), timer }),
    lock: createWebLeaderLock(deviceLock),
    initAutomerge: initAutomergeInBrowser,
    verifier: createSignatureVerifier(),
  }).engine
}
