/**
 * Who is where today: nobody's visits first, then each colleague's. A visit is
 * given to somebody else by a picker, moved or called off, and each of these is
 * taken back by one press. What a colleague may not have received is said.
 */
import { instantAt } from '../../../domain/clock-times.ts'
import { addDays, dayOf, isDay } from '../../../domain/dates.ts'
import type { TeamRound, TeamView, TeamVisit } from '../../../engine-api/team-views.ts'
import { useApp } from '../../app-context.ts'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Face } from '../../components/Face.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PlanningSaid } from '../../components/PlanningSaid.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { type PlanningProps, VisitPlanning, visitName } from '../../components/VisitPlanning.tsx'
import { backAct } from '../../models/plan-acts.ts'
import { useModel } from '../../models/use-model.ts'
import { usePlanning } from '../../models/use-planning.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { readByText } from '../../text/en/read-by.ts'
import { teamText } from '../../text/en/team.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: teamText })
const readBy = chooseText({ en: readByText })

export function Team({ date: asked }: { readonly date?: string | undefined }) {
  const { clock, engine } = useApp()
  const today = dayOf(clock.value)
  const date = asked !== undefined && isDay(asked) ? asked : today
  const model = useModel(() => watchQuery(engine, 'team', { date }), [engine, date])
  const view = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.visits} />}>
        {view !== undefined && text.line(instantAt(date, '12:00'), countOf(view))}
      </Top>
      <nav class="inside actions" aria-label={text.days}>
        <ButtonLink href={pathOf(addDays(date, -1), today)} about={text.dayBefore}>
          {text.before}
        </ButtonLink>
        {date !== today && <ButtonLink href="/team">{text.today}</ButtonLink>}
        <ButtonLink href={pathOf(addDays(date, 1), today)} about={text.dayAfter}>
          {text.after}
        </ButtonLink>
        <ButtonLink icon="plus" href="/plan-visit">
          {text.plan}
        </ButtonLink>
        <a class="link" href="/team-settings">
          {text.settings}
        </a>
        <DevicesLink />
        <a class="link" href="/rounds">
          {text.roundsLink}
        </a>
      </nav>
      <div class="inside stack reading">{view === undefined ? <Loading /> : <Day view={view} />}</div>
    </>
  )
}

/** With how much waits for this administrator's yes. */
function DevicesLink() {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  const isMine = view?.may === 'manage'
  const waits = isMine ? view.proposals.filter((each) => each.state === 'open' && !each.isMine).length : 0
  return (
    <a class="link" href="/team-devices">
      {text.devices}
      {waits > 0 && ` · ${text.devicesWait(waits)}`}
    </a>
  )
}

function pathOf(date: string, today: string): string {
  return routeToPath(date === today ? { name: 'team' } : { name: 'team', date })
}

function countOf({ rounds, unassigned }: TeamView): number {
  const all = [...unassigned, ...rounds.flatMap(({ visits }) => visits)]
  return new Set(all.map(({ visit }) => visit.visitId)).size
}

function Day({ view }: { readonly view: TeamView }) {
  const planning = usePlanning()
  const props = { colleagues: view.rounds, onAct: planning.onAct }
  return (
    <>
      {!view.complete && (
        <p class="strip" role="status">
          {text.gettingReady}
        </p>
      )}
      <PlanningSaid {...planning} />
      {view.complete && countOf(view) === 0 && <EmptyState icon="door" title={text.nobodyHere} />}
      {view.unassigned.length > 0 && (
        <section class="stack" aria-label={text.nobodys}>
          <h2>{text.nobodys}</h2>
          <Visits visits={view.unassigned} {...props} />
        </section>
      )}
      {view.rounds.map((round) => (
        <Round key={round.memberId} round={round} {...props} />
      ))}
      {view.off.length > 0 && <Off visits={view.off} onAct={planning.onAct} />}
    </>
  )
}

type PlanningWith = Pick<PlanningProps, 'colleagues' | 'onAct'>

function Visits({ visits, ...props }: PlanningWith & { readonly visits: readonly TeamVisit[] }) {
  return (
    <div class="card list">
      <ul>
        {visits.map((visit) => (
          <VisitPlanning key={visit.visit.visitId} visit={visit} {...props} />
        ))}
      </ul>
    </div>
  )
}

function Round({ round, ...props }: PlanningWith & { readonly round: TeamRound }) {
  const { clock } = useApp()
  const { isMe, visits, who } = round
  const name = who?.name ?? text.unknownColleague
  const seen = text.lastSeen(round, clock.value)
  return (
    <section class="stack" aria-label={name}>
      <div class="section-head">
        <h2>
          {name}
          {isMe && ` (${text.me})`}
        </h2>
        <p class="quiet">{[who?.role ?? '', text.visits(visits.length)].filter((words) => words !== '').join(' · ')}</p>
      </div>
      <div class="round-line">
        {who !== null && <Face face={who.face} name={who.name} size="small" />}
        {seen !== '' && <p class="small quiet tabular">{seen}</p>}
      </div>
      {visits.length > 0 && <Visits visits={visits} {...props} />}
    </section>
  )
}

function Off({ onAct, visits }: { readonly visits: readonly TeamVisit[]; readonly onAct: PlanningProps['onAct'] }) {
  return (
    <section class="stack" aria-label={text.off}>
      <h2>{text.off}</h2>
      <div class="card list">
        <ul>
          {visits.map((visit) => {
            const [change] = visit.visit.changes ?? []
            const name = visitName(visit)
            return (
              <li key={visit.visit.visitId} class="planned">
                <p class="time tabular">{text.time(visit.visit.from, visit.visit.to, visit.visit.window)}</p>
                <div>
                  <p class="name">{name}</p>
                  {change !== undefined && (
                    <p class="small quiet">{text.offBecause(change.author?.name ?? '', change.reason)}</p>
                  )}
                </div>
                <Button about={name} onPress={() => onAct(backAct(visit), text.isBack(name), null)}>
                  {text.putBack}
                </Button>
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
