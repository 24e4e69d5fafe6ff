/**
 * The service worker's whole way into the engine: opens the device's disk,
 * sends what waits, words first and photos after them, closes it; and where the team's chain says that this device
 * was removed, erases it. No part of it can open an entry or read a key.
 * While the app is open it writes nothing: the app sends by itself. An app that
 * is just being closed holds the device a moment longer, and the browser asks
 * again only after minutes: so it is looked for again before saying no.
 */
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { countUnsentBlobs } from '../blobs/blob-marks.ts'
import { holdBlobs } from '../blobs/hold-blobs.ts'
import { type ErasureDeps, erase } from '../life/erase.ts'
import { shutForGood } from '../life/removal.ts'
import { clearSite } from '../platform/clear-site.web.ts'
import { createSystemClock } from '../platform/clock.ts'
import { deviceLock, runUnattended } from '../platform/leader-lock.web.ts'
import { createSystemNetwork } from '../platform/network.ts'
import { firstPlace, listPlaces, lockOf } from '../platform/places.web.ts'
import { createSystemTimer } from '../platform/timer.ts'
import { openDexieDeviceStore } from '../storage/device-store.dexie.ts'
import { createAppend, createAppendControl } from './append-client.ts'
import { flushOutbox } from './flush.ts'
import { holdBlob } from './held-blob-client.ts'
import { createExchange } from './http-exchange.ts'
import { countOutbox } from './own-feeds.ts'
import type { RelayClient } from './relay-client.ts'
import { askStanding, isBrokenHere } from './standing.ts'
import { createDeviceStatus, createSayErased } from './status-client.ts'
import type { StepOutcome } from './sync-step.ts'

export interface BackgroundFlush {
  /** The relay's, where this app came from. */
  readonly origin: string
  readonly lockName?: string
  readonly databaseName?: string
}

/** Everybody's on this device, each under a lock of its own: whoever is at work holds up nobody else's. */
export async function flushEverybody(origin: string): Promise<boolean> {
  const places = await listPlaces()
  const flushed = await Promise.allSettled(
    places.map((place) => flushInBackground({ origin, lockName: lockOf(place), databaseName: place })),
  )
  return flushed.every((result) => result.status === 'fulfilled' && result.value)
}

/** Well within the time a browser leaves a service worker for one event. */
const looks = { times: 20, everyMs: 250 } as const

/** True when there is no reason to be asked again: what could leave has left, or nothing waits. */
export async function flushInBackground(options: BackgroundFlush): Promise<boolean> {
  const { databaseName, lockName = deviceLock, origin } = options
  const store = await openDexieDeviceStore(databaseName === undefined ? {} : { name: databaseName })
  const timer = createSystemTimer()
  const exchange = createExchange({ origin, network: createSystemNetwork(), timer })
  const relay = {
    append: createAppend(exchange),
    appendControl: createAppendControl(exchange),
    deviceStatus: createDeviceStatus(exchange),
    sayErased: createSayErased(exchange),
  }
  const clock = createSystemClock()
  const verifier = createSignatureVerifier()
  const flush = () =>
    runUnattended(lockName, async (isWanted): Promise<StepOutcome> => {
      await store.claim(null)
      const flushed = await flushOutbox({ store, relay, clock, isWanted }, false)
      if (flushed.type !== 'ok' || !isWanted()) return flushed
      const standing = await askStanding({ store, relay, verifier })
      const put: RelayClient['holdBlob'] = (...held) => holdBlob(exchange, ...held)
      const hold = (isIn: boolean) =>
        holdBlobs({ store, relay: { holdBlob: put }, clock, isIn, retryRefused: !isIn, isWanted })
      if (standing.type === 'in' && isWanted()) return (await hold(true)) === null ? { type: 'no-signal' } : flushed
      if (standing.type !== 'removed' || !isWanted()) return flushed
      const phase = await shutForGood(store, standing.audience, clock.now())
      const open = (name: string) => openDexieDeviceStore({ name })
      const clear = () => clearSite({ origin, open, place: databaseName ?? firstPlace })
      const isBroken: ErasureDeps['isBroken'] = (place) => isBrokenHere({ store, verifier }, place)
      const { erased } = await erase(
        { store, relay, clock, isBroken, isWanted, holdBlobs: () => hold(false), clearSite: clear },
        phase,
      )
      return erased ? flushed : { type: 'no-signal' }
    })
  try {
    for (let look = 0; look < looks.times; look++) {
      const flushed = await flush()
      if (flushed !== 'attended') return flushed.type === 'ok'
      if ((await countOutbox(store)) + (await countUnsentBlobs(store)) === 0) return true
      await new Promise<void>((resolve) => timer.after(looks.everyMs, resolve))
    }
    // An open app can be killed before it has sent: the browser asks again later.
    return false
  } finally {
    await store.close()
  }
}
