/** How far what has just been saved has come: whether it has left this device since, or waits for signal. Rules SP660, FS937. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Instant } from '../../../shared/lib/ids.ts'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'

export type HowFar = 'sent' | 'waits' | 'goes'

export function useHowFar(isSaved = true): HowFar {
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  if (useHasLeft(isSaved)) return 'sent'
  return isOffline ? 'waits' : 'goes'
}

/**
 * Nothing waited at a contact after it was saved. It stays so: what is saved later
 * says of itself that it waits, and signal that goes takes nothing back.
 */
function useHasLeft(isSaved: boolean): boolean {
  const { readNow } = useApp()
  const sync = useShell().pill.sync.value
  const savedAt = useRef<Instant | null>(null)
  const [hasLeft, setHasLeft] = useState(false)
  if (isSaved) savedAt.current ??= readNow()
  const isNow =
    savedAt.current !== null &&
    sync !== undefined &&
    sync.waiting.length + sync.needsYou.length === 0 &&
    sync.lastContactAt !== null &&
    sync.lastContactAt > savedAt.current
  useEffect(() => {
    if (isNow) setHasLeft(true)
  }, [isNow])
  return hasLeft || isNow
}
