/**
 * The frame of every form whose typing is a draft on this device: what must be
 * settled first, what was resumed, the fields, what the engine refused, the ways
 * out. It says no to autocomplete, or the browser keeps the typing in its own
 * files; while something is written a new version waits.
 */
import type { ComponentChildren } from 'preact'
import { useApp } from '../app-context.ts'
import type { FormModel, Typing } from '../models/form-model.ts'
import { wordProblem } from '../text/en/problems.ts'
import { DraftLine } from './DraftLine.tsx'
import { ErrorSummary, type FieldError } from './ErrorSummary.tsx'
import { Problem } from './Problem.tsx'
import { ResumedDraft } from './ResumedDraft.tsx'
import { useHold } from './use-hold.ts'

interface DraftFormProps<Form extends Typing> {
  readonly model: FormModel<Form>
  readonly isUntouched: (form: Form) => boolean
  readonly look: 'medicine-form' | 'part-form' | 'card'
  readonly errorsTitle: string
  readonly errors: readonly FieldError[]
  /** How often it was asked to be saved (`useAsked`). */
  readonly asked: number
  readonly onSave: () => void
  /** The ways out: the main button first. */
  readonly actions: ComponentChildren
  /** The draft line speaks of a change to something that stands, not of something new. */
  readonly isOfChange?: boolean
  readonly title?: ComponentChildren
  readonly children: ComponentChildren
}

export function DraftForm<Form extends Typing>(props: DraftFormProps<Form>) {
  const {
    actions,
    asked,
    children,
    errors,
    errorsTitle,
    isOfChange = false,
    isUntouched,
    look,
    model,
    onSave,
    title,
  } = props
  const { deviceWord } = useApp()
  const form = model.form.value
  useHold(form !== undefined && !isUntouched(form))
  const problem = model.problem.value
  const words = problem === null ? null : wordProblem(problem, deviceWord)
  return (
    <form
      class={`${look} stack`}
      autocomplete="off"
      noValidate
      onFocusOut={model.keep}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      {title}
      <ErrorSummary title={errorsTitle} errors={errors} asked={asked} />
      <ResumedDraft model={model} />
      {children}
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <div class="actions">
        {actions}
        <DraftLine draft={model.draft.value} quietWhenEmpty isOfChange={isOfChange} />
      </div>
    </form>
  )
}
