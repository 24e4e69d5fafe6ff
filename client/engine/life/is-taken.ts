/** Whether somebody has a place in this store: what the browser keeps of the site may go only where nobody else has. */
import type { DeviceStore } from '../storage/device-store.ts'
import { headerPlace } from '../storage/header-row.ts'
import { phaseOf } from './own-device.ts'
import { isOver } from './removal.ts'

/** Also of whoever was removed here and has not handed over yet what was not sent. */
export async function isTaken(store: DeviceStore): Promise<boolean> {
  if ((await store.get(headerPlace.store, headerPlace.key)) !== undefined) return true
  const phase = await phaseOf(store)
  return phase?.type === 'removed' && !isOver(phase)
}
