/** The test relay on a real port, for what only a real socket does. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { WebSocket, WebSocketServer } from 'ws'
import type { TestRelay } from './test-relay.ts'

export interface Listening {
  readonly url: string
  readonly connect: (token?: string) => Promise<WebSocket>
  readonly close: () => void
}

export async function listen({ app }: TestRelay): Promise<Listening> {
  const websocket = { server: new WebSocketServer({ noServer: true, maxPayload: 1_024 }) }
  const server = createAdaptorServer({ fetch: app.fetch, websocket }) as Server
  server.listen(0)
  await once(server, 'listening')
  const url = `ws://localhost:${(server.address() as AddressInfo).port}/v1/live`
  return {
    url,
    connect: async (token) => {
      const socket = new WebSocket(url)
      await once(socket, 'open')
      if (token !== undefined) socket.send(token)
      return socket
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
