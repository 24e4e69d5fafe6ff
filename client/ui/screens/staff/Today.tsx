/**
 * Today: who is next, in visit order, on one screen that works without signal.
 * The next visit stands beside the list (above it on a tall screen); each row
 * leads to that person's record.
 */
import { dayOf } from '../../../domain/dates.ts'
import { formatPlainName } from '../../../domain/names.ts'
import type { TodayView, TodayVisit, WarningItem } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { ApartFacts } from '../../components/ApartSides.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FirstSteps } from '../../components/FirstSteps.tsx'
import { Handed } from '../../components/Handed.tsx'
import { HeldWaiting } from '../../components/HeldWaiting.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NextVisitSummary } from '../../components/NextVisitSummary.tsx'
import { OpenedByOthers } from '../../components/OpenedByOthers.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { VisitRow } from '../../components/VisitRow.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { isAlarm } from '../../models/medicine-warnings.ts'
import { createTodayModel, type Door, type Pin, type TodayModel } from '../../models/today-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { useShell } from '../../shell-context.ts'
import { decisionsText } from '../../text/en/decisions.ts'
import * as enOpening from '../../text/en/opening.ts'
import { readByText } from '../../text/en/read-by.ts'
import * as enRecord from '../../text/en/record.ts'
import { safetyText } from '../../text/en/safety.ts'
import { teamText } from '../../text/en/team.ts'
import * as en from '../../text/en/today.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const decisions = chooseText({ en: decisionsText })
const opening = chooseText({ en: enOpening })
const team = chooseText({ en: teamText })
const safety = chooseText({ en: safetyText })
const record = chooseText({ en: enRecord })
const readBy = chooseText({ en: readByText })

export function Today() {
  const app = useApp()
  const { clock, engine } = app
  const day = dayOf(clock.value)
  const model = useModel(() => createTodayModel(app), [engine, day])
  const view = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.visits} />}>
        {view !== undefined && (
          <WholeFigures>
            {view.complete
              ? text.summaryLine(view.visits.length, clock.value, view.readyAt, view.readyCount)
              : text.gettingReadyLine(clock.value)}
          </WholeFigures>
        )}
      </Top>
      <OfflineLine model={model} />
      <Handed />
      <ToDecide />
      <HeldWaiting />
      <OpenedByOthers />
      {view === undefined ? <Loading /> : <Day view={view} model={model} />}
      <div class="inside actions">
        <a class="link" href="/team">
          {team.link}
        </a>
        <a class="link" href="/opened">
          {opening.openingText.listTitle}
        </a>
        <a class="link" href="/team-devices">
          {team.devices}
        </a>
      </div>
    </>
  )
}

/** How much waits for somebody's decision, and the way there; nothing when nothing does. */
function ToDecide() {
  const { engine } = useApp()
  const count = useModel(() => watchQuery(engine, 'decisions', {}), [engine]).view.value?.items.length ?? 0
  if (count === 0) return null
  return (
    <div class="inside">
      <p class="strip">
        <Icon name="fork" />
        <a class="link" href="/decisions">
          {decisions.today(count)}
        </a>
      </p>
    </div>
  )
}

/** An empty day is said to be empty only when all of its plan is here and open. */
function Day({ model, view: { complete, visits } }: { readonly model: TodayModel; readonly view: TodayView }) {
  if (visits.length === 0) return complete ? <NoVisits /> : <GettingReady />
  return (
    <>
      {!complete && (
        <div class="inside">
          <p class="strip" role="status">
            <Icon name="sync" />
            <span>
              <b>{text.gettingReady.title}</b> {text.gettingReady.more}
            </span>
          </p>
        </div>
      )}
      <Visits model={model} complete={complete} />
    </>
  )
}

function GettingReady() {
  return (
    <div class="inside" role="status" aria-busy="true">
      <div class="card">
        <EmptyState icon="sync" title={text.gettingReady.title}>
          <p>{text.gettingReady.words}</p>
        </EmptyState>
      </div>
    </div>
  )
}

/** Without signal it is said as of the last contact: a plan made since is not here. */
function NoVisits() {
  const { clock } = useApp()
  const since = useShell().pill.sync.value?.offlineSince ?? null
  return (
    <div class="inside stack">
      <FirstSteps />
      <div class="card">
        <EmptyState icon="door" title={since === null ? text.empty.title : text.empty.offlineTitle(since, clock.value)}>
          <p>{since === null ? text.empty.words : text.empty.offlineWords}</p>
          <ButtonLink href="/people">{text.empty.action}</ButtonLink>
        </EmptyState>
      </div>
    </div>
  )
}

