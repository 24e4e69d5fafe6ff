/**
 * The public's first page: who is coming and when in one sentence, four things
 * to press that never move, what happens next, the team by face, and a phone
 * number where one is known.
 */
import type { HomeView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Face } from '../../components/Face.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Logo } from '../../components/Logo.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import * as enShell from '../../text/en/shell.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })
/** About four lines on a phone. */
const clampedFrom = 120
const { appName } = chooseText({ en: enShell })

export function Home() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return (
    <>
      <Door view={view} />
      <Four unread={view.unread} />
      <NextStep view={view} />
      <CallTeam phone={view.phone} />
      <Team view={view} />
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

function wordVisit({ nextVisit, complete }: HomeView, now: Parameters<typeof times.partOfDay>[0]): string {
  if (nextVisit === null) return complete ? text.noVisitKnown : text.visitUnknown
  const { who, from, to } = nextVisit
  const say = to < now ? text.wasDue : text.coming
  return say(times.shortName(who.name), times.dayInWords(from, now), times.windowInWords(from, to))
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
      <p class="clamped">{newest.text}</p>
      {newest.text.length > clampedFrom && (
        <a class="link" href="/next">
          {text.readAll}
        </a>
      )}
    </section>
  )
}

function Team({ view }: { readonly view: HomeView }) {
  if (view.team.length === 0) return null
  return (
    <section aria-label={text.yourTeam}>
      <ul class="faces">
        {view.team.map(({ face, memberId, name, role }) => (
          <li key={memberId}>
            <Face face={face} name={name} />
            <span>
              <b>{times.shortName(name)}</b>
              {role}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
