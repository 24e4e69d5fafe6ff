/** What the disk has, and what is still to come before it holds for others: as it is now, and changed when it has been sent, or the signal goes or returns. */
import type { ComponentChildren } from 'preact'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/travel.ts'
import { chooseText } from '../text/text.ts'
import { useHowFar } from './use-how-far.ts'

const text = chooseText({ en })

interface SavedHereProps {
  /** What it means, in words. */
  readonly children?: ComponentChildren
}

export function SavedHere({ children }: SavedHereProps) {
  const { deviceWord } = useApp()
  return (
    <p role="status">
      {text.savedHere(deviceWord, useHowFar())} {children}
    </p>
  )
}
