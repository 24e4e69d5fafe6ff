/** Folds in, in quiet moments and few at a time, what waits behind the pages of people whom nobody reads. Rule PG443. */
import type { Serial } from '../lib/serial.ts'
import type { Timer } from '../platform/timer.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { PageWriter } from './page-writer.ts'

export interface QuietFoldingDeps {
  readonly store: DeviceStore
  readonly pages: Pick<PageWriter, 'fold' | 'forget' | 'isBehind'>
  readonly commitLock: Serial
  readonly timer: Timer
  /** Nothing is on its way in or out: there is time for it. */
  readonly isQuiet: () => boolean
  /** Nothing is left. */
  readonly onDone: () => void
}

export interface QuietFolding {
  /** Something may have come to wait, or it may be quiet now. */
  readonly kick: () => void
  /** Folds all of it in now, quiet or not. */
  readonly settle: () => Promise<void>
  /** What is left waits on the disk for the next session. */
  readonly stop: () => Promise<void>
}

/** In one commit: small, so that a tap in between does not wait. */
const atOnce = 8
/** Whoever comes back opens somebody first. */
const quietMs = 1_000

export function createQuietFolding(deps: QuietFoldingDeps): QuietFolding {
  const { commitLock, pages, store, timer } = deps
  let cancel: (() => void) | null = null
  let work: Promise<void> = Promise.resolve()
  let isStopped = false

  /** False when nothing is left, or the disk does not take it: then it waits until there is something new. */
  async function foldSome(): Promise<boolean> {
    const plan = await pages.fold(atOnce)
    if (plan === null) return false
    const saved = await store.commit(plan.writes)
    if (!saved.ok) pages.forget()
    return saved.ok
  }

  async function run(goesOn: () => boolean): Promise<void> {
    while (!isStopped && goesOn() && (await commitLock(foldSome)));
    if (!pages.isBehind()) deps.onDone()
  }

  function begin(goesOn: () => boolean): Promise<void> {
    cancel?.()
    cancel = null
    work = work.then(() => run(goesOn))
    return work
  }

  return {
    kick: () => {
      if (cancel !== null || isStopped || !pages.isBehind()) return
      cancel = timer.after(quietMs, () => void begin(deps.isQuiet))
    },
    settle: () => (pages.isBehind() ? begin(() => true) : work),
    stop: () => {
      isStopped = true
      cancel?.()
      return work
    },
  }
}
