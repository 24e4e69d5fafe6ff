/**
 * What is with a colleague, to be handed on before they go or after they have
 * gone: tasks, conversations, visits of two weeks, and whose named nurse they
 * are. Each is given to somebody else where it stands. What they decided of late
 * stands beside it, with where to read on. Rules HO282 and DL337.
 */
import type { ComponentChildren } from 'preact'
import { instantAt } from '../../../domain/clock-times.ts'
import { addDays, dayOf } from '../../../domain/dates.ts'
import { formatPlainName } from '../../../domain/names.ts'
import type { PersonListRow, ThreadListRow } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PlanningSaid } from '../../components/PlanningSaid.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { TaskCard } from '../../components/TaskCard.tsx'
import { ThreadRow } from '../../components/ThreadRow.tsx'
import { Top } from '../../components/Top.tsx'
import { VisitPlanning } from '../../components/VisitPlanning.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { createTasksModel } from '../../models/tasks-model.ts'
import { useModel } from '../../models/use-model.ts'
import { usePlanning } from '../../models/use-planning.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { decidedText } from '../../text/en/decided.ts'
import { handoverText } from '../../text/en/handover.ts'
import { dateOf, dayAndDate } from '../../text/en/times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: handoverText })
const decided = chooseText({ en: decidedText })

const daysAhead = 14

interface HandoverProps {
  readonly memberId: string
}

export function Handover({ memberId }: HandoverProps) {
  const { engine, page } = useApp()
  const team = useModel(() => watchQuery(engine, 'team-devices', {}), [engine]).view.value
  const member = team?.members.find((each) => each.memberId === memberId)
  if (team === undefined) return <Loading />
  if (member === undefined)
    return (
      <>
        <Top title={text.unknown} />
        <div class="inside">
          <EmptyState icon="people" title={text.notHere}>
            <WayBack />
          </EmptyState>
        </div>
      </>
    )
  const name = member.who?.name ?? text.unknown
  return (
    <>
      <Top title={member.isMe ? text.mine : text.title(name)} readBy={<ReadBy />}>
        {text.onlyHere}
      </Top>
      <div class="inside stack reading">
        <Tasks memberId={memberId} />
        <Talks memberId={memberId} />
        <Visits memberId={memberId} />
        <NurseOf name={name} />
        <Decided memberId={memberId} />
        <p>{text.stays(name)}</p>
        <div class="actions">
          <Button onPress={page.print}>{text.print}</Button>
          <WayBack />
        </div>
      </div>
    </>
  )
}

function WayBack() {
  return (
    <a class="link" href={routeToPath({ name: 'team-devices' })}>
      {text.back}
    </a>
  )
}

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly count: number
  readonly complete: boolean
  readonly children?: ComponentChildren
}

/** Nothing is called nothing while part of it may be on its way. */
function Section({ children, complete, count, id, title }: SectionProps) {
  return (
    <section class="stack" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {complete && <p class="quiet tabular">{count}</p>}
      </div>
      {!complete && <p class="strip">{text.incomplete}</p>}
      {count === 0 ? complete && <p>{text.none}</p> : children}
    </section>
  )
}

