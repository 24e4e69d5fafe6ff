/**
 * A stopwatch inside the page, so that the test's own round trips count for
 * nothing: starts at the tap's own time stamp (or at navigation) and notes the
 * frame in which each thing was first on the screen.
 */
import type { BrowserContext, Page } from '@playwright/test'

/** How long a finger stays on the glass: what the press alone brings (its look, the driver's own look at what was hit) is over when it lifts. */
export const pressMs = 80

export type Sight = 'locked' | 'wrong' | 'list' | 'saved' | 'story'

interface Watch {
  tap: number
  readonly seen: Partial<Record<Sight, number>>
}

/** Runs in the page before anything of it. */
function install(): void {
  const watch: Watch = { tap: 0, seen: {} }
  Object.assign(globalThis, { stopwatch: watch })
  const title = () => document.querySelector('h1:not([hidden] *)')?.textContent ?? ''
  const isSaid = (words: string) =>
    [...document.querySelectorAll('[role=status]')].some((line) => line.textContent?.includes(words))
  const sights: Readonly<Record<Sight, () => boolean>> = {
    locked: () => title().startsWith('Hello'),
    wrong: () => isSaid('That is not the passphrase.'),
    list: () => title() === 'Today' && document.querySelectorAll('main a[href^="/person/"]').length >= 12,
    story: () => document.querySelector('ol.story > li') !== null,
    saved: () => title() === 'Visit finished' && isSaid('Saved on this'),
  }
  const look = () => {
    for (const sight of Object.keys(sights) as Sight[]) {
      if (watch.seen[sight] !== undefined || !sights[sight]()) continue
      watch.seen[sight] = Number.NaN
      requestAnimationFrame(() => {
        watch.seen[sight] = performance.now()
      })
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      watch.tap = timeStamp
      for (const sight of Object.keys(watch.seen) as Sight[]) delete watch.seen[sight]
    },
    { capture: true },
  )
}

export async function installStopwatch(context: BrowserContext): Promise<void> {
  await context.addInitScript(install)
}

/**
 * Milliseconds from the last tap, or from navigation where nobody tapped, until it was on the screen. Asked by an
 * evaluation and not by `waitForFunction`: that would first put Playwright's own 300 kB of script into the new page,
 * a fifth of a slowed start.
 */
export async function timeUntil(page: Page, sight: Sight, timeout = 60_000): Promise<number> {
  const ms = await page.evaluate(
    ([name, most]) =>
      new Promise<number | null>((tell) => {
        const began = performance.now()
        const ask = () => {
          const { seen, tap } = (globalThis as unknown as { readonly stopwatch: Watch }).stopwatch
          const at = seen[name]
          if (at !== undefined && !Number.isNaN(at)) tell(at - tap)
          else if (performance.now() - began > most) tell(null)
          else setTimeout(ask, 20)
        }
        ask()
      }),
    [sight, timeout] as const,
  )
  if (ms !== null) return ms
  const shown = (await page.locator('body').textContent()) ?? ''
  throw new Error(`not seen within ${timeout / 1_000} s: ${sight}. On the screen: ${shown.replace(/\s+/g, ' ')}`)
}
