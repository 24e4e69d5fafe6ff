/** What is done of a list of tasks, folded away under it: what was said of each, and the way to open it again. */
import type { ComponentChildren } from 'preact'
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { TasksModel } from '../models/tasks-model.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface DoneTasksProps {
  readonly model: Pick<TasksModel, 'act' | 'done'>
  /** How many there are, in words. */
  readonly title: string
  readonly reopen: string
  readonly size?: 'big' | 'ordinary'
  /** Who did it and when. */
  readonly said: (task: TaskRow) => ComponentChildren
}

export function DoneTasks({ model, reopen, said, size = 'ordinary', title }: DoneTasksProps) {
  const lines = model.done.value
  if (lines.length === 0) return null
  return (
    <details class="stopped">
      <summary>
        <Icon name="more" />
        {title}
      </summary>
      <ul>
        {lines.map(({ item }) => (
          <li key={item.task.taskId}>
            <div class="task">
              <div class="task-words">
                <p class="name">{item.task.title}</p>
                {said(item.task)}
              </div>
              <div class="actions">
                <Button
                  size={size}
                  about={item.task.title}
                  onPress={() => void model.act(item, { type: 'reopen-task' })}
                >
                  {reopen}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
