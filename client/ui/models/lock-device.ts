/**
 * Locks this device so that nothing typed is lost: first every draft is on the
 * disk, then the engine lets go of its keys, then the page that held them goes
 * (SK5). False: something typed is not on the disk yet, and nothing was locked.
 */
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'

/** For an engine that has something to finish; after that the page goes all the same. */
const patienceMs = 2_000

export interface LockDeviceDeps {
  readonly engine: Pick<EngineApi, 'lock'>
  readonly page: Pick<Page, 'after' | 'saveAll'>
  /** Ends the worker and loads the page anew, where the app is kept on the device. */
  readonly leave: () => void
}

export function createLockDevice({ engine, leave, page }: LockDeviceDeps): () => Promise<boolean> {
  return async function lockDevice() {
    if (!(await page.saveAll())) return false
    let cancel = () => {}
    const waited = new Promise<void>((resolve) => {
      cancel = page.after(patienceMs, resolve)
    })
    await Promise.race([engine.lock(), waited])
    cancel()
    leave()
    return true
  }
}
