/** What is done to a task less often: hand it to a colleague, finish it with words, change it. */
import { useId, useState } from 'preact/hooks'
import type { Signature } from '../../domain/records/signature.ts'
import type { TaskItem } from '../../engine-api/plan-views.ts'
import type { TaskAct } from '../models/tasks-model.ts'
import { tasksText } from '../text/en/tasks.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { TaskWriting } from './TaskWriting.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: tasksText })

interface TaskMoreProps {
  readonly item: TaskItem
  readonly colleagues: readonly Signature[]
  readonly onAct: (act: TaskAct) => Promise<boolean>
}

export function TaskMore({ colleagues, item: { task }, onAct }: TaskMoreProps) {
  const [outcome, setOutcome] = useState('')
  const [isChanging, setChanging] = useState(false)
  useHold(outcome.trim() !== '')
  if (isChanging)
    return (
      <TaskWriting
        personId={task.personId}
        task={task}
        onClose={() => setChanging(false)}
        onSaved={() => setChanging(false)}
      />
    )
  return (
    <div class="stack task-more">
      <HandOver colleagues={colleagues} onAct={onAct} title={task.title} />
      <Field label={text.outcome} hint={text.outcomeHint} lines={2} value={outcome} onType={setOutcome} />
      <div class="actions">
        <Button about={task.title} onPress={() => void onAct({ type: 'finish-task', outcome })}>
          {text.doneWith}
        </Button>
        <Button icon="pen" about={task.title} onPress={() => setChanging(true)}>
          {text.change}
        </Button>
      </div>
    </div>
  )
}

function HandOver({
  colleagues,
  onAct,
  title,
}: Pick<TaskMoreProps, 'colleagues' | 'onAct'> & { readonly title: string }) {
  const [to, setTo] = useState('')
  const id = useId()
  return (
    <div class="block">
      <label for={id}>{text.handTo}</label>
      <div class="actions">
        <select id={id} class="field hand-to" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">{text.choose}</option>
          {colleagues.map(({ memberId, name, role }) => (
            <option key={memberId} value={memberId}>
              {name}, {role}
            </option>
          ))}
        </select>
        <Button about={title} unavailable={to === ''} onPress={() => void onAct({ type: 'give-task', to })}>
          {text.hand}
        </Button>
      </div>
    </div>
  )
}
