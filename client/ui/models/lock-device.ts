/**
 * Locks this device so that nothing typed is lost: first every draft is on the
 * disk, then the engine lets go of its keys, then the page that held them goes
 * (SK5). False: something typed is not on the disk yet, and nothing was locked.
 * What would be typed into a page that goes would be lost, so it shows no lock
 * screen any more: that is the next page's (SK721).
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'

/** For an engine that has something to finish; after that the page goes all the same. */
const patienceMs = 2_000

export interface LockDeviceDeps {
  readonly engine: Pick<EngineApi, 'lock'>
  readonly page: Pick<Page, 'after' | 'saveAll'>
  /** One that is not kept on the device yet might not come back: the page stays. */
  readonly isKept: () => boolean
  /** Ends the worker and loads the page anew. */
  readonly leave: () => void
}

export interface LockDevice {
  readonly lockDevice: () => Promise<boolean>
  /** This page is about to go. */
  readonly isLeaving: ReadonlySignal<boolean>
}

export function createLockDevice({ engine, isKept, leave, page }: LockDeviceDeps): LockDevice {
  const isLeaving: Signal<boolean> = signal(false)

  async function lockDevice(): Promise<boolean> {
    if (!(await page.saveAll())) return false
    isLeaving.value = isKept()
    let cancel = () => {}
    const waited = new Promise<void>((resolve) => {
      cancel = page.after(patienceMs, resolve)
    })
    await Promise.race([engine.lock(), waited])
    cancel()
    if (isLeaving.peek()) leave()
    return true
  }

  return { lockDevice, isLeaving }
}
