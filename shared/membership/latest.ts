/** What a device became by its own word, read off a chain. Apart from what judges it, which no start waits for. Rule MB257. */
import type { DeviceId } from '../lib/ids.ts'
import type { ChainState } from './chain.ts'

/** What this device became by its own word: whoever removes it means that one. Itself where it never handed over. */
export function latestOf(chain: ChainState, device: DeviceId): DeviceId {
  const next = nextOf(chain, device)
  return next === undefined ? device : latestOf(chain, next)
}

/** On this chain alone: on another it may not have handed over yet. */
export function nextOf(chain: ChainState, device: DeviceId): DeviceId | undefined {
  const left = chain.devices[device]?.removedAt ?? null
  return left === null ? undefined : Object.values(chain.devices).find(({ since }) => since === left)?.keys.device
}
