/**
 * Which forms are open. A new version of the app waits until none is, so nothing
 * half written is lost to a reload. A form holds the guard while it is mounted.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'

export interface FormGuard {
  /** Something half written stands on the screen. */
  readonly isBusy: ReadonlySignal<boolean>
  /** Returns how to let go; letting go twice is letting go once. */
  readonly hold: () => () => void
}

export function createFormGuard(): FormGuard {
  const holders = signal<ReadonlySet<symbol>>(new Set())

  function hold(): () => void {
    const holder = Symbol('form')
    holders.value = new Set([...holders.value, holder])
    return () => {
      holders.value = new Set([...holders.value].filter((other) => other !== holder))
    }
  }

  return { isBusy: computed(() => holders.value.size > 0), hold }
}
