/** Erasing what a removed device has, tried until all is gone: with the waits of every other failure, and when something says that it may work now. */
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Timer } from '../platform/timer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { backoffDelay } from '../sync/backoff.ts'
import { isBrokenHereLate } from '../sync/late-standing.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { type ClearSite, isOver, type RemovedPhase } from './removal.ts'

interface ErasingDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'append' | 'appendControl' | 'holdBlob' | 'sayErased'>
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  readonly clearSite: ClearSite
  readonly verifier: SignatureVerifier
  readonly isWanted: () => boolean
  /** What there is to say of it changed. */
  readonly onChange: (phase: RemovedPhase) => void
}

export interface Erasing {
  readonly begin: (phase: RemovedPhase) => Promise<void>
  readonly wake: () => Promise<void>
  /** Nothing more is written: the store is somebody else's, or this device begins anew. */
  readonly stop: () => void
}

export function createErasing(deps: ErasingDeps): Erasing {
  let phase: RemovedPhase | null = null
  let running: Promise<void> | null = null
  let failures = 0
  let cancel = () => {}

  const isWanted = () => deps.isWanted() && phase !== null
  const isBroken = (place: Parameters<typeof isBrokenHereLate>[1]) => isBrokenHereLate(deps, place)

  /** Few devices ever do: no start waits for it. */
  async function eraseNow(now: RemovedPhase): Promise<RemovedPhase> {
    const [{ erase }, { holdBlobs }] = await Promise.all([import('./erase.ts'), import('../blobs/hold-blobs.ts')])
    const hold = () => holdBlobs({ ...deps, isIn: false, retryRefused: true, isWanted })
    return erase({ ...deps, holdBlobs: hold, isWanted, isBroken }, now)
  }

  async function attempt(now: RemovedPhase): Promise<void> {
    cancel()
    // Also a disk that somebody else holds just now: it is asked for again like everything else.
    const after = await eraseNow(now).catch(() => now)
    if (!isWanted()) return
    phase = isOver(after) ? null : after
    deps.onChange(after)
    if (phase !== null)
      cancel = deps.timer.after(backoffDelay(failures++, (deps.random.bytes(1)[0] ?? 0) / 255), () => void wake())
  }

  async function wake(): Promise<void> {
    if (phase === null || !deps.isWanted()) return
    running ??= attempt(phase).finally(() => {
      running = null
    })
    await running
  }

  return {
    begin: (next) => {
      phase = next
      return wake()
    },
    wake,
    stop: () => {
      phase = null
      cancel()
    },
  }
}
