/**
 * The outbox of a closed vault: everything that waits, pushed with no key by
 * the engine's own push. Feeds and marks are read from the disk each time, so it
 * runs only while nothing else here writes; `isWanted` is asked before every
 * commit, and an answer that comes too late is asked for again by whoever
 * writes now (SX11).
 */
import { createSerial } from '../lib/serial.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { whileWanted } from '../storage/while-wanted.ts'
import { readAuthor } from './outbox.ts'
import { createOwnFeeds } from './own-feeds.ts'
import { push } from './push.ts'
import type { RelayClient } from './relay-client.ts'
import type { StepOutcome } from './sync-step.ts'

export interface FlushDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'append' | 'appendControl'>
  readonly clock: Clock
  /** False from the moment somebody else may write. */
  readonly isWanted: () => boolean
}

export async function flushOutbox(deps: FlushDeps, retryRefused: boolean): Promise<StepOutcome> {
  const device = await readAuthor(deps.store)
  if (device === undefined) return { type: 'ok' }
  const feeds = createOwnFeeds(deps.store)
  await feeds.load()
  const store = whileWanted(deps.store, deps.isWanted)
  const { clock, relay } = deps
  const pushDeps = { device, feeds, relay, store, clock, commitLock: createSerial(), onProgress: () => {} }
  let outcome = await push(pushDeps, retryRefused)
  while (outcome.type === 'more') outcome = await push(pushDeps, false)
  return outcome.type === 'idle' ? { type: 'ok' } : outcome
}
