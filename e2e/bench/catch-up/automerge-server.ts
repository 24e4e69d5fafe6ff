/** The peer's relay: automerge-repo's WebSocket server on a folder, set up as its own sync server is. */
import { Repo } from '@automerge/automerge-repo'
import { WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs'
import { WebSocketServer } from 'ws'

const sockets = new WebSocketServer({ port: Number(process.env.RELAY_PORT) })
// The adapter names ws's type by another package, whose types miss three static members.
const adapted = sockets as unknown as ConstructorParameters<typeof WebSocketServerAdapter>[0]
const repo = new Repo({
  network: [new WebSocketServerAdapter(adapted)],
  storage: new NodeFSStorageAdapter(process.env.RELAY_DATA),
  // It answers what it is asked for and announces nothing.
  sharePolicy: async () => false,
})
sockets.once('listening', () => console.log('listening'))
process.once('SIGTERM', async () => {
  await repo.flush()
  process.exit(0)
})
