/** y-websocket: one WebSocket a document, as it is made. */
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { runPeer } from './peer.ts'
import { yjsPeer } from './yjs-peer.ts'
import type { Connection, Line } from './yjs-work.ts'

function join(url: string, room: string, doc: Y.Doc): Connection {
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true })
  const untilSynced = new Promise<void>((resolve) => provider.on('sync', (isSynced) => isSynced && resolve()))
  return { untilSynced, untilSent: () => untilRead(url, room, doc), close: () => provider.destroy() }
}

/** It tells nobody what the server has; somebody else who sees it all does. */
async function untilRead(url: string, room: string, written: Y.Doc): Promise<void> {
  const { Doc } = await import('yjs')
  const doc = new Doc()
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true })
  const isThere = () => ['notes', 'medicines'].every((map) => doc.getMap(map).size === written.getMap(map).size)
  await new Promise<void>((resolve) => {
    const look = () => {
      if (isThere()) resolve()
    }
    doc.on('update', look)
    provider.on('sync', look)
  })
  provider.destroy()
  doc.destroy()
}

/** There is no connection before there is a document: the first one stands for all. */
async function openLine(port: number): Promise<Line> {
  const url = `ws://localhost:${port}`
  const socket = new WebSocket(url)
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  return { join: (room, doc) => join(url, room, doc), close: () => socket.close() }
}

await runPeer(yjsPeer('y-websocket', 'y-websocket-server.ts', openLine))
