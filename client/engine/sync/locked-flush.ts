/**
 * Sends what waits while the device is locked (SX15): at once, again after each
 * failure with the waits of every other failure, and when something says that
 * it may work now. Stopped before the vault opens; what was on its way then is
 * simply sent again.
 */
import { countUnsentBlobs } from '../blobs/blob-marks.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { Timer } from '../platform/timer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { backoffDelay } from './backoff.ts'
import { flushOutbox } from './flush.ts'
import type { RelayClient } from './relay-client.ts'
import type { Standing } from './standing.ts'

export interface LockedFlushDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'append' | 'appendControl' | 'holdBlob'>
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  /** Something may have left. */
  readonly onSent: () => Promise<void>
  /** The lease wants a word from the relay, be there something to send or not. */
  readonly wantsContact: () => boolean
  readonly onContact: () => Promise<void>
  readonly askStanding: () => Promise<Standing>
  /** Proven; this flush does nothing more. */
  readonly onRemoved: (audience: 'staff' | 'public') => void
}

export interface LockedFlush {
  /** `retryRefused`: also what the relay would not take before. */
  readonly wake: (retryRefused: boolean) => void
  /** Resolves when no commit is under way and none will follow. */
  readonly stop: () => Promise<void>
  readonly idle: () => Promise<void>
}

export function startLockedFlush(deps: LockedFlushDeps): LockedFlush {
  let isOn = true
  let failures = 0
  let cancel = () => {}
  let running: Promise<void> | null = null
  let wanted: { readonly retryRefused: boolean } | null = null
  let committing: Promise<unknown> = Promise.resolve()
  const store: DeviceStore = {
    ...deps.store,
    commit: (writes) => {
      const commit = deps.store.commit(writes)
      committing = commit
      return commit
    },
  }

  async function round(retryRefused: boolean): Promise<void> {
    const outcome = await flushOutbox({ ...deps, store, isWanted: () => isOn }, retryRefused)
    if (!isOn) return
    await deps.onSent()
    const standing: Standing = outcome.type === 'ok' ? await deps.askStanding() : { type: 'unheard' }
    if (!isOn) return
    if (standing.type === 'removed') return deps.onRemoved(standing.audience)
    const isHeard = standing.type === 'in' || standing.type === 'succeeded'
    if (isHeard && deps.wantsContact()) await deps.onContact()
    const arePhotosHeard = standing.type !== 'in' || !isOn || (await sendPhotos(retryRefused))
    if (!isOn) return
    const isWordHeard = isHeard || (outcome.type === 'ok' && !deps.wantsContact())
    if (isWordHeard && arePhotosHeard) failures = 0
    else cancel = deps.timer.after(backoffDelay(failures++, (deps.random.bytes(1)[0] ?? 0) / 255), () => wake(false))
  }

  /** Last, since they may take long, and by the word that each was signed with (SX630). */
  async function sendPhotos(retryRefused: boolean): Promise<boolean> {
    if ((await countUnsentBlobs(store)) === 0) return true
    const late = await import('../blobs/hold-blobs.ts').catch(() => null)
    const left = await late?.holdBlobs({ ...deps, store, isIn: true, retryRefused, isWanted: () => isOn })
    if (isOn) await deps.onSent()
    return left != null
  }

  function wake(retryRefused: boolean): void {
    if (!isOn) return
    wanted = { retryRefused: retryRefused || wanted?.retryRefused === true }
    running ??= run()
  }

  async function run(): Promise<void> {
    try {
      for (let next = wanted; next !== null && isOn; next = wanted) {
        wanted = null
        cancel()
        await round(next.retryRefused)
      }
    } catch (failure) {
      // A disk that was closed under a flush nobody wants any more is no failure.
      if (isOn) throw failure
    } finally {
      running = null
    }
  }

  wake(false)
  return {
    wake: (retryRefused) => {
      failures = 0
      wake(retryRefused)
    },
    stop: async () => {
      isOn = false
      cancel()
      await committing
    },
    idle: async () => void (await running),
  }
}
