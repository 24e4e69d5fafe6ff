/**
 * What the service worker decides, apart from the worker itself so that it can
 * be tested: which addresses are the relay's, which messages mean something, and
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

/** The page's own script, where it asks to be rid of what versions before it have left. */
export function tidyingPage(data: unknown): string | null {
  const asks = typeof data === 'object' && data !== null && 'type' in data && data.type === 'TIDY'
  return asks && 'page' in data && typeof data.page === 'string' ? data.page : null
}

interface BackgroundSyncEvent extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void
}

/** A failure is how the browser learns that it should ask again. */
export async function failUnless(isAllSent: Promise<boolean>): Promise<void> {
  if (!(await isAllSent)) throw new Error('something still waits')
}

export function isBackgroundSync(event: Event): event is BackgroundSyncEvent {
  return event.type === 'sync' && 'waitUntil' in event
}
