/**
 * What one client may hold of the relay by doing nothing: a connection on which
 * nothing comes, a request that never ends, an answer that is not read. Each ends
 * by itself, and no address has so many of them that others find no room. Whoever
 * is only slow goes on: a cut pull is taken up from its last whole item (RT19).
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { budgetAddress } from '../middleware/address.ts'
import type { Platform } from '../platform.ts'

export interface ConnectionLimits {
  /** From the first moment of a connection until the head of a request is whole. */
  readonly headersMs: number
  /** Until the request is whole. */
  readonly requestMs: number
  readonly keepAliveMs: number
  /** While nothing is taken of an answer and nothing comes. */
  readonly stalledMs: number
  /** From a request's head until its answer is taken to the end. */
  readonly answerMs: number
  /** How often it is looked whether a request is late. */
  readonly lookEveryMs: number
  readonly perAddress: number
  readonly total: number
}

/**
 * Tens of thousands of phones hold a socket, hundreds of them behind one address of
 * a clinic or a carrier. The longest answer, 8 MiB, takes half an hour at 40 kbit/s.
 */
export const standardConnections: ConnectionLimits = {
  ...{ headersMs: 20_000, requestMs: 300_000, keepAliveMs: 65_000, stalledMs: 60_000, answerMs: 1_800_000 },
  ...{ lookEveryMs: 5_000, perAddress: 1_000, total: 50_000 },
}

export function serverOptionsOf({ headersMs, keepAliveMs, lookEveryMs, requestMs }: ConnectionLimits) {
  return {
    ...{ headersTimeout: headersMs, requestTimeout: requestMs, keepAliveTimeout: keepAliveMs },
    connectionsCheckingInterval: lookEveryMs,
  }
}

/** Behind a proxy every connection is the proxy's, and counting clients is its business. */
export function limitConnections(
  server: Server,
  { answerMs, perAddress, stalledMs, total }: ConnectionLimits,
  { platform, trustProxy }: { readonly platform: Pick<Platform, 'after'>; readonly trustProxy: boolean },
): void {
  const counts = new Map<string, number>()
  server.maxConnections = total
  server.timeout = stalledMs

  server.on('connection', (socket: Socket) => {
    if (trustProxy) return
    const address = budgetAddress(socket.remoteAddress ?? '')
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1
      if (left === 0) counts.delete(address)
      else counts.set(address, left)
    })
    if (count > perAddress) socket.destroy()
  })

  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    const stop = platform.after(answerMs, () => socket.destroy())
    answer.once('close', stop)
  })
}
