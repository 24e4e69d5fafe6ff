/** Your team: who is on today, everybody by face, when they work and whom to ask. As the team published it, with its date. */
import type { HomeView, TeamCardView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Faces } from '../../components/Faces.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { useShell } from '../../shell-context.ts'
import { circleText } from '../../text/en/circle.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: circleText })
const words = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })

export function TeamCard() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.teamTitle} />
      {view.card === null ? <NoCard view={view} /> : <Card card={view.card} view={view} />}
      <CallTeam phone={view.phone} />
    </>
  )
}

/** Those who wrote to her are known all the same. */
function NoCard({ view }: { readonly view: HomeView }) {
  return (
    <>
      <EmptyState icon="people" title={text.teamNoCard}>
        <p>{text.teamNoCardHint}</p>
      </EmptyState>
      {view.team.length > 0 && <Faces people={view.team} large />}
    </>
  )
}

function Card({ card, view }: { readonly card: TeamCardView; readonly view: HomeView }) {
  const { asks, hours, members, onToday } = card
  const on = new Set(onToday?.map(({ memberId }) => memberId))
  const others = members.filter(({ memberId }) => !on.has(memberId))
  return (
    <>
      <section class="stack">
        <h2>{text.onToday}</h2>
        {onToday === null && <p>{text.onTodayUnknown}</p>}
        {onToday?.length === 0 && <p>{text.onTodayNobody}</p>}
        {onToday !== null && onToday.length > 0 && <Faces people={onToday} large />}
      </section>
      {hours !== null && (
        <section>
          <h2>{text.hours}</h2>
          <p>{hours}</p>
        </section>
      )}
      {asks.length > 0 && (
        <section>
          <h2>{text.askWhom}</h2>
          <dl class="asks">
            {asks.map(({ about, who }) => (
              <div key={about}>
                <dt>{about}</dt>
                <dd>{who}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {others.length > 0 && (
        <section class="stack">
          <h2>{on.size === 0 ? text.wholeTeam : text.alsoTeam}</h2>
          <Faces people={others} large />
        </section>
      )}
      <AsOf card={card} view={view} />
    </>
  )
}

function AsOf({ card, view }: { readonly card: TeamCardView; readonly view: HomeView }) {
  const { clock } = useApp()
  const isOffline = useShell().pill.pill.value?.type === 'no-signal'
  const when = (at: TeamCardView['publishedAt']) => `${times.dayInWords(at, clock.value)} ${times.clockInWords(at)}`
  return (
    <p>
      {text.publishedAt(when(card.publishedAt))}
      {isOffline && view.updatedAt !== null && ` ${words.asOf(when(view.updatedAt))}`}
    </p>
  )
}
