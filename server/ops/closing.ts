/**
 * Ending a server in good order: no new connections, requests in flight may
 * finish, sockets say goodbye, and what is left after `patience` is cut. A
 * connection on which nothing is asked is not waited for.
 */
import type { Server } from 'node:http'
import type { WebSocketServer } from 'ws'
import type { Platform } from '../platform.ts'

/** How often a closing server looks whether it is quiet. */
const lookEvery = 20

export interface Closing {
  readonly close: (patience: number) => Promise<void>
}

export function createClosing(server: Server, sockets: WebSocketServer, platform: Platform): Closing {
  let inFlight = 0
  server.on('request', (_request, response) => {
    inFlight += 1
    response.once('close', () => {
      inFlight -= 1
    })
  })

  function cutAll(): void {
    server.closeAllConnections()
    for (const socket of sockets.clients) socket.terminate()
  }

  return {
    close: async (patience) => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      const isQuiet = () => inFlight === 0 && sockets.clients.size === 0
      const ends = [platform.after(patience, cutAll), platform.every(lookEvery, () => isQuiet() && cutAll())]
      if (patience === 0) cutAll()
      await closed
      for (const end of ends) end()
    },
  }
}
