/**
 * A new version of the app. It never starts by itself while something half
 * written stands on the screen; when the form is finished it starts at once,
 * and when nothing was open it waits to be asked.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { FormGuard } from './form-guard.ts'
import type { Disposable } from './use-model.ts'

export type UpdateState =
  | { readonly type: 'none' }
  /** Ready, and a form is open: it starts when the form is finished. */
  | { readonly type: 'waits' }
  /** Ready, and nothing is in its way. */
  | { readonly type: 'ready' }

export interface UpdateModel extends Disposable {
  readonly state: ReadonlySignal<UpdateState>
  readonly start: () => void
  /** The service worker says that a new version waits. */
  readonly offer: () => void
  /** The new version is in charge, let in here or in another window: the page must start anew. */
  readonly arrived: () => void
}

interface UpdateDeps {
  readonly formGuard: FormGuard
  /** Asks the new version to take over; it answers through `arrived`. */
  readonly takeOver: () => void
  readonly reload: () => void
  /** Runs `task` once after `ms`. */
  readonly after: (ms: number, task: () => void) => void
}

/**
 * Chromium lets a new version in when the one before has nothing to do, and can miss that moment where requests go on
 * all the time; loading the page anew is another.
 */
export const slowMs = 2_000

export function createUpdateModel({ after, formGuard, takeOver, reload }: UpdateDeps): UpdateModel {
  const state = signal<UpdateState>({ type: 'none' })
  let isArrived = false

  function offer(): void {
    state.value = formGuard.isBusy.value ? { type: 'waits' } : { type: 'ready' }
  }

  function start(): void {
    if (!formGuard.isBusy.value) ask()
  }

  function ask(): void {
    takeOver()
    after(slowMs, () => {
      if (!isArrived && !formGuard.isBusy.value) reload()
    })
  }

  function arrived(): void {
    isArrived = true
    if (formGuard.isBusy.value) state.value = { type: 'waits' }
    else reload()
  }

  const stop = effect(() => {
    const isBusy = formGuard.isBusy.value
    const { type } = state.peek()
    if (type === 'waits' && !isBusy) {
      // Should the browser not let it in at all, it can be asked for once more by hand.
      if (!isArrived) state.value = { type: 'ready' }
      ;(isArrived ? reload : ask)()
    }
    if (type === 'ready' && isBusy) state.value = { type: 'waits' }
  })

  return { state, start, offer, arrived, dispose: stop }
}
