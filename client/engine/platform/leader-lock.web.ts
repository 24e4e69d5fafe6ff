/**
 * `LeaderLock` by the Web Locks API, which ends with the worker that holds it,
 * crash included. Who wants to take over says so on a channel and waits for the
 * holder to let go; after that it steals, since a frozen window never answers.
 *
 * The service worker's flush holds the same lock under a second name as well:
 * a lock so marked is taken at once, because whoever opens the app comes first
 * and a flush can always be repeated.
 */
import type { LeaderLock, OnLost } from './leader-lock.ts'
import { createSystemTimer, type Timer } from './timer.ts'

/** One a device, shared by the page's worker and the service worker. */
export const deviceLock = 'doorstep-engine'

/** For a holder to save what is half typed and to finish the write it is at. */
export const patienceMs = 3_000
/** A page that is loaded anew is faster than the end of its worker before: Chromium ends a busy one after two seconds. */
const graceMs = 2_500

const flushMark = (name: string) => `${name}/flush`
const letGoWord = 'let-go'

interface WebLockParts {
  readonly locks: LockManager
  readonly timer: Timer
  readonly openChannel: () => BroadcastChannel
}

export function createWebLeaderLock(name: string, parts: Partial<WebLockParts> = {}): LeaderLock {
  const { locks = navigator.locks, timer = createSystemTimer() } = parts
  const openChannel = parts.openChannel ?? (() => new BroadcastChannel(name))
  let letGo = () => {}

  function request(options: LockOptions, onLost: OnLost): Promise<boolean> {
    return new Promise((resolve) => {
      let isHeld = false
      let release = () => {}
      let lost: Promise<void> | null = null
      // Asked to let go and robbed while doing so is lost once.
      const lose = () => (lost ??= onLost())
      const held = locks.request(name, options, async (lock) => {
        if (lock === null) return resolve(false)
        isHeld = true
        const released = new Promise<void>((end) => {
          release = letGo = end
        })
        const channel = openChannel()
        channel.onmessage = ({ data }) => data === letGoWord && void lose().then(release)
        resolve(true)
        await released
        channel.close()
      })
      // Rejects when the wait was ended, or, once held, when another holder stole the lock.
      held.catch(() => (isHeld ? void lose().then(release) : resolve(false)))
    })
  }

  async function isFlushing(): Promise<boolean> {
    const { held } = await locks.query()
    return held?.some((lock) => lock.name === flushMark(name)) === true
  }

  async function acquire(onLost: OnLost): Promise<'held' | 'elsewhere'> {
    if (await request({ ifAvailable: true }, onLost)) return 'held'
    // A flush can be about to begin at the first look: it is looked for again.
    for (const patience of [graceMs / 10, graceMs]) {
      if ((await isFlushing()) && (await request({ steal: true }, onLost))) return 'held'
      if (await requestFor(patience, onLost)) return 'held'
    }
    return 'elsewhere'
  }

  async function requestFor(milliseconds: number, onLost: OnLost): Promise<boolean> {
    const patience = new AbortController()
    const cancel = timer.after(milliseconds, () => patience.abort())
    const isGiven = await request({ signal: patience.signal }, onLost)
    cancel()
    return isGiven
  }

  async function takeOver(onLost: OnLost): Promise<void> {
    const channel = openChannel()
    channel.postMessage(letGoWord)
    channel.close()
    if (!(await requestFor(patienceMs, onLost))) await request({ steal: true }, onLost)
  }

  return { acquire, takeOver, release: () => letGo() }
}

/** Runs only while no engine is open, and gives way to one that opens: `isWanted` turns false and the lock is gone. */
export async function runUnattended<Value>(
  name: string,
  run: (isWanted: () => boolean) => Promise<Value>,
  locks: LockManager = navigator.locks,
): Promise<Value | 'attended'> {
  let isWanted = true
  let giveWay = () => {}
  const gaveWay = new Promise<'attended'>((resolve) => {
    giveWay = () => resolve('attended')
  })
  const running = locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return 'attended' as const
    return await locks.request(flushMark(name), () => Promise.race([run(() => isWanted), gaveWay]))
  })
  try {
    return await running
  } catch (failure) {
    if (!(failure instanceof DOMException) || failure.name !== 'AbortError') throw failure
    return 'attended'
  } finally {
    isWanted = false
    giveWay()
  }
}
