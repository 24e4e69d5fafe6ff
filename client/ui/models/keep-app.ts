/**
 * Keeping the app itself on the device: the browser begins it once, when the page
 * is loaded, and gives it up where the signal goes meanwhile. It is begun again
 * while the page is open, at once where the browser knows that the signal is back,
 * so that a device that joined on a doorstep opens without signal the next day.
 */
import type { Page } from '../page.ts'

/** `begun`: the browser is at it, and may still give it up. */
export type Keeping = 'none' | 'begun' | 'kept'

export interface KeepAppDeps {
  readonly page: Pick<Page, 'after'>
  /** Asks the browser to keep it; fails where it cannot even begin. */
  readonly begin: () => Promise<unknown>
  readonly howFar: () => Promise<Keeping>
  readonly onOnline: (task: () => void) => void
}

/** Begins at once. A whole fetch of the app takes seconds; asking more often would only begin it more often. */
export const beginAgainMs = 20_000

export function keepApp({ begin, howFar, onOnline, page }: KeepAppDeps): void {
  let cancel = () => {}
  /** Kept, or being looked after already. */
  let isSettled = false

  function start(): void {
    begin().catch(() => undefined)
    wait()
  }

  function wait(): void {
    isSettled = false
    cancel = page.after(beginAgainMs, look)
  }

  function look(): void {
    if (isSettled) return
    isSettled = true
    howFar().then((far) => {
      if (far === 'none') start()
      else if (far === 'begun') wait()
    }, wait)
  }

  onOnline(() => {
    cancel()
    look()
  })
  start()
}
