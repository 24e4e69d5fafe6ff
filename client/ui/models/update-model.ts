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
}

interface UpdateDeps {
  readonly formGuard: FormGuard
  /** Lets the new version take over and reloads the page. */
  readonly takeOver: () => void
}

export function createUpdateModel({ formGuard, takeOver }: UpdateDeps): UpdateModel {
  const state = signal<UpdateState>({ type: 'none' })

  function offer(): void {
    state.value = formGuard.isBusy.value ? { type: 'waits' } : { type: 'ready' }
  }

  function start(): void {
    if (!formGuard.isBusy.value) takeOver()
  }

  const stop = effect(() => {
    const isBusy = formGuard.isBusy.value
    const { type } = state.peek()
    if (type === 'waits' && !isBusy) takeOver()
    if (type === 'ready' && isBusy) state.value = { type: 'waits' }
  })

  return { state, start, offer, dispose: stop }
}
