/** Hocuspocus's server; a document nobody has open is kept as it was stored. */
import { Server } from '@hocuspocus/server'
import type * as Y from 'yjs'

const stored = new Map<string, Y.Doc>()
const server = new Server({
  port: Number(process.env.RELAY_PORT),
  quiet: true,
  // Five hundred at once are more than it takes from a stranger.
  maxPendingDocuments: 1_000,
  maxUnauthenticatedQueueMessages: 10_000,
  onLoadDocument: async ({ documentName }) => stored.get(documentName),
  onStoreDocument: async ({ document, documentName }) => {
    stored.set(documentName, document)
  },
})
await server.listen()
console.log('listening')
