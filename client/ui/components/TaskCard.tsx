/**
 * One task: how soon and by when, for whom, who has it since when, and one main
 * action. Finished, it stays in its place with undo on the same button.
 */
import { useState } from 'preact/hooks'
import { formatPlainName } from '../../domain/names.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { useApp } from '../app-context.ts'
import type { TaskAct, TaskLine } from '../models/tasks-model.ts'
import { wordProblem } from '../text/en/problems.ts'
import { tasksText } from '../text/en/tasks.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'
import { StateChip, Tag } from './StateChip.tsx'
import { TaskMore } from './TaskMore.tsx'
import { TaskOwners } from './TaskOwners.tsx'
import { WholeFigures } from './WholeFigures.tsx'
import { WordedApart } from './WordedApart.tsx'

const text = chooseText({ en: tasksText })

export interface TaskCardProps {
  readonly line: TaskLine
  readonly colleagues: readonly Signature[]
  /** Left out where the whole page is about one person. */
  readonly showPerson: boolean
  readonly onAct: (act: TaskAct) => Promise<boolean>
}

export function TaskCard({ colleagues, line, onAct, showPerson }: TaskCardProps) {
  const { clock, deviceWord } = useApp()
  const [isOpen, setOpen] = useState(false)
  const { isJustDone, problem, savedAt } = line
  const { isMine, isOffered, person, task } = line.item
  const words = problem === null ? null : wordProblem(problem, deviceWord)
  const moreId = `more-${task.taskId}`
  return (
    <div class={isJustDone ? 'task just-done' : 'task'}>
      <div class="task-words">
        <TaskHead line={line} />
        {showPerson && person !== null && (
          <p>
            <a class="link" href={`/person/${task.personId}`}>
              {formatPlainName(person.name)}
            </a>
          </p>
        )}
        {task.details !== '' && <p class="details">{task.details}</p>}
        {!isJustDone && <TaskOwners item={line.item} />}
        <p class="small quiet tabular">
          {task.created !== null && (
            <WholeFigures>{text.added(task.created.by.name, task.created.at, clock.value)}</WholeFigures>
          )}
          {task.changed !== null && task.wordedApart === undefined && (
            <WholeFigures>{`, ${text.changed(task.changed.by.name, task.changed.at, clock.value)}`}</WholeFigures>
          )}
        </p>
        <WordedApart changes={task.wordedApart} where="task" />
        <p role="status">
          {savedAt !== null && (
            <StateChip kind="device" icon="clock">
              {isJustDone && `${text.actDone}. `}
              {text.savedHere(deviceWord, savedAt, clock.value)}
            </StateChip>
          )}
        </p>
        {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      </div>
      <div class="actions">
        <Button
          kind={isJustDone ? 'ordinary' : 'main'}
          icon={isJustDone ? 'back' : 'tick'}
          about={task.title}
          onPress={() => void onAct(isJustDone ? { type: 'reopen-task' } : { type: 'finish-task', outcome: '' })}
        >
          {isJustDone ? text.undo : text.actDone}
        </Button>
        {!isJustDone && (!isMine || isOffered) && (
          <Button about={task.title} onPress={() => void onAct({ type: 'take-task' })}>
            {isOffered ? text.accept : text.take}
          </Button>
        )}
        {!isJustDone && isMine && (
          <Button about={task.title} onPress={() => void onAct({ type: 'give-task', to: null })}>
            {isOffered ? text.decline : text.giveBack}
          </Button>
        )}
        {!isJustDone && (
          <Button kind="plain" about={task.title} expanded={isOpen} controls={moreId} onPress={() => setOpen(!isOpen)}>
            {isOpen ? text.less : text.more}
          </Button>
        )}
      </div>
      <div id={moreId} hidden={!isOpen || isJustDone}>
        {isOpen && !isJustDone && <TaskMore item={line.item} colleagues={colleagues} onAct={onAct} />}
      </div>
    </div>
  )
}

function TaskHead({ line: { isJustDone, item } }: { readonly line: TaskLine }) {
  const { clock } = useApp()
  const { isOverdue, task } = item
  const isUrgent = task.priority === 'urgent' && !isJustDone
  return (
    <>
      <p class="who">
        <b class="name">{task.title}</b>
        {isUrgent ? (
          <Tag level="high" icon="alert">
            {text.priority.urgent}
          </Tag>
        ) : (
          <Tag level="plain">{text.priority[task.priority]}</Tag>
        )}
      </p>
      <p class="tabular">
        {isOverdue && !isJustDone && task.due !== null ? (
          <Tag level="mid" icon="warning">
            <WholeFigures>{text.overdue(task.due)}</WholeFigures>
          </Tag>
        ) : (
          <WholeFigures>{text.due(task, clock.value)}</WholeFigures>
        )}
      </p>
    </>
  )
}
