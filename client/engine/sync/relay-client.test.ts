/** The one HTTP client against the relay in memory, the relay on a real port and file, and networks that are no relay at all. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, BlobId, GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { encodeAppendResults } from '../../../shared/protocol/append.ts'
import { encodePullItem } from '../../../shared/protocol/pull.ts'
import { createSystemNetwork, type Network } from '../platform/network.ts'
import { createSystemTimer } from '../platform/timer.ts'
import { stillTimer } from '../testing/memory-relay.ts'
import { createMemoryRelayClient } from '../testing/memory-relay-client.ts'
import { startFileRelay } from '../testing/neighbourhood.ts'
import { relayClientContract } from './relay-client.contract.ts'
import { createHttpRelayClient } from './relay-client.http.ts'
import type { Session, StreamItem } from './relay-client.ts'

relayClientContract('in memory', async () => ({ ...createMemoryRelayClient(), close: async () => {} }), 'scripted')

relayClientContract(
  'over HTTP',
  async () => {
    const relay = await startFileRelay()
    const deps = { origin: relay.url, network: createSystemNetwork(), timer: createSystemTimer() }
    return { client: createHttpRelayClient(deps), script: null, close: relay.stop }
  },
  'plain',
)

function clientOn(fetch: Network['fetch']) {
  const network = { fetch, openSocket: () => ({}) as WebSocket }
  return createHttpRelayClient({ origin: 'http://relay.test', network, timer: stillTimer })
}

const session: Session = {
  space: '0'.repeat(32) as SpaceId,
  token: 'token',
  expiresAt: 0 as Instant,
  serverTime: 0 as Instant,
}

describe('what is no relay', () => {
  const page = '<!doctype html><title>Hotel Wi-Fi</title><p>Please log in'

  test.each([
    ['a log-in page with 200', 200, 'text/html', page],
    ['a proxy’s error page', 502, 'text/html', page],
    ['JSON of somebody else', 404, 'application/json', '{"error":"not found"}'],
    [
      'a problem of another service',
      403,
      'application/problem+json',
      '{"type":"about:blank","title":"Forbidden","status":403}',
    ],
    ['the right type around wrong bytes', 200, 'application/cbor', page],
    ['the right bytes under a page’s type', 200, 'text/html', encodeAppendResults([{ type: 'quarantined' }])],
  ])('RY2 %s is no signal and never data', async (_, status, type, body) => {
    const client = clientOn(async () => new Response(body, { status, headers: { 'content-type': type } }))
    expect(await client.append([new Uint8Array([1])])).toEqual({ ok: false, error: { type: 'not-the-relay' } })
    const pulled = await client.pull({ session, after: 0 as Arrival, onItems: async () => {} })
    expect(pulled).toEqual({ ok: false, error: { type: 'not-the-relay' } })
  })

  test('RY2 a page is no answer either where nothing is to be answered', async () => {
    const client = clientOn(async () => new Response(page, { headers: { 'content-type': 'text/html' } }))
    const group = '1'.repeat(32) as GroupId
    expect(await client.putBoxes(session, group, 0, [])).toEqual({ ok: false, error: { type: 'not-the-relay' } })
  })

  test('RY400 no more is read of an attachment than one may have', async () => {
    let pieces = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (++pieces > 60) controller.close()
        else controller.enqueue(new Uint8Array(2 ** 20))
      },
    })
    const client = clientOn(
      async () => new Response(endless, { headers: { 'content-type': 'application/octet-stream' } }),
    )
    const group = '1'.repeat(32) as GroupId
    const got = await client.getBlob(session, group, 'ab'.repeat(32) as BlobId)
    expect(got).toEqual({ ok: false, error: { type: 'not-the-relay' } })
    expect(pieces).toBeLessThan(25)
  })

  test('RY2 a connection that breaks is no signal', async () => {
    const client = clientOn(() => Promise.reject(new TypeError('failed to fetch')))
    expect(await client.append([new Uint8Array([1])])).toEqual({ ok: false, error: { type: 'no-signal' } })
  })

  test.each([
    ['of another name', 3, 'not-the-relay'],
    ['cut off', 4, 'no-signal'],
  ])('RY400 an attachment %s is nobody’s answer', async (_, said, type) => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(said) }
    const client = clientOn(async () => new Response(new Uint8Array([1, 2, 3]), { headers }))
    const group = '1'.repeat(32) as GroupId
    expect(await client.getBlob(session, group, 'ab'.repeat(32) as BlobId)).toEqual({ ok: false, error: { type } })
  })

  test('RY7 a stream cut in the middle hands on what came whole', async () => {
    const generation = new Uint8Array(16)
    const [at, time] = [7 as Arrival, 9 as Instant]
    const bytes = [
      encodePullItem({ type: 'start', generation, head: at, serverTime: time }),
      encodePullItem({ type: 'entry', arrival: at, bytes: new Uint8Array([1, 2, 3]), storedAt: time }),
      encodePullItem({ type: 'end', cursor: at, more: false }).slice(0, 2),
    ]
    const headers = { 'content-type': 'application/cbor-seq' }
    const client = clientOn(async () => new Response(new Blob(bytes), { headers }))
    const items: StreamItem[] = []
    const pulled = await client.pull({
      session,
      after: 0 as Arrival,
      onItems: async (some) => void items.push(...some),
    })
    expect(pulled).toEqual({ ok: false, error: { type: 'no-signal' } })
    expect(items.map(({ arrival }) => arrival)).toEqual([7])
  })

  test('RY2 RY7 what follows the end of a stream, or is no item of one, makes it nobody’s, whatever came before', async () => {
    const [at, time] = [7 as Arrival, 9 as Instant]
    const items = [
      encodePullItem({ type: 'start', generation: new Uint8Array(16), head: at, serverTime: time }),
      encodePullItem({ type: 'entry', arrival: at, bytes: new Uint8Array([1, 2, 3]), storedAt: time }),
      encodePullItem({ type: 'end', cursor: at, more: false }),
    ]
    const headers = { 'content-type': 'application/cbor-seq' }
    const wrong = fc.constantFrom(items[0]!, items[2]!, utf8ToBytes(page), new Uint8Array([0xff]))
    const runs = fc.asyncProperty(fc.nat(3), wrong, fc.boolean(), async (before, what, inPieces) => {
      fc.pre(!(before === 0 && what === items[0]) && !(before === 2 && what === items[2]))
      const bytes = [...items.slice(0, before), what, ...items.slice(before)]
      const body = inPieces
        ? new ReadableStream({
            start: (controller) => {
              for (const piece of bytes) controller.enqueue(piece)
              controller.close()
            },
          })
        : new Blob(bytes)
      const client = clientOn(async () => new Response(body, { headers }))
      const taken: StreamItem[] = []
      const onItems = async (some: readonly StreamItem[]) => void taken.push(...some)
      const pulled = await client.pull({ session, after: 0 as Arrival, onItems })
      expect(pulled).toEqual({ ok: false, error: { type: 'not-the-relay' } })
      expect(taken).toHaveLength(before > 1 ? 1 : 0)
    })
    await fc.assert(runs)
  })
})
