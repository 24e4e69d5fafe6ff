/** How many of something one device may have under way at once. */
import type { DeviceId } from '../../shared/lib/ids.ts'

export interface AtOnce {
  readonly mayBegin: (device: DeviceId) => boolean
  /** What it gives is called once, when it is over. */
  readonly begin: (device: DeviceId) => () => void
}

export function createAtOnce(most: number): AtOnce {
  const counts = new Map<DeviceId, number>()
  const countOf = (device: DeviceId) => counts.get(device) ?? 0
  return {
    mayBegin: (device) => countOf(device) < most,
    begin: (device) => {
      counts.set(device, countOf(device) + 1)
      return () => {
        if (countOf(device) === 1) counts.delete(device)
        else counts.set(device, countOf(device) - 1)
      }
    },
  }
}
