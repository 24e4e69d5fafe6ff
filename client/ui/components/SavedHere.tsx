/** What the disk has, and what is still to come before it holds for others: as it is now, and changed when the signal goes or returns. */
import type { ComponentChildren } from 'preact'
import { useApp } from '../app-context.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/travel.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })

interface SavedHereProps {
  /** What it means, in words. */
  readonly children?: ComponentChildren
}

export function SavedHere({ children }: SavedHereProps) {
  const { deviceWord } = useApp()
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  return (
    <p role="status">
      {text.savedHere(deviceWord, isOffline)} {children}
    </p>
  )
}
