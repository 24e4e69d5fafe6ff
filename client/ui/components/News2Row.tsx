/**
 * One measured value: label and what is usual, − value + and what it scores. The
 * value is typed or stepped. When it cannot be right the row asks, keeps the
 * typing and scores nothing; it does not ask while somebody is still typing.
 */
import { useRef, useState } from 'preact/hooks'
import type { News2Points } from '../../domain/scores/news2.ts'
import { checkObservation, type MeasuredParameter } from '../../domain/scores/plausibility.ts'
import { useApp } from '../app-context.ts'
import { readTyped } from '../models/news2-entry.ts'
import { news2Text } from '../text/en/news2.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Points } from './Points.tsx'
import { StepButton } from './StepButton.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: news2Text })
const askAfterMs = 1200

interface News2RowProps {
  readonly parameter: MeasuredParameter
  readonly label: string
  readonly hint: string
  readonly typed: string
  readonly kept: boolean
  readonly points: News2Points | undefined
  readonly onType: (typed: string) => void
  readonly onStep: (direction: -1 | 1) => void
  readonly onKeep: () => void
}

export function news2FieldId(parameter: string): string {
  return `entry-${parameter}`
}

export function News2Row(props: News2RowProps) {
  const { parameter, label, hint, typed, kept, points, onStep } = props
  const { page } = useApp()
  const [isTyping, setTyping] = useState(false)
  const stopWaiting = useRef<(() => void) | null>(null)
  const id = news2FieldId(parameter)
  const question = isTyping ? null : readQuestion(parameter, typed)

  function settle(): void {
    stopWaiting.current?.()
    setTyping(false)
  }

  function type(value: string): void {
    stopWaiting.current?.()
    setTyping(true)
    stopWaiting.current = page.after(askAfterMs, () => setTyping(false))
    props.onType(value)
  }

  return (
    <div class="entry">
      <p class="label">
        <b>
          <label for={id}>{label}</label>
        </b>
        <span class="hint" id={`${id}-hint`}>
          <WholeFigures>{hint}</WholeFigures>
        </span>
      </p>
      <div class="controls">
        <StepButton direction={-1} label={text.down(label)} onStep={() => onStep(-1)} />
        <input
          id={id}
          class="value"
          inputMode="decimal"
          autocomplete="off"
          enterkeyhint="next"
          placeholder={text.enter}
          value={typed}
          aria-describedby={question === null ? `${id}-hint` : `${id}-hint ${id}-question`}
          aria-invalid={question !== null && !kept ? true : undefined}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={settle}
        />
        <StepButton direction={1} label={text.up(label)} onStep={() => onStep(1)} />
        <Points points={points} />
      </div>
      <div class="question-place" role="status" id={`${id}-question`}>
        {question !== null && <Question {...props} question={question} />}
      </div>
    </div>
  )
}

type RowQuestion =
  | { readonly type: 'unreadable' }
  | { readonly type: 'implausible'; readonly suggestion: string | null }

function readQuestion(parameter: MeasuredParameter, typed: string): RowQuestion | null {
  const reading = readTyped(parameter, typed)
  if (reading.type === 'empty') return null
  if (reading.type === 'unreadable') return reading
  const check = checkObservation(parameter, reading.value)
  return check.type === 'ok' ? null : check
}

function Question({ question, typed, kept, onType, onKeep }: News2RowProps & { readonly question: RowQuestion }) {
  if (kept) return <p class="question">{text.keptUncounted(typed)}</p>
  const suggestion = question.type === 'implausible' ? question.suggestion : null
  return (
    <div class="question">
      <p>
        <b>{wordQuestion(question, suggestion, typed)}</b> {text.notCounted}
      </p>
      <div class="actions">
        {suggestion !== null && (
          <Button kind="main" onPress={() => onType(suggestion)}>
            {text.accept(suggestion)}
          </Button>
        )}
        <Button onPress={onKeep}>{text.keep(typed)}</Button>
      </div>
    </div>
  )
}

function wordQuestion(question: RowQuestion, suggestion: string | null, typed: string): string {
  if (question.type === 'unreadable') return text.unreadable
  return suggestion === null ? text.cannotBe(typed) : text.didYouMean(suggestion)
}
