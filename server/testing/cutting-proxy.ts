/**
 * Stands between a store and its PostgreSQL, on a Unix socket, and cuts the
 * connection at a commit: before the database hears of it, or when it has
 * answered and the store has not heard.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

export type Cut = 'before' | 'after'

export interface CuttingProxy {
  /** For `host=` of a connection string. */
  readonly folder: string
  /** What becomes of the next commits, in their order; those after them pass. */
  readonly cut: (...cuts: readonly Cut[]) => void
  /** As where an address is given to another server: what is connected breaks, and what comes is that one’s. */
  readonly turnTo: (socketFolder: string) => void
  /** Of those asked for. */
  readonly left: () => number
  readonly stop: () => Promise<void>
}

const socketName = '.s.PGSQL.5432'
/** A simple query of this one word, as the store sends it. */
const commit = Buffer.from('commit\0')

export async function startCuttingProxy(socketFolder: string): Promise<CuttingProxy> {
  const folder = join(socketFolder, 'cut')
  mkdirSync(folder)
  const waiting: Cut[] = []
  const open = new Set<Socket>()
  let there = socketFolder
  const breakAll = () => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((client) => {
    const database = createConnection(join(there, socketName))
    let isDeaf = false
    const end = () => {
      for (const socket of [client, database]) socket.destroy()
      open.delete(client)
    }
    open.add(client)
    for (const socket of [client, database]) socket.on('error', end).on('close', end)
    client.on('data', (bytes) => {
      const now = bytes.includes(commit) ? waiting.shift() : undefined
      if (now === 'before') return end()
      isDeaf ||= now === 'after'
      database.write(bytes)
    })
    database.on('data', (bytes) => (isDeaf ? end() : client.write(bytes)))
  })
  await new Promise<void>((resolve) => server.listen(join(folder, socketName), resolve))
  return {
    folder,
    cut: (...cuts) => void waiting.push(...cuts),
    turnTo: (other) => {
      there = other
      breakAll()
    },
    left: () => waiting.length,
    stop: async () => {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
