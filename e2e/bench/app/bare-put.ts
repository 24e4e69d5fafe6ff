/**
 * What no app can be faster than on this machine: a page with one button and a
 * worker that does nothing but one strict put in two stores, in the same browser
 * and under the same brake. Once from the tap to the words on the screen, as the
 * app is timed, and the put alone.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { Device } from '../../fixtures/device.ts'
import { type Manner, slow } from './brake.ts'
import { pressMs, timeUntil } from './stopwatch.ts'

export interface BarePut {
  /** From the tap to the words. */
  readonly whole: number
  /** From the transaction's beginning to its end, in the worker. */
  readonly put: number
}

/** Its words are those that the stopwatch looks for. */
const page = `<!doctype html><meta charset="utf-8"><title>Bare put</title>
<h1></h1><p role="status"></p><button>Finish visit</button>
<script>
  const worker = new Worker('/worker.js')
  const [title, words, button] = ['h1', 'p', 'button'].map((name) => document.querySelector(name))
  worker.onmessage = ({ data }) => {
    globalThis.putMs = data
    title.textContent = 'Visit finished'
    words.textContent = 'Saved on this tablet.'
  }
  button.onclick = () => {
    worker.postMessage(null)
    title.textContent = words.textContent = 'Saving'
  }
</script>`

const worker = `
const opened = new Promise((resolve) => {
  const request = indexedDB.open('bare', 1)
  request.onupgradeneeded = () => ['one', 'two'].forEach((name) => request.result.createObjectStore(name, { keyPath: 'key' }))
  request.onsuccess = () => resolve(request.result)
})
let key = 0
onmessage = async () => {
  const db = await opened
  const began = performance.now()
  const transaction = db.transaction(['one', 'two'], 'readwrite', { durability: 'strict' })
  key += 1
  for (const name of ['one', 'two']) transaction.objectStore(name).put({ key, value: new Uint8Array(600) })
  transaction.oncomplete = () => postMessage(performance.now() - began)
  transaction.commit()
}`

const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html', page],
  '/worker.js': ['text/javascript', worker],
}

export interface BarePage {
  /** Null: at full speed. */
  readonly time: (manner: Manner | null) => Promise<BarePut>
  readonly close: () => Promise<void>
}

/** In a window of its own, in front of the app's. */
export async function openBarePage(tablet: Device): Promise<BarePage> {
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', '']
    response.setHeader('content-type', type).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bare = await tablet.context().newPage()
  await bare.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    time: (manner) => timeBarePut(bare, manner, tablet.profile),
    close: async () => {
      await bare.close()
      server.close()
    },
  }
}

async function timeBarePut(bare: Page, manner: Manner | null, profile: string): Promise<BarePut> {
  const release = manner === null ? async () => {} : await slow(manner, bare, profile)
  await bare.getByRole('button', { name: 'Finish visit' }).click({ delay: pressMs })
  const whole = await timeUntil(bare, 'saved')
  await release()
  return { whole, put: await bare.evaluate(() => (globalThis as unknown as { readonly putMs: number }).putMs) }
}
