/**
 * The real relay without a network: its whole app in this process, its entries
 * in memory or on the file it is given, and between it and each device a wire
 * that can be told to lose a request or a reply, cut a stream, or hand a request
 * over twice or too late.
 */

import {
  createTestRelay,
  type TestRelay,
  type TestRelayOptions,
  testOrigin,
} from '../../../server/testing/test-relay.ts'
import { concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { createPullParser, encodePullItem, pullMediaType } from '../../../shared/protocol/pull.ts'
import { testNow } from '../../../shared/testing/test-space.ts'
import type { Network } from '../platform/network.ts'
import { createManualClock, type ManualClock } from '../platform/testing/manual-clock.ts'
import type { Timer } from '../platform/timer.ts'

export type Fate =
  | 'delivered'
  | 'request-lost'
  | 'reply-lost'
  | 'stream-cut'
  /** The relay hears it twice, the device the second answer. */
  | 'twice'
  /** The device hears nothing; the relay hears it after the next one that gets through. */
  | 'late'

export interface Wire extends Network {
  /** What becomes of the requests to come; with `part`, of those alone whose address has it. */
  readonly setFate: (fate: Fate, part?: string) => void
  /** Requests from now on wait on the way. */
  readonly hold: () => Hold
  /** The relay seems to be another one: set up again, or restored from a copy. */
  readonly setGeneration: (generation: string) => void
}

export interface Hold {
  /** Resolves when a request waits. */
  readonly reached: Promise<void>
  /** Lets those that wait go on; resolves when the relay has answered them. */
  readonly release: () => Promise<void>
}

export interface MemoryRelay {
  readonly url: string
  readonly clock: ManualClock
  readonly timer: Timer
  readonly relay: TestRelay
  readonly wire: () => Wire
  /** Every wire there is delivers again, what is held on one too. */
  readonly restoreSignal: () => void
}

export function createMemoryRelay(options: Pick<TestRelayOptions, 'founding' | 'store'> = {}): MemoryRelay {
  const relay = createTestRelay(options)
  const clock = createManualClock(testNow)
  const advance = (milliseconds: number) => {
    clock.advance(milliseconds)
    relay.advance(milliseconds)
  }
  const wires: RestorableWire[] = []
  function wire(): Wire {
    const made = createWire(relay)
    wires.push(made)
    return made
  }
  return {
    ...{ url: testOrigin, clock: { ...clock, advance }, timer: stillTimer, relay, wire },
    restoreSignal: () => {
      for (const { restore } of wires) restore()
    },
  }
}

/** Time does not pass by itself: whoever waits is woken by hand. */
export const stillTimer: Timer = { after: () => () => {} }

interface RestorableWire extends Wire {
  readonly restore: () => void
}

function createWire(relay: TestRelay): RestorableWire {
  let fate: Fate = 'delivered'
  let fated = ''
  let generation: string | null = null
  let way: Way = openWay
  let late: (() => Promise<Response>)[] = []
  const holds: Hold[] = []
  const lost = () => new TypeError('the wire is cut')

  async function sendLate(): Promise<void> {
    const requests = late
    late = []
    for (const call of requests) await (await call()).body?.cancel()
  }

  async function send(url: string, init: RequestInit): Promise<Response> {
    const now = url.includes(fated) ? fate : 'delivered'
    if (now === 'request-lost') throw lost()
    const path = url.slice(testOrigin.length)
    const { body, headers, method } = init
    const request = {
      method: method ?? 'GET',
      headers: Object.fromEntries(new Headers(headers).entries()),
      ...(body instanceof Uint8Array ? { body: new Uint8Array(body) } : {}),
    }
    const call = () => relay.call(path, request)
    if (now === 'late') {
      late.push(call)
      throw lost()
    }
    if (now === 'twice') await (await call()).body?.cancel()
    const response = await call()
    await sendLate()
    if (now === 'reply-lost') throw lost()
    const answer = generation === null ? response : await withGeneration(response, generation)
    return now === 'stream-cut' ? cut(answer) : answer
  }

  return {
    fetch: (url, init) => way(() => send(url, init)),
    openSocket: deadSocket,
    setFate: (next, part = '') => {
      fate = next
      fated = part
    },
    hold: () => {
      const held = createHeldWay()
      holds.push(held)
      way = held.way
      return held
    },
    restore: () => {
      fate = 'delivered'
      way = openWay
      for (const held of holds) void held.release()
    },
    setGeneration: (next) => {
      generation = next
    },
  }
}

type Way = (send: () => Promise<Response>) => Promise<Response>

const openWay: Way = (send) => send()

function createHeldWay(): Hold & { readonly way: Way } {
  const opened = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const answers: Promise<Response>[] = []
  return {
    way: (send) => {
      const answer = opened.promise.then(send)
      answers.push(answer)
      reached.resolve()
      return answer
    },
    reached: reached.promise,
    release: async () => {
      opened.resolve()
      await Promise.allSettled(answers)
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
