/** What a person's circle has to do, in her record: a list the circle reads, kept well apart from staff's own tasks. */
import { useApp } from '../../app-context.ts'
import { CircleTaskList } from '../../components/CircleTaskList.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { circleTasksText } from '../../text/en/circle-tasks.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: circleTasksText })

interface PersonCircleTasksProps {
  readonly personId: string
  readonly called: string
}

export function PersonCircleTasks({ called, personId }: PersonCircleTasksProps) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'tasks', { who: 'circle', personId }), [engine, personId])
  const view = model.view.value
  if (view === undefined) return null
  return (
    <section class="stack" aria-labelledby="circle-tasks-title">
      <h2 id="circle-tasks-title">{text.title('staff', null)}</h2>
      <p class="circle-readers">
        <Icon name="eye" />
        <span>{text.staffHint(called)}</span>
      </p>
      <details>
        <summary>
          <Icon name="more" />
          {text.open(view.open.length)}
        </summary>
        <CircleTaskList personId={personId} size="ordinary" />
      </details>
    </section>
  )
}
