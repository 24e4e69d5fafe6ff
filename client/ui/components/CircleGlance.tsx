/** On the public's first page: what a circle has to do, at a glance, and the way to the list. Fetched after that page. */
import type { Signature } from '../../domain/records/signature.ts'
import { knownAs } from '../../domain/records/who-wrote.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { useShell } from '../shell-context.ts'
import { circleTasksText } from '../text/en/circle-tasks.ts'
import * as enTimes from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { Icon } from './Icon.tsx'

const text = chooseText({ en: circleTasksText })
const times = chooseText({ en: enTimes })

/** As many as are read in a few seconds; the list has all. */
const atAGlance = 3

export interface CircleGlanceProps {
  readonly personId: string
  /** What the person is called; null while that is not known. */
  readonly about: string | null
  readonly isHers: boolean
}

export function CircleGlance({ about, isHers, personId }: CircleGlanceProps) {
  const { engine } = useApp()
  const { me } = useShell()
  const model = useModel(() => watchQuery(engine, 'tasks', { who: 'circle', personId }), [engine, personId])
  const view = model.view.value
  if (view === undefined) return null
  const { complete, open } = view
  const id = `circle-glance-${personId}`
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{text.title(isHers ? 'herself' : 'circle', about)}</h2>
      {open.length === 0 && <p>{complete ? text.none : text.onItsWay}</p>}
      {open.length > 0 && (
        <ul class="glance">
          {open.slice(0, atAGlance).map(({ task }) => (
            <li key={task.taskId}>
              <b>{task.title}</b>
              <span class="glance-who">
                {task.owners.length > 1 && <Icon name="two-people" />}
                <span>{wordHolders(task.owners.map(({ who }) => who))}</span>
              </span>
            </li>
          ))}
          {open.length > atAGlance && <li>{text.more(open.length - atAGlance)}</li>}
        </ul>
      )}
      <ButtonLink size="big" icon="tick" href="/circle-tasks">
        {text.seeAll}
      </ButtonLink>
    </section>
  )

  function wordHolders(holders: readonly Signature[]): string {
    const others = holders
      .filter(({ memberId }) => memberId !== me.memberId)
      .map(({ as, name }) => knownAs({ as, name: times.shortName(name) }))
    if (holders.length === 0) return text.nobody
    if (holders.length > 1) return text.bothTook(others, others.length < holders.length)
    return text.who(others[0] ?? null)
  }
}
