/** This device's hybrid clock: ticks for what is written here, follows what arrives, survives a restart. */
import { utf8In, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { earliest, receive, tick } from '../../domain/hybrid-clock.ts'
import type { HybridTime } from '../../domain/ids.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { Clock } from './clock.ts'

export interface DeviceHybridClock {
  readonly load: () => Promise<void>
  readonly tick: () => HybridTime
  readonly receive: (remote: HybridTime) => void
  /** For the transaction of what was ticked for or received. */
  readonly write: () => Write
}

const place = { store: 'meta', key: 'hybrid-clock' } as const

export function createDeviceHybridClock(store: DeviceStore, clock: Clock): DeviceHybridClock {
  let last = earliest
  return {
    load: async () => {
      const bytes = await store.get(place.store, place.key)
      const text = bytes === undefined ? '' : (utf8In(bytes) ?? '')
      if (/^[0-9a-f]{16}$/.test(text)) last = text as HybridTime
    },
    tick: () => {
      last = tick(last, clock.now())
      return last
    },
    receive: (remote) => {
      last = receive(last, remote, clock.now())
    },
    write: () => ({ ...place, value: utf8ToBytes(last) }),
  }
}
