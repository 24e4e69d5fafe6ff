/**
 * What the service worker decides, apart from the worker itself so that it can
 * be tested: which addresses are the relay's, which message ends the wait, and
 * which event is a Background Sync, which TypeScript's own types do not know.
 */

/** Paths answered by the relay or the demo and never by the app shell. Matched on path and query. */
export const relayPaths: readonly RegExp[] = [
  /^\/v1(\/|\?|$)/,
  /^\/demo(\/|\?|$)/,
  /^\/(healthz|readyz|metrics)(\/|\?|$)/,
]

export function isSkipWaiting(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING'
}

interface BackgroundSyncEvent extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void
}

export function isBackgroundSync(event: Event): event is BackgroundSyncEvent {
  return event.type === 'sync' && 'waitUntil' in event
}
