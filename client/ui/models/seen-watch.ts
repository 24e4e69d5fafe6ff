/**
 * When a message counts as seen: at least a second in view, without a gap, with
 * the page visible (rule MS3). It knows no screen: something else says what is
 * in view.
 */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { Disposable } from './use-model.ts'

const seenAfterMs = 1000

export interface SeenWatchDeps {
  readonly after: (ms: number, task: () => void) => () => void
  readonly isVisible: ReadonlySignal<boolean>
  readonly onSeen: (messageIds: readonly string[]) => void
}

export interface SeenWatch extends Disposable {
  readonly enters: (messageId: string) => void
  readonly leaves: (messageId: string) => void
}

export function createSeenWatch(deps: SeenWatchDeps): SeenWatch {
  const inView = new Set<string>()
  const told = new Set<string>()
  const cancelById = new Map<string, () => void>()
  let seenTogether: readonly string[] = []

  /** What became seen at the same moment is told at once, as one act. */
  function tell(): void {
    const messageIds = seenTogether
    seenTogether = []
    if (messageIds.length > 0) deps.onSeen(messageIds)
  }

  function start(messageId: string): void {
    if (told.has(messageId) || cancelById.has(messageId) || !deps.isVisible.peek()) return
    const cancel = deps.after(seenAfterMs, () => {
      cancelById.delete(messageId)
      told.add(messageId)
      if (seenTogether.length === 0) deps.after(0, tell)
      seenTogether = [...seenTogether, messageId]
    })
    cancelById.set(messageId, cancel)
  }

  function cancel(messageId: string): void {
    cancelById.get(messageId)?.()
    cancelById.delete(messageId)
  }

  const stopVisible = effect(() => {
    const isVisible = deps.isVisible.value
    for (const messageId of inView) if (isVisible) start(messageId)
    if (!isVisible) for (const messageId of [...cancelById.keys()]) cancel(messageId)
  })

  return {
    enters: (messageId) => {
      inView.add(messageId)
      start(messageId)
    },
    leaves: (messageId) => {
      inView.delete(messageId)
      cancel(messageId)
    },
    dispose: () => {
      stopVisible()
      for (const messageId of [...cancelById.keys()]) cancel(messageId)
      tell()
    },
  }
}
