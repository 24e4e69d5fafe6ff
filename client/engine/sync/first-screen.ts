/**
 * An open device shows its first screen before it asks the relay for anything:
 * the first request alone takes the processor for longer than a list takes to be
 * read. Where nothing asks for a view, syncing waits no longer than a second.
 */
import type { Timer } from '../platform/timer.ts'

export interface FirstScreen {
  /** `isOpen`: a screen is about to be shown. */
  readonly start: (isOpen: boolean) => void
  /** A view was handed over. */
  readonly startSync: () => void
  readonly stop: () => void
}

const longestMs = 1_000

export function createFirstScreen(timer: Timer, isHeadless: boolean, startRunner: () => void): FirstScreen {
  let isOver = false
  let stopWaiting = () => {}

  function stop(): void {
    stopWaiting()
    isOver = true
  }

  function startSync(): void {
    if (isOver) return
    stop()
    startRunner()
  }

  return {
    start: (isOpen) => {
      if (isHeadless || !isOpen) startSync()
      else stopWaiting = timer.after(longestMs, startSync)
    },
    startSync,
    stop,
  }
}
