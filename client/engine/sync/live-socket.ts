/** Pokes over a WebSocket: the token as the first frame, then the relay says that the space grew. One connection; the caller reconnects. */
import type { Arrival } from '../../../shared/lib/ids.ts'
import { parsePoke } from '../../../shared/protocol/poke.ts'
import type { OpenSocket } from '../platform/network.ts'
import type { LiveState, Session } from './relay-client.ts'

export interface LiveDeps {
  readonly origin: string
  readonly openSocket: OpenSocket
}

export function openLiveSocket(
  deps: LiveDeps,
  session: Session,
  onPoke: (arrival: Arrival) => void,
  onState: (state: LiveState) => void,
): () => void {
  let isOver = false
  const socket = deps.openSocket(`${deps.origin.replace(/^http/, 'ws')}/v1/live`)
  socket.binaryType = 'arraybuffer'

  function end(): void {
    if (isOver) return
    isOver = true
    onState('down')
  }

  socket.onopen = () => {
    socket.send(session.token)
    if (!isOver) onState('up')
  }
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isOver || !(data instanceof ArrayBuffer)) return
    const poke = parsePoke(new Uint8Array(data))
    if (poke.ok && poke.value.space === session.space) onPoke(poke.value.arrival)
  }
  socket.onclose = end
  socket.onerror = end
  return () => {
    isOver = true
    socket.close()
  }
}
