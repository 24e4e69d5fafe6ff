/**
 * Locks a device that nobody uses: after some minutes without a touch or a key,
 * after a sleep, and after twelve hours whatever happens (SK1-SK4). Before it
 * locks it puts on the disk what is half typed, and says so; while that cannot
 * be, it does not lock. While a photo is taken it does not lock either: the
 * camera's own screen lies over the page, which sees no touch (SK700).
 *
 * Two clocks, and the one that says more time has passed is believed: a clock
 * set back must not keep a lost tablet open, and the steady one may stand still
 * while the machine sleeps.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Page } from '../page.ts'
import type { Disposable } from './use-model.ts'

const second = 1_000
const minute = 60 * second

export const lockTimes = {
  warningMs: 30 * second,
  /** No tick for so long: the machine slept, or the page was frozen. A page out of view still ticks once a minute. */
  sleepMs: 2 * minute,
  wholeMs: 12 * 60 * minute,
  /** A photo of a wound takes a minute or two. A camera left open keeps nothing open for longer than an unused tablet. */
  photoMs: 5 * minute,
  tickMs: second,
} as const

export type AutoLockState =
  | { readonly type: 'quiet' }
  /** `shift`: the twelve hours are over, and a touch does not change that. */
  | { readonly type: 'soon'; readonly seconds: number; readonly why: 'idle' | 'shift'; readonly saved: boolean }
  /** It is time, and something typed is not on the disk. */
  | { readonly type: 'waits' }

export interface AutoLockDeps {
  /** Milliseconds by the wall clock. */
  readonly readNow: () => number
  /** Milliseconds that never go back. */
  readonly readSteady: () => number
  readonly page: Pick<Page, 'after' | 'saveAll'>
  /** Without use. */
  readonly minutes: () => number
  /** False: not while something typed is not on the disk. */
  readonly lock: () => Promise<boolean>
}

export interface AutoLock extends Disposable {
  readonly state: ReadonlySignal<AutoLockState>
  /** Somebody touched the screen, moved the mouse, or pressed a key. */
  readonly used: () => void
  /** The camera, or the photos of the device, lie over the page. Answers how to say that it is over. */
  readonly photographing: () => () => void
}

export function createAutoLock(deps: AutoLockDeps): AutoLock {
  const state = signal<AutoLockState>({ type: 'quiet' })
  const mark = () => ({ wall: deps.readNow(), steady: deps.readSteady() })
  const since = (from: ReturnType<typeof mark>) => Math.max(deps.readNow() - from.wall, deps.readSteady() - from.steady)
  const openedAt = mark()
  let usedAt = openedAt
  let tickedAt = openedAt
  let photoFrom: ReturnType<typeof mark> | null = null
  /** After a sleep it stays due, though what is typed may hold it up. */
  let hasSlept = false
  let isLocking = false
  let cancel = schedule()

  function schedule(): () => void {
    return deps.page.after(lockTimes.tickMs, tick)
  }

  function tick(): void {
    const slept = since(tickedAt) >= lockTimes.sleepMs
    tickedAt = mark()
    cancel = schedule()
    if (isPhotographing()) return
    hasSlept ||= slept
    look()
  }

  function isPhotographing(): boolean {
    return photoFrom !== null && since(photoFrom) < lockTimes.photoMs
  }

  /** Whoever took a photo, or put the camera away, was there. After its time it counts for nothing. */
  function endPhoto(): void {
    if (isPhotographing()) {
      usedAt = mark()
      tickedAt = mark()
    }
    photoFrom = null
  }

  function look(): void {
    const idleLeft = deps.minutes() * minute - since(usedAt)
    const shiftLeft = lockTimes.wholeMs - since(openedAt)
    const left = hasSlept ? 0 : Math.min(idleLeft, shiftLeft)
    if (left <= 0) void lock()
    else if (left <= lockTimes.warningMs) warn(left, shiftLeft <= idleLeft ? 'shift' : 'idle')
    else if (!isLocking) state.value = { type: 'quiet' }
  }

  function warn(left: number, why: 'idle' | 'shift'): void {
    const before = state.peek()
    const saved = before.type === 'soon' && before.saved
    state.value = { type: 'soon', seconds: Math.ceil(left / second), why, saved }
    if (!saved) void save()
  }

  async function save(): Promise<void> {
    const saved = await deps.page.saveAll()
    const now = state.peek()
    if (now.type === 'soon') state.value = { ...now, saved }
  }

  /** Once it is time only the disk can hold it up: a touch meanwhile is too late. */
  async function lock(): Promise<void> {
    if (isLocking) return
    isLocking = true
    if (!(await deps.lock())) {
      state.value = { type: 'waits' }
      isLocking = false
    }
  }

  return {
    state,
    used: () => {
      // A touch after the time was up, as the first after a sleep, must not come before the look at the clock.
      if (since(tickedAt) >= lockTimes.sleepMs || state.peek().type === 'waits' || isLocking) return
      // A touch of the page: the camera's screen is gone, whether the browser says so or not.
      if (photoFrom !== null && since(photoFrom) >= second) endPhoto()
      usedAt = mark()
      if (state.peek().type === 'soon') look()
    },
    photographing: () => {
      const from = mark()
      photoFrom = from
      return () => {
        if (photoFrom === from) endPhoto()
      }
    },
    dispose: () => cancel(),
  }
}
