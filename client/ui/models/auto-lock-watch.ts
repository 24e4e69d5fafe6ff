/** Auto-lock on the real page: every touch and key counts as use, and the team's settings say how long. */
import { lockMinutes, lockRange } from '../../domain/lock-minutes.ts'
import type { App } from '../app-context.ts'
import { type AutoLock, createAutoLock } from './auto-lock.ts'

/** The settings are asked for when the first screen has long been drawn. */
const settingsAfterMs = 10_000
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
  for (const sign of signsOfUse) window.addEventListener(sign, lock.used, { capture: true, passive: true })
  return {
    ...lock,
    dispose: () => {
      for (const sign of signsOfUse) window.removeEventListener(sign, lock.used, { capture: true })
      cancel()
      stopSettings()
      lock.dispose()
    },
  }
}
