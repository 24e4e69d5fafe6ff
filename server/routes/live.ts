/** GET /v1/live (WebSocket): the first frame is the token, then come pokes. Rules RT40 to RT45. */
import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import type { WSContext } from 'hono/ws'
import type { WebSocket } from 'ws'
import { encodePoke } from '../../shared/protocol/poke.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import type { LiveHub, LiveLine, LiveSocket } from '../live/hub.ts'
import { problem } from '../middleware/problem.ts'
import type { RelayEnv } from '../middleware/relay-context.ts'
import { findLiving, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Platform, Stop } from '../platform.ts'

/** How long a socket may stay silent before it says who it is. */
const tokenPatience = 5_000
const noSession = 4401
const tooManySockets = 4429

export interface LiveRouteDeps extends SessionGuardDeps {
  readonly hub: LiveHub
  readonly store: EntryStore
  readonly after: Platform['after']
}

/** The relay is only ever run on `ws`: its own socket has what the common shape leaves out. */
function rawSocket(ws: WSContext<unknown>): WebSocket {
  return ws.raw as WebSocket
}

function toLiveSocket(raw: WebSocket): LiveSocket {
  return {
    send: (bytes) => raw.send(bytes),
    buffered: () => raw.bufferedAmount,
    ping: () => raw.ping(),
    close: (code) => raw.close(code),
    terminate: () => raw.terminate(),
  }
}

export function liveRoute(deps: LiveRouteDeps): Hono<RelayEnv> {
  const { after, hub, limits, sessions, spaces, store } = deps

  function onSocket(address: string) {
    let line: LiveLine | undefined
    let impatience: Stop | undefined

    async function identify(raw: WebSocket, token: unknown): Promise<void> {
      impatience?.()
      const session = typeof token === 'string' ? await findLiving(token, sessions, spaces) : undefined
      if (session === undefined) return raw.close(noSession)
      line = hub.open(session.space, session.device, toLiveSocket(raw))
      if (line === undefined) return raw.close(tooManySockets)
      raw.on('pong', line.heard)
      await limits.giveBackToAddress(address, 1)
      const head = await store.spaceHead(session.space)
      /** What grew between the device's last pull and this moment would otherwise go untold. */
      if (head !== undefined && raw.readyState === raw.OPEN)
        raw.send(encodePoke({ space: session.space, arrival: head.head }))
    }

    return {
      onOpen: (_event: Event, ws: WSContext<unknown>) => {
        impatience = after(tokenPatience, () => rawSocket(ws).close(noSession))
      },
      onMessage: ({ data }: MessageEvent, ws: WSContext<unknown>) => {
        if (line === undefined) identify(rawSocket(ws), data).catch(() => rawSocket(ws).terminate())
      },
      onClose: () => {
        impatience?.()
        line?.closed()
      },
    }
  }

  return new Hono<RelayEnv>().get(
    '/v1/live',
    async (c, next) => {
      if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') return problem(c, 'malformed')
      return (await limits.takeFromAddress(c.get('address'))) ? next() : problem(c, 'too-many-requests')
    },
    upgradeWebSocket((c) => onSocket((c as unknown as { get: (name: 'address') => string }).get('address'))),
  )
}
