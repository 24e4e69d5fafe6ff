/** `InitAutomerge` in a browser worker: the WebAssembly is a file of its own, fetched when asked for. */

import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { loadOnce } from '../lib/load-once.ts'

/** Once a worker, however often it is asked. */
export const initAutomergeInBrowser = loadOnce(async () => {
  const { initializeWasm } = await import('@automerge/automerge/slim')
  await initializeWasm(wasmUrl)
})
