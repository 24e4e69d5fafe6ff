/** Whether the typing is on this device's disk, in words. "Saved" stands only after the disk has said so. */
import { useApp } from '../app-context.ts'
import type { DraftState } from '../models/draft-keeper.ts'
import { useTimes } from '../shell-context.ts'
import { wordProblem } from '../text/en/problems.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { StateChip } from './StateChip.tsx'

const text = chooseText({ en: visitText })

interface DraftLineProps {
  readonly draft: DraftState
  /** Nothing is said while there is nothing to say. */
  readonly quietWhenEmpty?: boolean
  /** Where "saved" alone could be read as more than the typing. */
  readonly isOfChange?: boolean
}

export function DraftLine({ draft, isOfChange = false, quietWhenEmpty = false }: DraftLineProps) {
  const { clock, deviceWord } = useApp()
  const times = useTimes()
  switch (draft.type) {
    case 'nothing-typed':
      return quietWhenEmpty ? null : <p class="draft-line quiet">{text.nothingTyped}</p>
    case 'not-saved':
      return (
        <p class="draft-line">
          <StateChip kind="bare" icon="pen">
            {text.notSaved}
          </StateChip>
        </p>
      )
    case 'saved':
      return (
        <p class="draft-line">
          <StateChip kind="device" icon="clock">
            {(isOfChange ? text.draftSavedHere : text.savedHere)(deviceWord, times.near(draft.at, clock.value))}
          </StateChip>
        </p>
      )
    case 'failed': {
      const { title, whatToDo } = wordProblem(draft.problem, deviceWord)
      return (
        <p class="draft-line" role="alert">
          <StateChip kind="fail" icon="alert">
            {title}
          </StateChip>
          <span>{whatToDo}</span>
        </p>
      )
    }
  }
}
