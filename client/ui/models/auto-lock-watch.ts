/**
 * Auto-lock on the real page: every touch and key counts as use, the team's
 * settings say how long, and a field that opens the camera says when it is open.
 */
import { lockMinutes, lockRange } from '../../domain/lock-minutes.ts'
import type { App } from '../app-context.ts'
import { type AutoLock, createAutoLock } from './auto-lock.ts'

/** The settings are asked for when the first screen has long been drawn. */
const settingsAfterMs = 10_000
/** A press on a field of files opens the camera; the other two say that it was put away. */
const signsOfPhoto = ['click', 'change', 'cancel'] as const
const signsOfUse = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input'] as const

type Deps = Pick<App, 'engine' | 'page' | 'readNow' | 'lockDevice'>

export function watchAutoLock({ engine, lockDevice, page, readNow }: Deps, window: Window): AutoLock {
  let minutes: number = lockRange.usual
  let stopSettings = () => {}
  const lock = createAutoLock({
    readNow,
    readSteady: () => window.performance.now(),
    page,
    minutes: () => minutes,
    lock: lockDevice,
  })
  const cancel = page.after(settingsAfterMs, () => {
    stopSettings = engine.watch('team-settings', {}, (view) => {
      minutes = lockMinutes(view.lock?.state.value) ?? lockRange.usual
    })
  })
  /** A press on the warning itself counts when it is whole: gone at its first half, what lies below would get the rest. */
  function used({ target }: Event): void {
    const isOnWarning = target instanceof Element && target.closest('.lock-bar') !== null
    if (!isOnWarning) lock.used()
  }
  let photoOver = () => {}
  function photo({ target, type }: Event): void {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
    photoOver()
    photoOver = type === 'click' ? lock.photographing() : () => {}
  }
  for (const sign of signsOfUse) window.addEventListener(sign, used, { capture: true, passive: true })
  for (const sign of signsOfPhoto) window.addEventListener(sign, photo, { capture: true, passive: true })
  return {
    ...lock,
    dispose: () => {
      for (const sign of signsOfUse) window.removeEventListener(sign, used, { capture: true })
      for (const sign of signsOfPhoto) window.removeEventListener(sign, photo, { capture: true })
      cancel()
      stopSettings()
      lock.dispose()
    },
  }
}
