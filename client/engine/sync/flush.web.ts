/**
 * The service worker's whole way into the engine: opens the device's disk,
 * sends what waits, closes it. No part of it can open an entry or read a key.
 * While the app is open it writes nothing: the app sends by itself.
 */
import { createSystemClock } from '../platform/clock.ts'
import { deviceLock, runUnattended } from '../platform/leader-lock.web.ts'
import { createSystemNetwork } from '../platform/network.ts'
import { createSystemTimer } from '../platform/timer.ts'
import { openDexieDeviceStore } from '../storage/device-store.dexie.ts'
import { createAppend } from './append-client.ts'
import { flushOutbox } from './flush.ts'
import { createExchange } from './http-exchange.ts'
import { countOutbox } from './own-feeds.ts'
import type { StepOutcome } from './sync-step.ts'

export interface BackgroundFlush {
  /** The relay's, where this app came from. */
  readonly origin: string
  readonly lockName?: string
  readonly databaseName?: string
}

/** True when there is no reason to be asked again: what could leave has left, or nothing waits. */
export async function flushInBackground(options: BackgroundFlush): Promise<boolean> {
  const { databaseName, lockName = deviceLock, origin } = options
  const store = await openDexieDeviceStore(databaseName === undefined ? {} : { name: databaseName })
  const exchange = createExchange({ origin, network: createSystemNetwork(), timer: createSystemTimer() })
  const relay = { append: createAppend(exchange) }
  try {
    const flushed = await runUnattended(lockName, async (isWanted): Promise<StepOutcome> => {
      await store.claim(null)
      return flushOutbox({ store, relay, clock: createSystemClock(), isWanted }, false)
    })
    // An open app can be killed before it has sent: the browser asks again later.
    return flushed === 'attended' ? (await countOutbox(store)) === 0 : flushed.type === 'ok'
  } finally {
    await store.close()
  }
}
