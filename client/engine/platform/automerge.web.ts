/** `InitAutomerge` in a browser worker: the WebAssembly is a file of its own, fetched when asked for. */
import wasmUrl from '@automerge/automerge/automerge.wasm?url'

let ready: Promise<void> | undefined

/** Once a worker, however often it is asked. */
export function initAutomergeInBrowser(): Promise<void> {
  ready ??= import('@automerge/automerge/slim').then(({ initializeWasm }) => initializeWasm(wasmUrl))
  return ready
}
