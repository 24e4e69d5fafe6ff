/** To family: what is new since she last looked on this phone, or that nothing is. The first time nothing is said. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { knownAs } from '../../domain/records/who-wrote.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import { useApp } from '../app-context.ts'
import { watchCircleLists } from '../models/circle-lists.ts'
import { createLookModel, type News, newsSince } from '../models/look-model.ts'
import { type TaskNews, tasksSince } from '../models/tasks-since.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { useShell } from '../shell-context.ts'
import * as en from '../text/en/circle.ts'
import { circleTasksText } from '../text/en/circle-tasks.ts'
import * as enVisit from '../text/en/next-visit.ts'
import { publicText } from '../text/en/public.ts'
import * as enTimes from '../text/en/public-times.ts'
import * as enSharing from '../text/en/sharing.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })
const words = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })
const visits = chooseText({ en: enVisit })
const sharing = chooseText({ en: enSharing })
const list = chooseText({ en: circleTasksText })

/** As many as are read in a few seconds; the list has all. */
const tasksAtOnce = 5

export function SinceLooked() {
  const app = useApp()
  const { me } = useShell()
  const model = useModel(() => {
    const home = watchQuery(app.engine, 'home', {})
    const circles = watchCircleLists(app.engine, home.view)
    const look = createLookModel(home.view, circles.lists, app)
    return {
      view: home.view,
      lists: circles.lists,
      last: look.last,
      dispose: () => {
        look.dispose()
        circles.dispose()
        home.dispose()
      },
    }
  }, [app])
  const view = model.view.value
  const last = model.last.value
  const now = app.clock.value
  const lists = model.lists.value
  if (view?.complete !== true || lists === undefined || last === undefined || last === null) return null
  const news = newsSince(last, view, now)
  const ofTasks = tasksSince(last.tasks, lists, me.memberId)
  const when = `${times.dayInWords(last.at, now)} ${times.clockInWords(last.at)}`
  if (news.length + ofTasks.length === 0) return <p class="quiet">{text.circleText.nothingNew(when)}</p>
  return (
    <section class="stack since-looked" aria-labelledby="since-looked">
      <h2 id="since-looked">{text.circleText.newSince(when)}</h2>
      <ul>
        {news.map((item) => (
          <li key={wordKey(item)}>
            <Item item={item} view={view} />
          </li>
        ))}
        {ofTasks.slice(0, tasksAtOnce).map((item) => (
          <li key={`${item.type} ${item.task.taskId}`}>{wordTask(item)}</li>
        ))}
        {ofTasks.length > tasksAtOnce && <li>{list.moreNews(ofTasks.length - tasksAtOnce)}</li>}
      </ul>
    </section>
  )
}

function wordTask({ about, task: { title }, type, who }: TaskNews): string {
  const names = who.map(({ as, name }) => knownAs({ as, name: times.shortName(name) }))
  return list[type === 'new' ? 'newTask' : type === 'taken' ? 'newTaken' : 'newDone'](title, about, names)
}

function wordKey(item: News): string {
  if (item.type === 'messages') return item.row.threadId
  return item.type === 'shared' ? `shared ${item.kind}` : item.type
}

function Item({ item, view }: { readonly item: News; readonly view: HomeView }) {
  const { clock } = useApp()
  if (item.type === 'messages') {
    const count = words.newMessages(item.row.unread)
    return (
      <a class="link" href={`/thread/${encodeURIComponent(item.row.threadId)}`}>
        {text.circleText.newIn(count, text.talkTitle(item.row))}
      </a>
    )
  }
  return <>{wordNews(item, view, clock.value)}</>
}

function wordNews(item: Exclude<News, { readonly type: 'messages' }>, view: HomeView, now: Instant): string {
  const { lastVisit, nextSteps, nextVisit } = view
  switch (item.type) {
    case 'visit':
      return nextVisit === null ? '' : visits.visitInWords(nextVisit, now)
    case 'visit-gone':
      return text.circleText.visitGone
    case 'came':
      if (lastVisit == null) return ''
      return text.circleText.lastVisit(lastVisit.who.name, lastVisit.who.role, times.dayInWords(lastVisit.at, now))
    case 'step':
      return text.circleText.newStep(times.shortName(nextSteps[0]?.author.name ?? ''))
    case 'shared':
      return text.circleText.newShared(sharing.sees(item.kind, view.about ?? text.circleText.them))
  }
}
