/**
 * A device that is locked: what it shows, and what it does meanwhile without a
 * key. Sends what waits (SX15), has its lease renewed, and asks whether it is
 * still in (RM70). A phone of the public opens by itself instead.
 */
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { EngineDeps } from '../engine.ts'
import type { Vault } from '../storage/vault-port.ts'
import { askStandingLate } from '../sync/late-standing.ts'
import { type LockedFlush, startLockedFlush } from '../sync/locked-flush.ts'
import { countWritten } from '../sync/own-feeds.ts'
import type { RemovedPhase } from './removal.ts'
import { leaseNotice, lockedState } from './vault-notices.ts'

interface LockedParts {
  readonly vault: Vault
  readonly isHeld: () => boolean
  readonly state: () => DeviceState
  readonly show: (next: DeviceState) => void
  readonly track: <Value>(running: Promise<Value>) => Promise<Value>
  /** Without a secret. */
  readonly openItself: () => Promise<UnlockOutcome>
  readonly remove: (audience: RemovedPhase['audience']) => Promise<void>
  readonly onLocked: () => void
}

export interface LockedLife {
  readonly show: () => Promise<void>
  /** Somebody tried to open it: how long to wait for the next try has changed. */
  readonly showAgain: () => Promise<void>
  readonly wake: (retryRefused: boolean) => void
  /** Before the vault opens, and before anybody else writes: what was on its way is simply sent again. */
  readonly stop: () => Promise<void>
  readonly idle: () => Promise<void>
}

export function createLockedLife(deps: EngineDeps, parts: LockedParts): LockedLife {
  const { clock, random, relay, store, timer } = deps
  const { isHeld, openItself, remove, state, track, vault } = parts
  let flush: LockedFlush | null = null

  async function show(): Promise<void> {
    const [closed, unsentCount] = await Promise.all([vault.state(), countWritten(store)])
    if (!isHeld()) return
    if (closed.type === 'broken') return parts.show({ type: 'broken', detail: closed.detail })
    if (closed.type === 'empty') return parts.show({ type: 'empty' })
    if (closed.opensWith === 'device' && vault.lease()?.type !== 'over') {
      const opened = await openItself()
      return opened.ok || opened.problem.type !== 'broken'
        ? undefined
        : parts.show({ type: 'broken', detail: opened.problem.detail })
    }
    startFlush()
    parts.show(lockedState(closed, unsentCount, vault))
    parts.onLocked()
  }

  function startFlush(): void {
    flush ??= startLockedFlush({
      ...{ store, relay, clock, timer, random },
      onSent: showUnsent,
      wantsContact: () => leaseNotice(vault).lease !== undefined,
      askStanding: () => askStandingLate(deps),
      onRemoved: (audience) => void track(remove(audience)),
      onContact: async () => {
        await vault.noteContact()
        // A phone that opens by itself does so now; it stops this flush, which must have ended.
        void track(show())
      },
    })
  }

  async function showUnsent(): Promise<void> {
    const unsentCount = await countWritten(store)
    const now = state()
    if (now.type === 'locked') parts.show({ ...now, unsentCount })
  }

  async function showAgain(): Promise<void> {
    const closed = await vault.state()
    if (closed.type === 'closed' && state().type === 'locked') await show()
  }

  return {
    show,
    showAgain,
    wake: (retryRefused) => {
      const shown = state()
      // Somebody may be back from putting its clock right.
      if (shown.type === 'locked' && shown.lease !== undefined) void track(showAgain())
      flush?.wake(retryRefused)
    },
    stop: async () => {
      const stopped = flush
      flush = null
      await stopped?.stop()
    },
    idle: async () => flush?.idle(),
  }
}
