/**
 * Starts the engine's worker, as a script of its own that runs as soon as it is
 * here: the engine and its disk open while the page is still being read. With
 * `require-trusted-types-for 'script'` the one policy below names the only two
 * script addresses the page may start.
 */
import workerUrl from './engine/engine.worker.ts?worker&url'
import { createScriptUrls } from './ui/script-urls.ts'

export const serviceWorkerUrl = import.meta.env.PROD ? '/sw.js' : '/dev-sw.js?dev-sw'

export const scriptUrls = createScriptUrls(window, [workerUrl, serviceWorkerUrl])

/** Under which name the page remembers whose place on this device is opened. The engine takes no name that is none. */
export const placeChoice = 'place'

function chosenPlace(): string {
  try {
    return window.localStorage.getItem(placeChoice) ?? ''
  } catch {
    // Storage may be forbidden: then there is one place.
    return ''
  }
}

export const worker = new Worker(scriptUrls.trust(workerUrl) as string, { type: 'module', name: chosenPlace() })
