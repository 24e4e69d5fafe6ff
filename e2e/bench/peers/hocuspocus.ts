/** Hocuspocus: all documents over one WebSocket. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type * as Y from 'yjs'
import { runPeer } from './peer.ts'
import { yjsPeer } from './yjs-peer.ts'
import type { Connection, Line } from './yjs-work.ts'

function join(websocketProvider: HocuspocusProviderWebsocket, name: string, document: Y.Doc): Connection {
  let synced = () => {}
  const untilSynced = new Promise<void>((resolve) => {
    synced = resolve
  })
  const provider = new HocuspocusProvider({ websocketProvider, name, document, onSynced: () => synced() })
  provider.attach()
  const untilSent = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!provider.hasUnsyncedChanges) resolve()
      }
      provider.on('unsyncedChanges', look)
      look()
    })
  return { untilSynced, untilSent, close: () => provider.destroy() }
}

function openLine(port: number): Promise<Line> {
  return new Promise((resolve) => {
    const socket = new HocuspocusProviderWebsocket({
      url: `ws://localhost:${port}`,
      onStatus: ({ status }) => {
        if (status !== 'connected') return
        resolve({ join: (room, doc) => join(socket, room, doc), close: () => socket.destroy() })
      },
    })
  })
}

await runPeer(yjsPeer('Hocuspocus', 'hocuspocus-server.ts', openLine))
