/** y-websocket's own server, which keeps documents in memory. */
import { WebSocketServer } from 'ws'
import { setupWSConnection } from 'y-websocket/bin/utils'

const sockets = new WebSocketServer({ port: Number(process.env.RELAY_PORT) })
sockets.on('connection', setupWSConnection)
sockets.once('listening', () => console.log('listening'))
