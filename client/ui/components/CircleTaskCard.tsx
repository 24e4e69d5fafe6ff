/**
 * One thing a circle has to do: what, by when, who said they will do it, and what
 * can be pressed. Two who said so apart are both named. Done, it stays in its
 * place with undo on the same button.
 */
import { useState } from 'preact/hooks'
import { instantAt } from '../../domain/clock-times.ts'
import { isDay } from '../../domain/dates.ts'
import type { TaskOwner, TaskState } from '../../domain/projections/plan-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { knownAs } from '../../domain/records/who-wrote.ts'
import { useApp } from '../app-context.ts'
import type { TaskAct, TaskLine } from '../models/tasks-model.ts'
import { useShell, useTimes } from '../shell-context.ts'
import { circleTasksText } from '../text/en/circle-tasks.ts'
import { wordProblem } from '../text/en/problems.ts'
import * as enTimes from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { CircleTaskWriting } from './CircleTaskWriting.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'
import { StateChip, Tag } from './StateChip.tsx'

const text = chooseText({ en: circleTasksText })
const times = chooseText({ en: enTimes })

export interface CircleTaskCardProps {
  readonly line: TaskLine
  readonly size: 'big' | 'ordinary'
  readonly onAct: (act: TaskAct) => void
  /** Its words were put right, and the disk has them. */
  readonly onWorded: () => void
}

export function CircleTaskCard({ line, onAct, onWorded, size }: CircleTaskCardProps) {
  const { clock, deviceWord } = useApp()
  const { full } = useTimes()
  const { isJustDone, item, problem, savedAt } = line
  const { isMine, mayWord, task } = item
  const [isWording, setWording] = useState(false)
  const wordingId = `words-${task.taskId}`
  const words = problem === null ? null : wordProblem(problem, deviceWord)
  return (
    <div class={isJustDone ? 'task just-done' : 'task'}>
      <div class="task-words">
        <p class="name">{task.title}</p>
        {task.details !== '' && <p class="details">{task.details}</p>}
        {!isJustDone && <WordedApart item={item} />}
        <Due line={line} />
        {!isJustDone && <Holders owners={task.owners} />}
        {!isJustDone && <Said states={task.states} />}
        <Added line={line} />
        <p role="status">
          {savedAt !== null && (
            <StateChip kind="device" icon="clock">
              {isJustDone && `${text.isDone} `}
              {text.saved(deviceWord, full(savedAt, clock.value))}
            </StateChip>
          )}
        </p>
        {words !== null && <Problem title={words.title} words={words.whatToDo} />}
      </div>
      <div class="actions">
        {!isJustDone && !isMine && (
          <Button kind="main" size={size} about={task.title} onPress={() => onAct({ type: 'take-task' })}>
            {text.take}
          </Button>
        )}
        <Button
          size={size}
          kind={isMine && !isJustDone ? 'main' : 'ordinary'}
          icon={isJustDone ? 'back' : 'tick'}
          about={task.title}
          onPress={() => onAct(isJustDone ? { type: 'reopen-task' } : { type: 'finish-task', outcome: '' })}
        >
          {isJustDone ? text.undo : text.done}
        </Button>
        {!isJustDone && isMine && (
          <Button size={size} about={task.title} onPress={() => onAct({ type: 'give-task', to: null })}>
            {text.leave}
          </Button>
        )}
        {!isJustDone && mayWord === true && (
          <Button
            kind="plain"
            icon="pen"
            size={size}
            about={task.title}
            expanded={isWording}
            controls={wordingId}
            onPress={() => setWording(!isWording)}
          >
            {text.changeWords}
          </Button>
        )}
      </div>
      <div id={wordingId} hidden={!isWording || isJustDone}>
        {isWording && !isJustDone && (
          <CircleTaskWriting
            personId={task.personId}
            task={task}
            size={size}
            onClose={() => setWording(false)}
            onSaved={() => {
              setWording(false)
              onWorded()
            }}
          />
        )}
      </div>
    </div>
  )
}

function Due({ line: { isJustDone, item } }: Pick<CircleTaskCardProps, 'line'>) {
  const { clock } = useApp()
  const { due } = item.task
  if (due === null || !isDay(due)) return null
  const day = times.dayInWords(instantAt(due, '12:00'), clock.value).replace(/^on /, '')
  return (
    <p class="tabular">
      {item.isOverdue && !isJustDone ? (
        <Tag level="mid" icon="warning">
          {text.late(day)}
        </Tag>
      ) : (
        text.by(day)
      )}
    </p>
  )
}

/** What somebody of the circle is called here; null for whoever reads this. */
function useName(): (who: Signature) => string | null {
  const { me } = useShell()
  return ({ as, memberId, name }) =>
    memberId === me.memberId ? null : knownAs({ as, name: me.audience === 'staff' ? name : times.shortName(name) })
}

function Holders({ owners }: { readonly owners: readonly TaskOwner[] }) {
  const { clock } = useApp()
  const { full } = useTimes()
  const nameOf = useName()
  const names = owners.flatMap(({ who }) => nameOf(who) ?? [])
  if (owners.length === 0) return <p>{text.nobody}</p>
  return (
    <>
      {owners.length > 1 && (
        <p class="two-values">
          <Icon name="two-people" />
          <span>
            <b>{text.bothTook(names, names.length < owners.length)}</b> {text.bothTookHint}
          </span>
        </p>
      )}
      {owners.map(({ since, who }) => (
        <p key={who.memberId}>{text.holder(nameOf(who), full(since, clock.value))}</p>
      ))}
    </>
  )
}

/** Written apart, all of the words stand in the title until somebody says what it is. */
function WordedApart({ item: { mayWord, task } }: Pick<TaskLine, 'item'>) {
  const nameOf = useName()
  const { wordedApart } = task
  if (wordedApart === undefined) return null
  const names = wordedApart.flatMap(({ by }) => nameOf(by) ?? [])
  return (
    <p class="two-values">
      <Icon name="two-people" />
      <span>
        <b>{text.wordedApart(names, names.length < wordedApart.length)}</b> {text.wordedApartHint(mayWord === true)}
      </span>
    </p>
  )
}

/** What was said about whether it is done. */
export function Said({ states }: { readonly states: readonly TaskState[] }) {
  const { clock } = useApp()
  const { full } = useTimes()
  const nameOf = useName()
  const isApart = new Set(states.map(({ type }) => type)).size > 1
  return (
    <>
      {isApart && (
        <p class="two-values">
          <Icon name="warning" />
          <b>{text.apart}</b>
        </p>
      )}
      {states.map(({ at, by, type }) => (
        <p key={`${at} ${by.memberId}`}>{text.state(type === 'done', nameOf(by), full(at, clock.value))}</p>
      ))}
    </>
  )
}

function Added({ line: { item } }: Pick<CircleTaskCardProps, 'line'>) {
  const { clock } = useApp()
  const { full } = useTimes()
  const nameOf = useName()
  const { changed, created } = item.task
  return (
    <p class="small quiet">
      {created !== null && text.added(nameOf(created.by), full(created.at, clock.value))}
      {changed !== null && ` ${text.worded(nameOf(changed.by), full(changed.at, clock.value))}`}
    </p>
  )
}
