/** A clinician has looked at a warning: why it may stand, in words of her own. One act, saved once. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { WarningItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { safetyText } from '../text/en/safety.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: safetyText })

interface WarningAnswerProps {
  readonly warning: WarningItem
  readonly personId: string
  readonly onDone: () => void
}

export function WarningAnswer({ onDone, personId, warning }: WarningAnswerProps) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const id = `answer-${warning.key}`
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])
  useHold(reason.trim() !== '')

  async function keep(): Promise<void> {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    const intent = { commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run({ type: 'acknowledge-warning', ...intent, personId, warning: warning.key, reason })
    if (outcome.ok) onDone()
    else setProblem(wordProblem(outcome.problem, deviceWord))
  }

  return (
    <form
      ref={form}
      class="stack safety-answer"
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <Field
        id={id}
        label={text.reason}
        hint={text.reasonHint}
        lines={2}
        value={reason}
        onType={setReason}
        {...(isMissing && reason.trim() === '' && { problem: text.reasonMissing })}
      />
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions">
        <Button type="submit" kind="main">
          {text.keep}
        </Button>
        <Button onPress={onDone}>{text.cancel}</Button>
      </div>
    </form>
  )
}
