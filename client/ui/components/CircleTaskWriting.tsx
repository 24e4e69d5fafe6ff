/** Something to do for the circle, being written or put right: what, by when, and of a new one whether the writer does it. Kept while it is typed. */
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import { useApp } from '../app-context.ts'
import { createTaskForm } from '../models/task-form.ts'
import { useModel } from '../models/use-model.ts'
import { circleTasksText } from '../text/en/circle-tasks.ts'
import { wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Choice, Pick } from './Choice.tsx'
import { DraftLine } from './DraftLine.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Problem } from './Problem.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: circleTasksText })
const { fields } = text

interface CircleTaskWritingProps {
  readonly personId: string
  /** The one to put right; null for a new one. */
  readonly task: TaskRow | null
  readonly size: 'big' | 'ordinary'
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function CircleTaskWriting({ onClose, onSaved, personId, size, task }: CircleTaskWritingProps) {
  const app = useApp()
  const model = useModel(() => createTaskForm(app, personId, task, true), [app.engine, personId, task?.taskId])
  useHold(true)
  const form = model.form.value
  if (form === undefined) return null
  const problem = model.problem.value
  const words = problem === null ? null : wordProblem(problem, app.deviceWord)
  return (
    <Form look="stack task-writing" onSubmit={() => void model.save().then((saved) => saved && onSaved())}>
      <Field
        label={fields.title}
        hint={fields.titleHint}
        lines={task === null ? 1 : 2}
        value={form.title}
        onType={(title) => model.change({ title })}
      />
      <Field
        type="date"
        label={fields.due}
        hint={fields.dueHint}
        value={form.due}
        onType={(due) => model.change({ due })}
      />
      {task === null && (
        <Choice label={fields.who}>
          {[true, false].map((take) => (
            <Pick key={String(take)} chosen={form.take === take} onPick={() => model.change({ take })}>
              {take ? fields.me : fields.anybody}
            </Pick>
          ))}
        </Choice>
      )}
      <DraftLine draft={model.draft.value} quietWhenEmpty />
      {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      <div class="actions">
        <Button kind="main" type="submit" size={size}>
          {task === null ? text.save : text.saveWords}
        </Button>
        <Button size={size} onPress={onClose}>
          {text.close}
        </Button>
        <Button
          kind="plain"
          size={size}
          onPress={() => {
            model.discard()
            onClose()
          }}
        >
          {task === null ? text.throwAway : text.leaveWords}
        </Button>
      </div>
    </Form>
  )
}
