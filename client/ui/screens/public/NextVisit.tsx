/** My next visit: who, which day, between which hours, and what happens next as the team wrote it. Past times say so. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Face } from '../../components/Face.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NextStepWords } from '../../components/NextStepWords.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import * as enVisit from '../../text/en/next-visit.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { capitalised, chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })
const visits = chooseText({ en: enVisit })

export function NextVisit() {
  const { clock, engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  const { nextVisit, nextSteps, updatedAt } = view
  return (
    <>
      <BarTop aloud={wordAloud(view, clock.value)} />
      <ScreenTitle title={text.nextTitle} />
      {nextVisit === null ? <NoVisit complete={view.complete} /> : <VisitCard visit={nextVisit} />}
      {nextSteps.length > 0 && (
        <section class="stack">
          <h2>{text.whatNext}</h2>
          {nextSteps.slice(0, 3).map((step) => (
            <div class="next-step" key={step.id}>
              <NextStepWords step={step} />
            </div>
          ))}
        </section>
      )}
      {updatedAt !== null && (
        <p class="quiet">
          {text.asOf(`${times.dayInWords(updatedAt, clock.value)} at ${times.clockInWords(updatedAt)}`)}
        </p>
      )}
      <ButtonLink size="big" icon="message" href="/messages">
        {nextVisit === null ? text.askWhen : text.cannotCome}
      </ButtonLink>
      <CallTeam phone={view.phone} />
    </>
  )
}

function VisitCard({ visit }: { readonly visit: enVisit.NextVisitFacts }) {
  const { clock } = useApp()
  const { who, from, to } = visit
  const isPast = to < clock.value
  const day = times.dayInWords(from, clock.value)
  return (
    <section class="card stack">
      <div class="visit-card">
        <Face face={who.face} name={who.name} size="large" />
        <div class="grow">
          <p>{text.nextWho(who.name, who.role)}</p>
          <p class="when">{`${capitalised(day)}, ${visits.hoursInWords(visit)}`}</p>
        </div>
      </div>
      {isPast && (
        <p>
          <b>{text.visitPast}</b> {text.visitPastHint}
        </p>
      )}
    </section>
  )
}

function NoVisit({ complete }: { readonly complete: boolean }) {
  return (
    <p>
      <b>{complete ? text.nextNone : text.visitUnknown}</b> {complete && text.nextNoneHint}
    </p>
  )
}

function wordAloud({ nextVisit, nextSteps, complete }: HomeView, now: Instant): string {
  const visit =
    nextVisit === null ? (complete ? text.nextNone : text.visitUnknown) : visits.visitInWords(nextVisit, now)
  const [step] = nextSteps
  return step === undefined ? visit : `${visit} ${text.whatNext}. ${visits.nextWritten(step, now)} ${step.text}`
}
