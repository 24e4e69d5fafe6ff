/**
 * The first page of family and of associates: what was shared with them, their
 * conversations with who can read each, the team. Nothing of care, and no hint
 * of what there might be.
 */
import type { HomeView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { CircleGlance } from '../../components/CircleGlance.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Ended } from '../../components/Ended.tsx'
import { Face } from '../../components/Face.tsx'
import { Faces } from '../../components/Faces.tsx'
import { Logo } from '../../components/Logo.tsx'
import { NextStepWords } from '../../components/NextStepWords.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { SinceLooked } from '../../components/SinceLooked.tsx'
import { TalkList } from '../../components/TalkList.tsx'
import { circleText } from '../../text/en/circle.ts'
import * as enVisit from '../../text/en/next-visit.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { sharingText } from '../../text/en/sharing.ts'
import * as enShell from '../../text/en/shell.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: circleText })
const words = chooseText({ en: publicText })
const see = chooseText({ en: sharingText })
const times = chooseText({ en: enTimes })
const { visitInWords } = chooseText({ en: enVisit })
const { appName } = chooseText({ en: enShell })

export function CircleHome({ view }: { readonly view: HomeView }) {
  const isFamily = view.role === 'family'
  return (
    <>
      <Door view={view} />
      {isFamily && <Ended told={view.told} called={view.about ?? text.them} />}
      {isFamily && <Shared view={view} />}
      {isFamily && <SinceLooked />}
      <nav class="four" aria-label={text.whatToDo}>
        {isFamily && (
          <>
            <ButtonLink kind="stop" size="big" icon="alert" href="/worse">
              {text.worried}
            </ButtonLink>
            <ButtonLink size="big" icon="message" href="/messages">
              {text.message}
              {view.unread > 0 && <span class="new">{words.newMessages(view.unread)}</span>}
            </ButtonLink>
          </>
        )}
        <ButtonLink size="big" icon="people" href="/team-card">
          {text.team}
        </ButtonLink>
      </nav>
      <ToDo view={view} />
      <Talks view={view} />
      {isFamily && (
        <a class="link" href="/see">
          {see.seeTitle}
        </a>
      )}
      {view.card?.onToday != null && view.card.onToday.length > 0 && (
        <section class="stack">
          <h2>{text.onToday}</h2>
          <Faces people={view.card.onToday} />
        </section>
      )}
      <CallTeam phone={view.phone} />
    </>
  )
}

function Door({ view }: { readonly view: HomeView }) {
  const { clock } = useApp()
  const about = aboutWhom(view)
  const family = about === null ? text.todayForFamily : text.todayFor(about)
  return (
    <header class="door">
      <div class="row between">
        <span class="row">
          <Logo name={appName} />
          <b>{appName}</b>
        </span>
        <ButtonLink icon="text-size" href="/text-size">
          {words.textSize}
        </ButtonLink>
      </div>
      <div class="coming">
        <div>
          <p>{words.greeting(times.partOfDay(clock.value), times.shortName(view.name))}</p>
          <ScreenTitle title={view.role === 'family' ? family : text.yourCircles} tabTitle={appName} />
        </div>
      </div>
    </header>
  )
}

/** One name, where all conversations are about one person: two people are never mixed in one title. */
function aboutWhom({ about, threads }: HomeView): string | null {
  const names = new Set([...threads.map((row) => row.about), about ?? null].filter((name) => name !== null))
  const [name] = names
  return names.size === 1 ? (name ?? null) : null
}

/** Who came, who comes, what happens next: as far as it is shared, and never silent about what is not known. */
function Shared({ view }: { readonly view: HomeView }) {
  const { clock } = useApp()
  const { complete, lastVisit = null, nextSteps, told, updatedAt } = view
  const [newest] = nextSteps
  const isShown = told?.on.includes('visits') === true
  const hasEnded = told !== undefined && told.ended.length > 0
  return (
    <section class="stack family-visits">
      {isShown || view.nextVisit !== null ? (
        <Visits view={view} last={lastVisit} />
      ) : (
        !hasEnded && (
          <p>
            <b>{complete ? text.visitNotShared : text.stillComing}</b>{' '}
            {complete && text.visitNotSharedHint(aboutWhom(view))}
          </p>
        )
      )}
      {newest !== undefined && (
        <div class="next-step">
          <h2>{words.whatNext}</h2>
          <NextStepWords step={newest} />
        </div>
      )}
      {updatedAt !== null && (
        <p>{words.asOf(`${times.dayInWords(updatedAt, clock.value)} ${times.clockInWords(updatedAt)}`)}</p>
      )}
    </section>
  )
}

interface VisitsProps {
  readonly view: HomeView
  readonly last: NonNullable<HomeView['lastVisit']> | null
}

function Visits({ last, view: { nextVisit } }: VisitsProps) {
  const { clock } = useApp()
  return (
    <>
      {nextVisit === null ? (
        <p>
          <b>{text.noNext}</b>
        </p>
      ) : (
        <div class="visit-card">
          <Face face={nextVisit.who.face} name={nextVisit.who.name} />
          <p class="grow">
            <b>{visitInWords(nextVisit, clock.value)}</b>
          </p>
        </div>
      )}
      {last !== null && (
        <div class="visit-card came">
          <Face face={last.who.face} name={last.who.name} size="small" />
          <p class="grow">{text.lastVisit(last.who.name, last.who.role, times.dayInWords(last.at, clock.value))}</p>
        </div>
      )}
    </>
  )
}

/** One a person: what two people's circles have to do is never mixed. */
function ToDo({ view: { threads } }: { readonly view: HomeView }) {
  return (
    <>
      {threads.map(
        ({ about, kind, personId }) =>
          kind === 'circle' &&
          personId !== null && <CircleGlance key={personId} personId={personId} about={about} isHers={false} />,
      )}
    </>
  )
}

function Talks({ view }: { readonly view: HomeView }) {
  return (
    <section class="stack">
      <h2>{text.talks}</h2>
      {view.threads.length > 0 ? (
        <TalkList rows={view.threads} />
      ) : (
        <EmptyState icon="message" title={view.complete ? text.noTalks : text.stillComing}>
          {view.complete && <p>{text.noTalksHint}</p>}
        </EmptyState>
      )}
    </section>
  )
}
