/** The relay as a process of its own, on a SQLite file, as main.ts runs it but for the limits: a bench asks more often than people do. */
import { startRelay } from '../../../server/start-relay.ts'
import { generous } from '../../../server/testing/test-relay.ts'

const { FAR_ORIGIN: farOrigin = '', RELAY_DATA: dataDir = '', RELAY_PORT: port } = process.env
const relay = await startRelay({ port: Number(port), dataDir, limits: generous, origins: [farOrigin] })
console.log('listening')
process.once('SIGTERM', async () => {
  await relay.stop()
  process.exit(0)
})
