/**
 * The first page of somebody looked after: who is coming and when in one sentence, four things
 * to press that never move, what happens next, the team by face, and a phone
 * number where one is known.
 */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Face } from '../../components/Face.tsx'
import { Faces } from '../../components/Faces.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Logo } from '../../components/Logo.tsx'
import { NextStepWords } from '../../components/NextStepWords.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { TalkList } from '../../components/TalkList.tsx'
import { lazyScreen } from '../../lazy-screen.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { circleText } from '../../text/en/circle.ts'
import * as enVisit from '../../text/en/next-visit.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import * as enShell from '../../text/en/shell.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const circles = chooseText({ en: circleText })
const times = chooseText({ en: enTimes })
const { visitInWords } = chooseText({ en: enVisit })
/** About four lines on a phone. */
const clampedFrom = 120
/** Faces on the first page; all of them are on the team's own. */
const onHome = 6
const { appName } = chooseText({ en: enShell })

const ContactAsk = lazyScreen(() => import('../../components/ContactAsk.tsx').then((module) => module.ContactAsk))
const CircleGlance = lazyScreen(() => import('../../components/CircleGlance.tsx').then((module) => module.CircleGlance))
const CircleHome = lazyScreen(() => import('./CircleHome.tsx').then((module) => module.CircleHome))

export function Home() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  if (view.role !== 'patient') return <CircleHome view={view} />
  return (
    <>
      <Door view={view} />
      <Four unread={view.unread} />
      <ContactAsk />
      <NextStep view={view} />
      <CallTeam phone={view.phone} />
      <Circles view={view} />
      <Team view={view} />
      <ButtonLink size="big" icon="eye" href="/who">
        {circles.whoLink}
      </ButtonLink>
    </>
  )
}

function Door({ view }: { readonly view: HomeView }) {
  const { clock } = useApp()
  const { nextVisit, name } = view
  return (
    <header class="door">
      <div class="row between">
        <span class="row">
          <Logo name={appName} />
          <b>{appName}</b>
        </span>
        <ButtonLink icon="text-size" href="/text-size">
          {text.textSize}
        </ButtonLink>
      </div>
      <div class="coming">
        {nextVisit !== null && <Face face={nextVisit.who.face} name={nextVisit.who.name} />}
        <div>
          <p>{text.greeting(times.partOfDay(clock.value), times.shortName(name))}</p>
          <ScreenTitle title={wordVisit(view, clock.value)} tabTitle={appName} />
        </div>
      </div>
    </header>
  )
}

function wordVisit({ nextVisit, complete }: HomeView, now: Instant): string {
  if (nextVisit === null) return complete ? text.noVisitKnown : text.visitUnknown
  return visitInWords(nextVisit, now)
}

/** In one order, always; a new message adds words under its own button and moves nothing above it. */
function Four({ unread }: { readonly unread: number }) {
  return (
    <nav class="four" aria-label={text.whatToDo}>
      <ButtonLink kind="stop" size="big" icon="lungs" href="/worse">
        {text.worse}
      </ButtonLink>
      <ButtonLink size="big" icon="message" href="/messages">
        {text.message}
        {unread > 0 && <span class="new">{text.newMessages(unread)}</span>}
      </ButtonLink>
      <ButtonLink size="big" icon="pill" href="/medicines">
        {text.medicines}
      </ButtonLink>
      <ButtonLink size="big" icon="calendar" href="/next">
        {text.next}
      </ButtonLink>
    </nav>
  )
}

function NextStep({ view }: { readonly view: HomeView }) {
  const [newest] = view.nextSteps
  if (newest === undefined) return null
  return (
    <section class="next-step">
      <h2>{text.whatNext}</h2>
      <NextStepWords step={newest} isShort />
      {newest.text.length > clampedFrom && (
        <a class="link" href="/next">
          {text.readAll}
        </a>
      )}
    </section>
  )
}

/** Conversations beside her own with the team, and what people will do for her. */
function Circles({ view }: { readonly view: HomeView }) {
  const rows = view.threads.filter(({ kind }) => kind === 'circle')
  const personId = rows[0]?.personId ?? null
  if (rows.length === 0) return null
  return (
    <>
      <section aria-label={circles.talks}>
        <TalkList rows={rows} />
      </section>
      {personId !== null && <CircleGlance personId={personId} about={null} isHers />}
    </>
  )
}

/** Who is on today, once the team has said; until then those who wrote to her. */
function Team({ view }: { readonly view: HomeView }) {
  const { card, team } = view
  if (card === null && team.length === 0) return null
  const onToday = card?.onToday ?? []
  return (
    <section aria-label={text.yourTeam} class="stack">
      {onToday.length > 0 && <h2>{circles.onToday}</h2>}
      <Faces people={onToday.length > 0 ? onToday.slice(0, onHome) : team} />
      {card !== null && (
        <a class="link" href="/team-card">
          {circles.seeTeam}
        </a>
      )}
    </section>
  )
}
