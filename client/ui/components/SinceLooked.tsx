/** To family: what is new since she last looked on this phone, or that nothing is. The first time nothing is said. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import { useApp } from '../app-context.ts'
import { createLookModel, type News, newsSince } from '../models/look-model.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import * as en from '../text/en/circle.ts'
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

export function SinceLooked() {
  const app = useApp()
  const model = useModel(() => {
    const home = watchQuery(app.engine, 'home', {})
    const look = createLookModel(home.view, app)
    return {
      view: home.view,
      last: look.last,
      dispose: () => {
        look.dispose()
        home.dispose()
      },
    }
  }, [app])
  const view = model.view.value
  const last = model.last.value
  const now = app.clock.value
  if (view?.complete !== true || last === undefined || last === null) return null
  const news = newsSince(last, view, now)
  const when = `${times.dayInWords(last.at, now)} ${times.clockInWords(last.at)}`
  if (news.length === 0) return <p class="quiet">{text.circleText.nothingNew(when)}</p>
  return (
    <section class="stack since-looked" aria-labelledby="since-looked">
      <h2 id="since-looked">{text.circleText.newSince(when)}</h2>
      <ul>
        {news.map((item) => (
          <li key={wordKey(item)}>
            <Item item={item} view={view} />
          </li>
        ))}
      </ul>
    </section>
  )
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
