/** Gaps in feeds, loaded where the disk has any or the relay says so: most devices never have one. */
import { loadOnce } from '../lib/load-once.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { Gaps } from './gaps.ts'

export interface LateGaps {
  /** What is loaded; undefined where there are none. */
  readonly now: () => Gaps | undefined
  /** `isWanted`: some are to be noted. */
  readonly load: (isWanted: boolean) => Promise<Gaps | undefined>
}

export function createLateGaps(store: DeviceStore): LateGaps {
  let gaps: Gaps | undefined
  let hasLooked = false
  const open = loadOnce(async () => (await import('./gaps.ts')).openGaps(store))
  return {
    now: () => gaps,
    load: async (isWanted) => {
      const isThere = !hasLooked && (await store.scan('frontiers', 'hole/', 'hole/g')).length > 0
      hasLooked = true
      if (isWanted || isThere) gaps ??= await open()
      return gaps
    },
  }
}
