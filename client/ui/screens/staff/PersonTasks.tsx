/** The tasks in somebody's record: the open ones, a new one, and what is done folded away. */
import { useState } from 'preact/hooks'
import type { TaskState } from '../../../domain/projections/plan-rows.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { DoneTasks } from '../../components/DoneTasks.tsx'
import { TaskCard } from '../../components/TaskCard.tsx'
import { TaskWriting } from '../../components/TaskWriting.tsx'
import { createTasksModel } from '../../models/tasks-model.ts'
import { useModel } from '../../models/use-model.ts'
import * as en from '../../text/en/person.ts'
import { tasksText } from '../../text/en/tasks.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: tasksText })
const person = chooseText({ en })

export function PersonTasks({ personId }: { readonly personId: string }) {
  const app = useApp()
  const model = useModel(() => createTasksModel(app, { who: 'person', personId }), [app.engine, personId])
  const view = model.view.value
  const lines = model.open.value
  if (view === undefined) return null
  return (
    <section class="stack" aria-labelledby="tasks-title">
      <div class="section-head">
        <h2 id="tasks-title">{text.title}</h2>
        {view.open.length > 0 && <p class="quiet tabular">{text.countLine(view.open.length, view.overdue)}</p>}
      </div>
      <div class="card list">
        {lines.length === 0 && <p class="waiting-words">{view.complete ? text.nonePerson : person.arriving.short}</p>}
        <ul>
          {lines.map((line) => (
            <li key={line.item.task.taskId}>
              <TaskCard
                line={line}
                colleagues={view.colleagues}
                showPerson={false}
                onAct={(act) => model.act(line.item, act)}
              />
            </li>
          ))}
        </ul>
        <NewTask personId={personId} />
        <DoneTasks
          model={model}
          title={text.done(model.done.value.length)}
          reopen={text.reopen}
          said={({ states }) => <Said states={states} />}
        />
      </div>
    </section>
  )
}

function NewTask({ personId }: { readonly personId: string }) {
  const { deviceWord } = useApp()
  const [state, setState] = useState<'closed' | 'writing' | 'saved'>('closed')
  return (
    <div class="list-end stack">
      <p role="status">{state === 'saved' && text.added1(deviceWord)}</p>
      {state === 'writing' ? (
        <TaskWriting
          personId={personId}
          task={null}
          onClose={() => setState('closed')}
          onSaved={() => setState('saved')}
        />
      ) : (
        <Button icon="plus" onPress={() => setState('writing')}>
          {text.add}
        </Button>
      )}
    </div>
  )
}

/** Who did it, or opened it again. */
function Said({ states }: { readonly states: readonly TaskState[] }) {
  const { clock } = useApp()
  return (
    <>
      {states.map((state) => (
        <p key={`${state.at} ${state.by.memberId}`} class="tabular">
          {text.state(state, clock.value)}
        </p>
      ))}
    </>
  )
}
