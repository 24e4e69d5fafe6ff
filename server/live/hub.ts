/**
 * Telling devices that there is something to fetch. A poke carries a space and
 * a number, nothing else; it goes out only to a device that may read what
 * arrived, and everything that arrived in one turn of the event loop is one
 * poke. Losing one costs nothing: the next pull is complete anyway. RT40-RT45.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, SpaceId } from '../../shared/lib/ids.ts'
import { encodePoke } from '../../shared/protocol/poke.ts'
import type { ReadRights } from '../admission/readable.ts'
import type { SpaceState, Spaces } from '../admission/spaces.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Platform, Stop } from '../platform.ts'
import type { Growth } from './growth.ts'

export const socketsPerDevice = 5
/** A socket whose other side does not read is closed, not waited for; a poke is under 40 bytes. */
export const bufferLimit = 16_384

export interface LiveSocket {
  readonly send: (bytes: Bytes) => void
  /** Bytes accepted and not yet taken by the network. */
  readonly buffered: () => number
  readonly ping: () => void
  readonly close: (code: number) => void
  readonly terminate: () => void
}

export interface LiveHub {
  /** Undefined when the device has as many sockets as it may. */
  readonly open: (space: SpaceId, device: DeviceId, socket: LiveSocket) => LiveLine | undefined
  readonly grew: (space: SpaceId, growth: readonly Growth[]) => void
  /** Pokes those devices, though no item arrived: somebody waits at the door. */
  readonly nudge: (space: SpaceId, head: Arrival, wants: (device: DeviceId) => boolean) => void
  /** Ends the sockets of devices that are no longer in. */
  readonly drop: (space: SpaceId, isIn: (device: DeviceId) => boolean) => void
  readonly tick: () => void
  /** Those in which somebody is connected. */
  readonly spaces: () => readonly SpaceId[]
  readonly closeAll: () => void
}

export interface LiveLine {
  readonly heard: () => void
  readonly closed: () => void
}

interface Line {
  readonly device: DeviceId
  readonly socket: LiveSocket
  isAlive: boolean
}

export interface LiveHubDeps {
  readonly spaces: Spaces
  readonly rights: ReadRights
  readonly metrics: Metrics
  readonly after: Platform['after']
}

function newest(growth: readonly Growth[]): Arrival | undefined {
  return growth.length === 0 ? undefined : (Math.max(...growth.map(({ arrival }) => arrival)) as Arrival)
}

export function createLiveHub({ after, metrics, rights, spaces }: LiveHubDeps): LiveHub {
  const linesBySpace = new Map<SpaceId, Set<Line>>()
  const waitingBySpace = new Map<SpaceId, Growth[]>()
  let scheduled: Stop | undefined

  function poke(line: Line, bytes: Bytes): void {
    if (line.socket.buffered() > bufferLimit) {
      line.socket.terminate()
    } else {
      line.socket.send(bytes)
      metrics.poked()
    }
  }

  function maySee(state: SpaceState, device: DeviceId, { group, kind }: Growth): boolean {
    if (kind !== 'control') return rights.mayReadContent(state, device, group)
    return rights.readableBy(state, device)?.chains.has(group) ?? false
  }

  function flush(): void {
    scheduled = undefined
    const waiting = [...waitingBySpace]
    waitingBySpace.clear()
    for (const [space, growth] of waiting) {
      const state = spaces.find(space)
      if (state === undefined) continue
      for (const line of linesBySpace.get(space) ?? []) {
        const arrival = newest(growth.filter((each) => maySee(state, line.device, each)))
        if (arrival !== undefined) poke(line, encodePoke({ space, arrival }))
      }
    }
  }

  function all(): readonly Line[] {
    return [...linesBySpace.values()].flatMap((lines) => [...lines])
  }

  return {
    open: (space, device, socket) => {
      const lines = linesBySpace.get(space) ?? new Set()
      if ([...lines].filter((line) => line.device === device).length >= socketsPerDevice) return undefined
      const line: Line = { device, socket, isAlive: true }
      linesBySpace.set(space, lines.add(line))
      metrics.sockets(1)
      return {
        heard: () => {
          line.isAlive = true
        },
        closed: () => {
          if (lines.delete(line)) metrics.sockets(-1)
          if (lines.size === 0 && linesBySpace.get(space) === lines) linesBySpace.delete(space)
        },
      }
    },
    grew: (space, growth) => {
      const waiting = waitingBySpace.get(space) ?? []
      waitingBySpace.set(space, waiting)
      waiting.push(...growth)
      scheduled ??= after(0, flush)
    },
    nudge: (space, head, wants) => {
      for (const line of linesBySpace.get(space) ?? []) {
        if (wants(line.device)) poke(line, encodePoke({ space, arrival: head }))
      }
    },
    drop: (space, isIn) => {
      for (const line of [...(linesBySpace.get(space) ?? [])]) if (!isIn(line.device)) line.socket.close(4401)
    },
    spaces: () => [...linesBySpace.keys()],
    tick: () => {
      for (const line of all()) {
        if (!line.isAlive) {
          line.socket.terminate()
          continue
        }
        line.isAlive = false
        line.socket.ping()
      }
    },
    closeAll: () => {
      scheduled?.()
      for (const { socket } of all()) socket.close(1001)
    },
  }
}
