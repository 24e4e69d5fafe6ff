/**
 * Asks the browser to wake the service worker when there is signal, at the
 * moments after which the app may not be there to send by itself: it goes out of
 * view, the network goes away, or it stands locked over things that wait.
 */
import type { EngineApi } from '../../engine-api/engine-api.ts'

interface SyncRegistration {
  readonly sync: { readonly register: (tag: string) => Promise<void> }
}

/** Not every browser has Background Sync, and the platform's types leave it out. */
export function hasBackgroundSync(registration: object): registration is SyncRegistration {
  return 'sync' in registration
}

export interface BackgroundSyncDeps {
  readonly engine: Pick<EngineApi, 'watchDevice'>
  readonly onHide: (task: () => void) => () => void
  readonly onOffline: (task: () => void) => void
  readonly register: () => Promise<void>
}

export function keepBackgroundSync({ engine, onHide, onOffline, register }: BackgroundSyncDeps): void {
  let hasOutbox = false
  let unsentLocked = 0
  const ask = () => {
    if (hasOutbox) void register()
  }
  engine.watchDevice((state) => {
    hasOutbox = state.type === 'open' || state.type === 'locked' || state.type === 'fetching'
    const unsent = state.type === 'locked' ? state.unsentCount : 0
    if (unsent > unsentLocked) ask()
    unsentLocked = unsent
  })
  onHide(ask)
  onOffline(ask)
}
