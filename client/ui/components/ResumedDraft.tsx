/** "You were writing this": said once when a draft was resumed, with a way to start again that asks first. */
import type { ReadonlySignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { Instant } from '../../../shared/lib/ids.ts'
import { useApp } from '../app-context.ts'
import * as times from '../text/en/times.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'

const text = chooseText({ en: visitText })

interface Resumable {
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly startAgain: () => void
}

interface ResumedDraftProps {
  readonly model: Resumable
  /** What goes with the draft beside what is typed, as a sentence. */
  readonly loses?: string | null
}

export function ResumedDraft({ loses = null, model }: ResumedDraftProps) {
  const { clock } = useApp()
  const [isAsking, setAsking] = useState(false)
  const savedAt = model.resumedFrom.value
  if (savedAt === null) return null
  return (
    <div class="resumed">
      <p>{text.draftKept(times.nearTime(savedAt, clock.value))}</p>
      {isAsking ? (
        <p class="actions" role="alert">
          <b>{loses === null ? text.startAgainSure : `${text.startAgainSure} ${loses}`}</b>
          <Button kind="stop" onPress={model.startAgain}>
            {text.startAgainYes}
          </Button>
          <Button onPress={() => setAsking(false)}>{text.startAgainNo}</Button>
        </p>
      ) : (
        <Button kind="plain" onPress={() => setAsking(true)}>
          {text.startAgain}
        </Button>
      )}
    </div>
  )
}