function Tasks({ memberId }: HandoverProps) {
  const app = useApp()
  const model = useModel(() => createTasksModel(app, { who: 'team' }), [app.engine])
  const view = model.view.value
  const lines = model.open.value.filter(({ item }) => item.task.owners.some(({ who }) => who.memberId === memberId))
  return (
    <Section id="handover-tasks" title={text.tasks} count={lines.length} complete={view?.complete ?? false}>
      <div class="card list">
        <ul>
          {lines.map((line) => (
            <li key={line.item.task.taskId}>
              <TaskCard
                line={line}
                colleagues={view?.colleagues ?? []}
                showPerson
                onAct={(act) => model.act(line.item, act)}
              />
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}

function Talks({ memberId }: HandoverProps) {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'threads', {}), [engine]).view.value
  const isTheirs = ({ care }: ThreadListRow) => care?.owners.some(({ who }) => who.memberId === memberId) === true
  const rows = view?.rows.filter(isTheirs) ?? []
  return (
    <Section id="handover-talks" title={text.talks} count={rows.length} complete={view !== undefined}>
      <p class="small quiet">{text.openTalk}</p>
      <div class="card list">
        {rows.map((row) => (
          <ThreadRow key={row.threadId} row={row} />
        ))}
      </div>
    </Section>
  )
}

function Visits({ memberId }: HandoverProps) {
  const { clock, engine } = useApp()
  const today = dayOf(clock.value)
  const planning = usePlanning()
  const models = useModel(() => watchDays(engine, today), [engine, today])
  const days = models.watches.map(({ day, view }) => {
    const { complete = false, rounds = [] } = view.value ?? {}
    const visits = rounds.filter((round) => round.memberId === memberId).flatMap((round) => round.visits)
    return { day, complete, rounds, visits }
  })
  const count = days.reduce((sum, { visits }) => sum + visits.length, 0)
  const isComplete = days.every(({ complete }) => complete)
  return (
    <Section id="handover-visits" title={text.visits} count={count} complete={isComplete}>
      <PlanningSaid {...planning} />
      {days.map(
        ({ day, rounds, visits }) =>
          visits.length > 0 && (
            <div key={day} class="stack">
              <h3>
                <WholeFigures>{dayAndDate(instantAt(day, '12:00'))}</WholeFigures>
              </h3>
              <div class="card list">
                <ul>
                  {visits.map((visit) => (
                    <VisitPlanning key={visit.visit.visitId} visit={visit} colleagues={rounds} onAct={planning.onAct} />
                  ))}
                </ul>
              </div>
            </div>
          ),
      )}
    </Section>
  )
}

function watchDays(engine: Parameters<typeof watchQuery>[0], today: ReturnType<typeof dayOf>) {
  const days = Array.from({ length: daysAhead }, (_, index) => addDays(today, index))
  const watches = days.map((day) => ({ day, ...watchQuery(engine, 'team', { date: day }) }))
  return {
    watches,
    dispose: () => {
      for (const { dispose } of watches) dispose()
    },
  }
}

/** By name, as the team's list has it. */
function NurseOf({ name }: { readonly name: string }) {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'people', { search: '' }), [engine]).view.value
  const rows = view?.rows.filter(({ person }: PersonListRow) => person.namedNurse === name) ?? []
  return (
    <Section id="handover-nurse" title={text.nurse} count={rows.length} complete={view !== undefined}>
      <div class="card list">
        <ul class="parts">
          {rows.map(({ person }) => (
            <li key={person.personId} class="part">
              <b>{formatPlainName(person.name)}</b>
              <a class="link" href={routeToPath({ name: 'details', personId: person.personId })}>
                {text.openDetails}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}

function Decided({ memberId }: HandoverProps) {
  const { engine } = useApp()
  const view = useModel(() => watchQuery(engine, 'decided-by', { memberId }), [engine, memberId]).view.value
  const { complete = false, elsewhere = 0, items = [] } = view ?? {}
  return (
    <Section id="handover-decided" title={decided.lately} count={items.length + elsewhere} complete={complete}>
      <div class="card list" hidden={items.length === 0}>
        <ul class="parts">
          {items.map(({ at, id, person, personId, what, why }) => (
            <li key={id} class="part">
              <div>
                <p>
                  <b>{person === null ? text.unknownPerson : formatPlainName(person.name)}</b>{' '}
                  <span class="quiet tabular">
                    <WholeFigures>{dateOf(at)}</WholeFigures>
                  </span>
                </p>
                <p class="words">{what}</p>
                {why !== '' && (
                  <p class="words">
                    <b>{decided.why}</b> {why}
                  </p>
                )}
              </div>
              <a class="link" href={routeToPath({ name: 'decided', personId })}>
                {decided.readOn}
              </a>
            </li>
          ))}
        </ul>
      </div>
      {elsewhere > 0 && <p class="small quiet">{decided.elsewhere(elsewhere)}</p>}
    </Section>
  )
}
