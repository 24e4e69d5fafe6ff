/** A network with a cable that can be pulled: requests fail and sockets close until it is put back. */
import { createSystemNetwork, type Network } from '../../client/engine/platform/network.ts'

export interface CutNetwork extends Network {
  readonly cut: () => void
  readonly mend: () => void
}

export function createCutNetwork(): CutNetwork {
  const system = createSystemNetwork()
  const sockets = new Set<WebSocket>()
  let isCut = false
  return {
    fetch: (url, init) => (isCut ? Promise.reject(new TypeError('the cable is out')) : system.fetch(url, init)),
    openSocket: (url) => {
      const socket = system.openSocket(url)
      sockets.add(socket)
      socket.addEventListener('close', () => sockets.delete(socket))
      if (isCut) socket.close()
      return socket
    },
    cut: () => {
      isCut = true
      for (const socket of sockets) socket.close()
    },
    mend: () => {
      isCut = false
    },
  }
}
