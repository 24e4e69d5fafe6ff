/** The engine with a browser's parts: IndexedDB, RxDB in memory, Web Locks and the relay this app came from. */
import { createSignatureVerifier } from '../../shared/protocol/signature.ts'
import { createEngineParts, type EngineCore } from './engine.ts'
import { initAutomergeInBrowser } from './platform/automerge.web.ts'
import { createSystemClock } from './platform/clock.ts'
import { createWebLeaderLock } from './platform/leader-lock.web.ts'
import { createSystemNetwork } from './platform/network.ts'
import { pause } from './platform/pause.ts'
import { firstPlace, isPlace, listPlaces, lockOf } from './platform/places.web.ts'
import { createSystemRandom } from './platform/random.ts'
import { createSystemTimer } from './platform/timer.ts'
import { createMemoryReadModel } from './read-model/read-model.memory.ts'
import { createRxdbReadModel } from './read-model/read-model.rxdb.ts'
import { createSplitReadModel } from './read-model/read-model.split.ts'
import { openDexieDeviceStore } from './storage/device-store.dexie.ts'
import { createHttpRelayClient } from './sync/relay-client.http.ts'

export interface WebEngineOptions {
  /** Whose on this device; a name that is no place's opens the first. */
  readonly place: string
  readonly origin: string
  readonly estimate: () => Promise<StorageEstimate>
}

/** Two frames and what lies between, on a slow tablet: in them the processor is the page's. */
const drawMs = 50

export async function createWebEngine(options: WebEngineOptions): Promise<EngineCore> {
  const { estimate, origin } = options
  const place = isPlace(options.place) ? options.place : firstPlace
  const timer = createSystemTimer()
  const [store, others] = await Promise.all([openDexieDeviceStore({ name: place, estimate }), createRxdbReadModel()])
  return createEngineParts({
    store,
    readModel: createSplitReadModel(createMemoryReadModel(), others),
    timer,
    clock: createSystemClock(),
    random: createSystemRandom(),
    relay: createHttpRelayClient({ origin, network: createSystemNetwork(), timer }),
    lock: createWebLeaderLock(lockOf(place)),
    places: async () =>
      (await listPlaces()).map((name) => ({
        name,
        isCurrent: name === place,
        open: () => openDexieDeviceStore({ name }),
      })),
    bindKey: async () => (await import('./platform/bind-key.web.ts')).createWebBindKey(place),
    // Few devices ever do: no start waits for it. Not there now, it is asked for again like a relay that does not answer.
    clearSite: () =>
      import('./platform/clear-site.web.ts').then(
        ({ clearSite }) => clearSite({ origin, place, open: (name) => openDexieDeviceStore({ name }) }),
        () => 'failed' as const,
      ),
    initAutomerge: initAutomergeInBrowser,
    verifier: createSignatureVerifier(),
    options: { drawn: () => pause(drawMs) },
  }).engine
}
