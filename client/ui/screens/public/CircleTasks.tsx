/** What the circles have to do that this phone is in: one list a person, never mixed, with who can read it above. */
import type { ThreadListRow } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { CircleTaskList } from '../../components/CircleTaskList.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import * as enCircle from '../../text/en/circle.ts'
import { circleTasksText } from '../../text/en/circle-tasks.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: circleTasksText })
const circles = chooseText({ en: enCircle })

export function CircleTasks() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  const rows = view.threads.filter(({ kind }) => kind === 'circle')
  const [only] = rows.length === 1 ? rows : []
  const reader = view.role === 'patient' ? 'herself' : 'circle'
  return (
    <>
      <BarTop />
      <ScreenTitle title={only === undefined ? text.pageTitle : text.title(reader, only.about)} />
      {rows.length === 0 && (
        <EmptyState icon="people" title={view.complete ? text.noCircle : text.onItsWay}>
          {view.complete && <p>{text.noCircleHint}</p>}
        </EmptyState>
      )}
      {rows.map((row) => (
        <Circle key={row.threadId} row={row} title={only === undefined ? text.title(reader, row.about) : null} />
      ))}
    </>
  )
}

/** `title`: where several lists stand on the page; one alone is what the page is called. */
function Circle({ row, title }: { readonly row: ThreadListRow; readonly title: string | null }) {
  if (row.personId === null) return null
  return (
    <section class="stack" aria-label={title ?? text.list}>
      {title !== null && <h2>{title}</h2>}
      <p>{text.hint}</p>
      <p class="circle-readers">
        <Icon name="eye" />
        <span>{circles.whoReads(row)}</span>
      </p>
      <CircleTaskList personId={row.personId} size="big" />
    </section>
  )
}
