/**
 * The box to write in. Who can read it stands above, touching it. At a keyboard
 * Enter sends and Shift+Enter starts a line; where fingers type, Enter starts a
 * line and the button sends. The typing leaves the box only when it is saved.
 * The form says no to autocomplete: a browser writes what stands in any other
 * text area into its own session files, in clear.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import type { ThreadModel } from '../models/thread-model.ts'
import { messagesText } from '../text/en/messages.ts'
import { wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftLine } from './DraftLine.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: messagesText })

interface ComposerProps {
  readonly model: Pick<ThreadModel, 'box' | 'draft' | 'sending' | 'problem' | 'type' | 'answer' | 'send' | 'keep'>
  readonly label: string
  /** What the send button says. */
  readonly sendWords?: string
  /** Nothing can be sent now; what is typed stays. */
  readonly held?: boolean
  /** What helps to write, given the box. */
  readonly help?: (box: () => HTMLTextAreaElement | null) => ComponentChildren
}

export function Composer({ held = false, help, model, label, sendWords = text.send }: ComposerProps) {
  const { deviceWord } = useApp()
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const box = model.box.value
  const problem = model.problem.value
  const isWriting = (box?.text ?? '') !== ''
  const answers = box?.answers ?? null
  useHold(isWriting)
  useEffect(() => {
    if (answers !== null) field.current?.focus()
  }, [answers])
  const send = () => {
    if (!held) void model.send()
  }
  const words = problem === null ? null : wordProblem(problem, deviceWord)
  return (
    <form
      class="composer"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      {answers !== null && (
        <div class="answering">
          <p>{answers.mine ? text.answeringYou : text.answering(answers.name)}</p>
          <Button kind="plain" icon="close" onPress={() => model.answer(null)}>
            {text.notAnswer}
          </Button>
        </div>
      )}
      <div class="block">
        <div class="label-row">
          <label for={id}>{label}</label>
          {help?.(() => field.current)}
          {deviceWord === 'computer' && (
            <span class="hint" id={`${id}-keys`}>
              {text.keys}
            </span>
          )}
          {isWriting && <DraftLine draft={model.draft.value} quietWhenEmpty />}
        </div>
        <textarea
          ref={field}
          id={id}
          class="field"
          rows={1}
          disabled={box === undefined}
          value={box?.text ?? ''}
          aria-describedby={deviceWord === 'computer' ? `${id}-keys` : undefined}
          onInput={(event) => model.type(event.currentTarget.value)}
          onBlur={model.keep}
          onKeyDown={(event) => {
            if (!isSendKey(event, deviceWord)) return
            event.preventDefault()
            send()
          }}
        />
      </div>
      <Button
        kind="main"
        icon="send"
        type="submit"
        unavailable={held || (box?.text ?? '').trim() === '' || model.sending.value}
      >
        {sendWords}
      </Button>
    </form>
  )
}

/** Not while a word is being composed (Japanese, Bengali …): there Enter picks the word. */
function isSendKey(event: KeyboardEvent, deviceWord: string): boolean {
  const plain = event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.isComposing
  return plain && (deviceWord === 'computer' || event.ctrlKey || event.metaKey)
}
