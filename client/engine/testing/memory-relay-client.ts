/**
 * The relay client in memory, scriptable: the app's one client, the relay's one
 * app, and between them a wire with a script of what becomes of each request to
 * come. It imitates neither side, so what holds here holds over HTTP.
 */
import { createHttpRelayClient } from '../sync/relay-client.http.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { createMemoryRelay, type Fate, type MemoryRelay } from './memory-relay.ts'

export interface MemoryRelayClient {
  readonly client: RelayClient
  /** What becomes of the next requests, in turn; after the last everything is delivered. */
  readonly script: (fates: readonly Fate[]) => void
}

export function createMemoryRelayClient(memory: MemoryRelay = createMemoryRelay()): MemoryRelayClient {
  const wire = memory.wire()
  let fates: readonly Fate[] = []
  const network: typeof wire = {
    ...wire,
    fetch: (url, init) => {
      const [next = 'delivered', ...rest] = fates
      fates = rest
      wire.setFate(next)
      return wire.fetch(url, init)
    },
  }
  return {
    client: createHttpRelayClient({ origin: memory.url, network, timer: memory.timer }),
    script: (next) => {
      fates = next
    },
  }
}
