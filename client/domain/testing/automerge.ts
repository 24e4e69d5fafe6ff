/** Automerge for tests in Node: the slim build with its WASM from node_modules. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initializeWasm } from '@automerge/automerge/slim'

let ready: Promise<void> | undefined

/** Call in `beforeAll`. Initialises once a process, however often it is asked. */
export function useAutomerge(): Promise<void> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@automerge/automerge/automerge.wasm')).then((wasm) =>
    initializeWasm(new Uint8Array(wasm)),
  )
  return ready
}
