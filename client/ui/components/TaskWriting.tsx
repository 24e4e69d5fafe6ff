/** A task being written or changed: kept while it is typed, saved with one press. */
import { useId } from 'preact/hooks'
import type { TaskPriority, TaskRow } from '../../domain/projections/plan-rows.ts'
import { useApp } from '../app-context.ts'
import { createTaskForm, type TaskForm } from '../models/task-form.ts'
import { useModel } from '../models/use-model.ts'
import { wordProblem } from '../text/en/problems.ts'
import { tasksText } from '../text/en/tasks.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Choice, Pick } from './Choice.tsx'
import { DraftLine } from './DraftLine.tsx'
import { Field } from './Field.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: tasksText })
const priorities: readonly TaskPriority[] = ['urgent', 'today', 'whenever']

interface TaskWritingProps {
  readonly personId: string
  /** The one to change; null for a new one. */
  readonly task: TaskRow | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function TaskWriting({ onClose, onSaved, personId, task }: TaskWritingProps) {
  const app = useApp()
  const model = useModel(() => createTaskForm(app, personId, task), [app.engine, personId, task?.taskId])
  useHold(true)
  const form = model.form.value
  if (form === undefined) return null
  const problem = model.problem.value
  const words = problem === null ? null : wordProblem(problem, app.deviceWord)
  return (
    <form
      autocomplete="off"
      class="stack task-writing"
      onSubmit={(event) => {
        event.preventDefault()
        void model.save().then((saved) => saved && onSaved())
      }}
    >
      {task === null && <h3>{text.addFor}</h3>}
      <Field label={text.fields.title} value={form.title} onType={(title) => model.change({ title })} />
      <Field
        label={text.fields.details}
        lines={2}
        value={form.details}
        onType={(details) => model.change({ details })}
      />
      <Choice label={text.fields.priority}>
        {priorities.map((priority) => (
          <Pick key={priority} chosen={form.priority === priority} onPick={() => model.change({ priority })}>
            {text.priority[priority]}
          </Pick>
        ))}
      </Choice>
      <DueField form={form} onType={(due) => model.change({ due })} />
      {task === null && (
        <Choice label={text.takeIt}>
          {[true, false].map((take) => (
            <Pick key={String(take)} chosen={form.take === take} onPick={() => model.change({ take })}>
              {take ? text.takeMe : text.takeAnybody}
            </Pick>
          ))}
        </Choice>
      )}
      <DraftLine draft={model.draft.value} quietWhenEmpty />
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <div class="actions">
        <Button kind="main" type="submit">
          {task === null ? text.save : text.saveChange}
        </Button>
        <Button onPress={onClose}>{text.close}</Button>
        <Button
          kind="plain"
          onPress={() => {
            model.discard()
            onClose()
          }}
        >
          {text.cancel}
        </Button>
      </div>
    </form>
  )
}

function DueField({ form, onType }: { readonly form: TaskForm; readonly onType: (due: string) => void }) {
  const id = useId()
  return (
    <div class="block">
      <label for={id}>{text.fields.due}</label>
      <p class="hint" id={`${id}-hint`}>
        {text.fields.dueHint}
      </p>
      <input
        id={id}
        class="field due"
        type="date"
        aria-describedby={`${id}-hint`}
        value={form.due}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </div>
  )
}
