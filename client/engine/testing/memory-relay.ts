/**
 * The real relay without a network: its whole app in this process, its entries
 * in memory, and between it and each device a wire that can be told to lose the
 * request, lose the reply, or cut a stream.
 */

import { createTestRelay, type TestRelay, testOrigin } from '../../../server/testing/test-relay.ts'
import { concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { createPullParser, encodePullItem, pullMediaType } from '../../../shared/protocol/pull.ts'
import { testNow } from '../../../shared/testing/test-space.ts'
import type { Network } from '../platform/network.ts'
import { createManualClock, type ManualClock } from '../platform/testing/manual-clock.ts'
import type { Timer } from '../platform/timer.ts'

export type Fate = 'delivered' | 'request-lost' | 'reply-lost' | 'stream-cut'

export interface Wire extends Network {
  /** What becomes of the requests to come. */
  readonly setFate: (fate: Fate) => void
  /** Requests from now on wait on the way until what this answers is called. */
  readonly hold: () => () => void
  /** Requests that wait on the way now. */
  readonly held: () => number
  /** The relay seems to be another one: set up again, or restored from a copy. */
  readonly setGeneration: (generation: string) => void
}

export interface MemoryRelay {
  readonly url: string
  readonly clock: ManualClock
  readonly timer: Timer
  readonly relay: TestRelay
  readonly wire: () => Wire
}

export function createMemoryRelay(): MemoryRelay {
  const relay = createTestRelay()
  const clock = createManualClock(testNow)
  const advance = (milliseconds: number) => {
    clock.advance(milliseconds)
    relay.advance(milliseconds)
  }
  return { url: testOrigin, clock: { ...clock, advance }, timer: stillTimer, relay, wire: () => createWire(relay) }
}

/** Time does not pass by itself: whoever waits is woken by hand. */
export const stillTimer: Timer = { after: () => () => {} }

function createWire(relay: TestRelay): Wire {
  let fate: Fate = 'delivered'
  let generation: string | null = null
  let way: Promise<void> = Promise.resolve()
  let held = 0
  const lost = () => new TypeError('the wire is cut')

  async function fetch(url: string, init: RequestInit): Promise<Response> {
    held++
    await way
    held--
    const now = fate
    if (now === 'request-lost') throw lost()
    const path = url.slice(testOrigin.length)
    const { body, headers, method } = init
    const response = await relay.call(path, {
      method: method ?? 'GET',
      headers: Object.fromEntries(new Headers(headers).entries()),
      ...(body instanceof Uint8Array ? { body } : {}),
    })
    if (now === 'reply-lost') throw lost()
    const answer = generation === null ? response : await withGeneration(response, generation)
    return now === 'stream-cut' ? cut(answer) : answer
  }

  return {
    fetch,
    openSocket: deadSocket,
    setFate: (next) => {
      fate = next
    },
    hold: () => {
      let open = () => {}
      way = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    held: () => held,
    setGeneration: (next) => {
      generation = next
    },
  }
}

async function withGeneration(response: Response, generation: string): Promise<Response> {
  if (response.headers.get('content-type') !== pullMediaType) return response
  const items = createPullParser().push(new Uint8Array(await response.arrayBuffer()))
  if (!items.ok) throw new Error(`memory relay: ${items.error.detail}`)
  const changed = items.value.map((item) =>
    encodePullItem(item.type === 'start' ? { ...item, generation: hexToBytes(generation) } : item),
  )
  return new Response(concatBytes(...changed), { status: response.status, headers: response.headers })
}

/** The first two thirds of what was on its way. */
async function cut(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const part = bytes.slice(0, Math.floor((bytes.length * 2) / 3))
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(part)
      controller.close()
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}

/** Pokes do not travel here: devices are woken by hand. */
function deadSocket(): WebSocket {
  return { close: () => {}, send: () => {} } as unknown as WebSocket
}
