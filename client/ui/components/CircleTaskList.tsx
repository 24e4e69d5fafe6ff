/** What one circle has to do: the open things, a new one, and what is done folded away. To the public in large, to staff as the rest of the record. */
import { useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { createTasksModel, type TasksModel } from '../models/tasks-model.ts'
import { useModel } from '../models/use-model.ts'
import { circleTasksText } from '../text/en/circle-tasks.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { CircleTaskCard, Said } from './CircleTaskCard.tsx'
import { CircleTaskWriting } from './CircleTaskWriting.tsx'
import { DoneTasks } from './DoneTasks.tsx'
import { Loading } from './Loading.tsx'
import { StateChip } from './StateChip.tsx'

const text = chooseText({ en: circleTasksText })

interface CircleTaskListProps {
  readonly personId: string
  readonly size: 'big' | 'ordinary'
}

export function CircleTaskList({ personId, size }: CircleTaskListProps) {
  const app = useApp()
  const model = useModel(() => createTasksModel(app, { who: 'circle', personId }), [app.engine, personId])
  const view = model.view.value
  const lines = model.open.value
  if (view === undefined) return <Loading />
  const onItsWay = size === 'big' ? text.onItsWay : text.onItsWayStaff
  return (
    <div class="card list circle-tasks">
      {lines.length === 0 && <p class="waiting-words">{view.complete ? text.none : onItsWay}</p>}
      {lines.length > 0 && !view.complete && <p class="waiting-words">{onItsWay}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.item.task.taskId}>
            <CircleTaskCard
              line={line}
              size={size}
              onAct={(act) => void model.act(line.item, act)}
              onWorded={() => model.noteSaved(line.item)}
            />
          </li>
        ))}
      </ul>
      <NewTask model={model} personId={personId} size={size} />
      <DoneTasks
        model={model}
        title={text.doneList(model.done.value.length)}
        reopen={text.reopen}
        size={size}
        said={({ states }) => <Said states={states} />}
      />
    </div>
  )
}

interface PartProps {
  readonly model: TasksModel
  readonly size: 'big' | 'ordinary'
}

function NewTask({ model, personId, size }: PartProps & { readonly personId: string }) {
  const { deviceWord } = useApp()
  const [state, setState] = useState<'closed' | 'writing' | 'saved'>('closed')
  return (
    <div class="list-end stack">
      <Sending model={model} hasAdded={state === 'saved'} />
      <p role="status">{state === 'saved' && text.addedHere(deviceWord)}</p>
      {state === 'writing' ? (
        <CircleTaskWriting
          personId={personId}
          task={null}
          size={size}
          onClose={() => setState('closed')}
          onSaved={() => setState('saved')}
        />
      ) : (
        <Button icon="plus" size={size} onPress={() => setState('writing')}>
          {text.add}
        </Button>
      )}
    </div>
  )
}

/** Of what the list shows here: what the relay does not have yet; and once it has, that what was changed here was sent. */
function Sending({ hasAdded, model }: { readonly model: TasksModel; readonly hasAdded: boolean }) {
  const { deviceWord } = useApp()
  const unsent = model.view.value?.unsent ?? 0
  const hasChanged = hasAdded || model.open.value.some(({ savedAt }) => savedAt !== null)
  return (
    <p role="status">
      {unsent > 0 ? (
        <StateChip kind="device" icon="clock">
          {text.unsent(deviceWord, unsent)}
        </StateChip>
      ) : (
        hasChanged && (
          <StateChip kind="sent" icon="tick">
            {text.sent}
          </StateChip>
        )
      )}
    </p>
  )
}
