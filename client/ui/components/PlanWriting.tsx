/** One section being written. Typing is kept on the disk; a colleague's change is told, never put under the hands. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { PlanSectionItem } from '../../engine-api/plan-views.ts'
import { useApp } from '../app-context.ts'
import { createPlanForm } from '../models/plan-form.ts'
import { useModel } from '../models/use-model.ts'
import { planText } from '../text/en/plan.ts'
import { wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftLine } from './DraftLine.tsx'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { Paragraphs } from './PlanSection.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: planText })

interface PlanWritingProps {
  readonly personId: string
  /** As it is now: it may change while it is written. */
  readonly section: PlanSectionItem
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function PlanWriting({ onClose, onSaved, personId, section }: PlanWritingProps) {
  const app = useApp()
  const { sectionId } = section
  const model = useModel(() => createPlanForm(app, personId, section), [app.engine, personId, sectionId])
  const form = useRef<HTMLFormElement>(null)
  const draft = model.draft.value
  const isThere = draft !== undefined
  useHold(true)
  useEffect(() => {
    if (isThere) form.current?.querySelector('textarea')?.focus()
  }, [isThere])
  if (draft === undefined) return null
  const problem = model.problem.value
  const words = problem === null ? null : wordProblem(problem, app.deviceWord)
  const name = text.name(section)
  const readOnly = model.isSaving.value
  return (
    <form
      autocomplete="off"
      class="stack"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        void model.save().then((saved) => saved && onSaved())
      }}
    >
      <h2 id={`plan-${sectionId}`}>{name}</h2>
      <Field
        label={text.words}
        hint={text.wordsHint}
        lines={6}
        value={draft.text}
        onType={model.type}
        readOnly={readOnly}
      />
      <Field label={text.sectionName} value={draft.title ?? name} onType={model.name} readOnly={readOnly} />
      {model.isOvertaken(section) && <Overtaken section={section} />}
      <DraftLine draft={model.state.value} quietWhenEmpty />
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <div class="actions">
        <Button kind="main" type="submit" about={name}>
          {text.save}
        </Button>
        <Button onPress={onClose}>{text.close}</Button>
        <Button
          kind="plain"
          onPress={() => {
            model.discard()
            onClose()
          }}
        >
          {text.discard}
        </Button>
      </div>
    </form>
  )
}

function Overtaken({ section }: { readonly section: PlanSectionItem }) {
  const { clock, readNow } = useApp()
  const [isShown, setShown] = useState(false)
  const last = section.edits.at(-1)
  const id = `theirs-${section.sectionId}`
  return (
    <div class="stack">
      <p class="strip" role="status">
        <Icon name="two-people" />
        <span>{text.meanwhile(last?.by.name ?? text.somebody, last?.at ?? readNow(), clock.value)}</span>
      </p>
      <div class="actions">
        <Button kind="plain" expanded={isShown} controls={id} onPress={() => setShown(!isShown)}>
          {isShown ? text.hideTheirs : text.showTheirs}
        </Button>
      </div>
      <div id={id} hidden={!isShown}>
        {isShown && <Paragraphs section={section} />}
      </div>
    </div>
  )
}
