/**
 * The disk for a writer whose time may end while it waits for an answer: from
 * then on nothing of it is written, since somebody else goes on from what the
 * disk says. A number of its feed given twice would lose an entry (SX15, SX504).
 */
import { err } from '../../../shared/lib/result.ts'
import type { DeviceStore } from './device-store.ts'

export function whileWanted(store: DeviceStore, isWanted: () => boolean): DeviceStore {
  return {
    ...store,
    commit: async (writes) => (isWanted() ? store.commit(writes) : tooLate()),
    commitUnless: async (there, writes) => (isWanted() ? store.commitUnless(there, writes) : tooLate()),
  }
}

function tooLate() {
  return err({ type: 'disk', detail: 'somebody else writes now' } as const)
}