function Visits({ complete, model }: { readonly complete: boolean; readonly model: TodayModel }) {
  const next = model.next.value
  const offlineSince = useShell().pill.sync.value?.offlineSince ?? null
  const start = useStartVisit()
  return (
    <div class="columns next-first">
      <div class="stack">
        <Pins pins={model.pins.value} />
        <section class="card list" aria-label={text.visitsInOrder}>
          {model.doors.value.map((door) => (
            <DoorRows key={door.visits[0]?.visit.visitId} door={door} nextId={next?.visit.visitId} />
          ))}
        </section>
      </div>
      {next === undefined ? (
        complete && (
          <aside class="card">
            <EmptyState icon="tick" title={text.allDone.title}>
              <p>{text.allDone.words}</p>
            </EmptyState>
          </aside>
        )
      ) : (
        <NextVisitSummary
          key={next.visit.visitId}
          visit={next}
          offlineSince={offlineSince}
          onStart={() => start(next)}
        />
      )}
    </div>
  )
}

/** Starting is one tap and is stamped before the form opens; carrying on only opens it. */
function useStartVisit(): (visit: TodayVisit) => Promise<boolean> {
  const { engine, router, readNow, newCommandId } = useApp()
  return async ({ visit: { personId, visitId }, state }) => {
    if (state === 'not-started') {
      const intent = { commandId: newCommandId(), at: readNow() }
      const outcome = await engine.run({ type: 'start-visit', personId, visitId, ...intent })
      if (!outcome.ok) return false
    }
    router.go({ name: 'visit', personId, visitId })
    return true
  }
}

function OfflineLine({ model }: { readonly model: TodayModel }) {
  const { clock } = useApp()
  const since = useShell().pill.sync.value?.offlineSince ?? null
  const notSent = model.notSentCount.value
  if (since === null) return null
  return (
    <div class="inside">
      <p class="strip">
        <Icon name="no-signal" />
        <span>
          <b>{text.offline(since, clock.value)}</b>
          {notSent > 0 && <> {text.notSent(notSent)}.</>}
        </span>
      </p>
    </div>
  )
}

function Pins({ pins }: { readonly pins: readonly Pin[] }) {
  if (pins.length === 0) return null
  return (
    <section class="stack" aria-label={text.unsafeFirst}>
      {pins.map((pin) => (
        <PinCard key={`${pin.kind} ${pin.visit.visit.visitId}`} pin={pin} />
      ))}
    </section>
  )
}

function PinCard({ pin: { kind, visit } }: { readonly pin: Pin }) {
  const { clock } = useApp()
  const name = visit.person === null ? text.noName : formatPlainName(visit.person.name)
  const observation = visit.latestObservation
  const alarm = (visit.warnings ?? []).find(isAlarm)
  if (kind === 'safety' && alarm !== undefined) return <SafetyPin visit={visit} name={name} alarm={alarm} />
  if (kind === 'not-sent' || observation === null)
    return (
      <div class="pin">
        <Icon name="alert" />
        <p>
          <b>{text.pins.notSent(name)}</b>
          {text.pins.notSentWords}
        </p>
        <ButtonLink href="/sync" about={name}>
          {text.pins.look}
        </ButtonLink>
      </div>
    )
  const { news2 } = observation
  const threshold = news2.type === 'complete' ? news2.threshold : news2.type === 'incomplete' ? news2.reached : null
  const response = threshold === null ? '' : record.news2.response(threshold)
  return (
    <div class="pin">
      <Icon name="alert" />
      <p>
        <b>{text.pins.news2(name, record.news2.short(news2))}</b>
        {text.pins.news2Words(response, observation.at, clock.value)}
      </p>
      <ButtonLink kind="stop" href={`/person/${visit.visit.personId}`} about={name}>
        {text.pins.open}
      </ButtonLink>
    </div>
  )
}

interface SafetyPinProps {
  readonly visit: TodayVisit
  readonly name: string
  readonly alarm: WarningItem
}

function SafetyPin({ alarm, name, visit }: SafetyPinProps) {
  return (
    <div class="pin" role="alert">
      <Icon name="alert" />
      <p>
        <b>{name}</b>
        <WholeFigures>{`${safety.title(alarm)} ${safety.now(alarm)}`}</WholeFigures>
        <ApartFacts warning={alarm} />
      </p>
      <ButtonLink kind="stop" href={`/person/${visit.visit.personId}`} about={name}>
        {text.pins.open}
      </ButtonLink>
    </div>
  )
}

interface DoorRowsProps {
  readonly door: Door
  readonly nextId: string | undefined
}

function DoorRows({ door: { household, visits }, nextId }: DoorRowsProps) {
  const address = visits[0]?.person?.address
  return (
    <div class="door-rows">
      {visits.length > 1 && (
        <p class="household">
          <Icon name="houses" />
          {text.household(address === undefined || address === '' ? household : address, visits.length)}
        </p>
      )}
      <ul>
        {visits.map((visit) => (
          <li key={visit.visit.visitId}>
            <VisitRow visit={visit} isNext={visit.visit.visitId === nextId} />
          </li>
        ))}
      </ul>
    </div>
  )
}
