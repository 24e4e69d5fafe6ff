/** `InitAutomerge` in Node: the WebAssembly as it lies in the package. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initializeWasm } from '@automerge/automerge/slim'

let ready: Promise<void> | undefined

/** Once a process, however often it is asked. */
export function initAutomergeInNode(): Promise<void> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@automerge/automerge/automerge.wasm')).then((wasm) =>
    initializeWasm(new Uint8Array(wasm)),
  )
  return ready
}
