/**
 * A link in front of a TCP port: half a round trip of delay each way and a token
 * bucket per direction, shared by all connections, as a mobile network has them.
 * A new connection waits a round trip for its handshake. TCP's slow start and
 * lost packets are not imitated, so real links are slower for everybody.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface LinkShape {
  readonly rttMs: number
  readonly downBitsPerSecond: number
  readonly upBitsPerSecond: number
}

export interface LinkBytes {
  readonly down: number
  readonly up: number
}

export interface ShapedLink {
  readonly port: number
  /** Null: everything passes at once. Counts for what comes from now on. */
  readonly shape: (shape: LinkShape | null) => void
  /** Carried since the link was made. */
  readonly bytes: () => LinkBytes
  readonly close: () => Promise<void>
}

/** What a router holds back before the sender has to wait. */
const queueLimit = 512 * 1024

interface Lane {
  bitsPerSecond: number
  delayMs: number
  /** When the bytes before have left the bucket. */
  freeAt: number
  carried: number
}

export async function startShapedLink(targetPort: number): Promise<ShapedLink> {
  const down: Lane = { bitsPerSecond: Infinity, delayMs: 0, freeAt: 0, carried: 0 }
  const up: Lane = { bitsPerSecond: Infinity, delayMs: 0, freeAt: 0, carried: 0 }
  const open = new Set<Socket>()

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
    carry(near, far, up, 2 * up.delayMs)
    carry(far, near, down, 0)
    for (const socket of [near, far]) {
      open.add(socket)
      const drop = () => {
        near.destroy()
        far.destroy()
      }
      socket.on('error', drop).on('close', () => {
        open.delete(socket)
        // Ended in good order: what it sent is still on its way to the other.
        if (!socket.readableEnded) drop()
      })
    }
  })
  const port = await listen(server)

  return {
    port,
    shape: (shape) => {
      down.delayMs = up.delayMs = (shape?.rttMs ?? 0) / 2
      down.bitsPerSecond = shape?.downBitsPerSecond ?? Infinity
      up.bitsPerSecond = shape?.upBitsPerSecond ?? Infinity
    },
    bytes: () => ({ down: down.carried, up: up.carried }),
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Passes on in order; what falls due together goes together. `handshakeMs` holds back the first bytes. */
function carry(from: Socket, to: Socket, lane: Lane, handshakeMs: number): void {
  const queue: { readonly at: number; readonly bytes: Buffer | null }[] = []
  const notBefore = performance.now() + handshakeMs
  let waiting = 0
  let isPlanned = false

  function pass(): void {
    isPlanned = false
    while (queue.length > 0 && queue[0]!.at <= performance.now()) {
      const { bytes } = queue.shift()!
      if (bytes === null) to.end()
      else if (to.writable) to.write(bytes)
      waiting -= bytes?.length ?? 0
    }
    if (waiting < queueLimit) from.resume()
    plan()
  }

  function plan(): void {
    const next = queue[0]
    if (next === undefined || isPlanned) return
    isPlanned = true
    setTimeout(pass, Math.max(0, Math.ceil(next.at - performance.now())))
  }

  function enqueue(bytes: Buffer | null): void {
    const length = bytes?.length ?? 0
    lane.freeAt = Math.max(lane.freeAt, performance.now(), notBefore) + (length * 8_000) / lane.bitsPerSecond
    lane.carried += length
    waiting += length
    queue.push({ at: lane.freeAt + lane.delayMs, bytes })
    if (waiting >= queueLimit) from.pause()
    plan()
  }

  from.on('data', enqueue).on('end', () => enqueue(null))
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the link has no port')
  return address.port
}
