/**
 * One person's record: who this is, what must not be missed, medicines, the last
 * observations, the story, the conversations; and one main action, to write.
 * While part of the record is on its way nothing reads as "none recorded".
 */
import { useEffect, useState } from 'preact/hooks'
import type { Instant } from '../../../../shared/lib/ids.ts'
import { calledName } from '../../../domain/names.ts'
import type { ContactState } from '../../../engine-api/contact.ts'
import type { PersonView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { AlertStrip } from '../../components/AlertStrip.tsx'
import { Banner } from '../../components/Banner.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { goToCard } from '../../components/conflict-place.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EnteredTwice } from '../../components/EnteredTwice.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { OpenedByMe } from '../../components/OpenedByMe.tsx'
import { OutsideRecord } from '../../components/OutsideRecord.tsx'
import { PhoneLinks } from '../../components/PhoneLinks.tsx'
import { PlannedVisits } from '../../components/PlannedVisits.tsx'
import { SafetyBanner } from '../../components/SafetyBanner.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useDecisionKeys } from '../../components/use-decision-keys.ts'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { createPersonModel, type PersonModel, staffThreadOf } from '../../models/person-model.ts'
import { useModel } from '../../models/use-model.ts'
import { routeToPath } from '../../router.ts'
import { conflictText } from '../../text/en/conflict.ts'
import * as enContact from '../../text/en/contact.ts'
import { decidedText } from '../../text/en/decided.ts'
import { detailsText } from '../../text/en/details.ts'
import * as en from '../../text/en/person.ts'
import { readByText } from '../../text/en/read-by.ts'
import * as enRecord from '../../text/en/record.ts'
import * as enSharing from '../../text/en/sharing.ts'
import { chooseText } from '../../text/text.ts'
import { PersonCircleTasks } from './PersonCircleTasks.tsx'
import { PersonPlan } from './PersonPlan.tsx'
import { LatestObservation, Medicines, Story, Threads } from './PersonSections.tsx'
import { PersonTasks } from './PersonTasks.tsx'

const text = chooseText({ en })
const record = chooseText({ en: enRecord })
const sharing = chooseText({ en: enSharing })
const contact = chooseText({ en: enContact })
const details = chooseText({ en: detailsText })
const conflictWords = chooseText({ en: conflictText })
const decided = chooseText({ en: decidedText })
const readBy = chooseText({ en: readByText })

interface PersonProps {
  readonly personId: string
}

export function Person({ personId }: PersonProps) {
  const app = useApp()
  const route = app.router.route.value
  const item = route.name === 'person' ? route.item : undefined
  const model = useModel(() => createPersonModel(app, personId, item), [app.engine, personId, item])
  const view = model.view.value
  const banner = model.banner.value
  return (
    <>
      <AboveBanner backTo="/today" backWords={text.toToday}>
        {view !== undefined && view.outside === undefined && view.updatedAt !== null && (
          <span class="quiet tabular">
            <WholeFigures>{text.lastUpdated(view.updatedAt, app.clock.value)}</WholeFigures>
          </span>
        )}
      </AboveBanner>
      {view === undefined ? (
        <Loading />
      ) : banner === undefined ? (
        <UnknownPerson />
      ) : (
        <>
          <Banner banner={banner} tabTitle={text.tabTitle} />
          <Below model={model} personId={personId} view={view} />
        </>
      )}
    </>
  )
}

function Below({ model, personId, view }: ActionsProps & { readonly view: PersonView }) {
  useDecisionKeys()
  const { clock } = useApp()
  /** By her own press, while this page stands. */
  const [closedAt, setClosedAt] = useState<Instant | null>(null)
  const isOpen = view.opening !== undefined
  useEffect(() => {
    if (isOpen) setClosedAt(null)
  }, [isOpen])
  if (view.outside !== undefined && view.person !== null)
    return <OutsideRecord outside={view.outside} person={view.person} closedAt={closedAt} />
  return (
    <>
      {view.opening !== undefined && (
        <OpenedByMe personId={personId} opening={view.opening} onClosed={() => setClosedAt(clock.value)} />
      )}
      <AlertStrip
        alerts={view.complete || view.alerts.length > 0 ? view.alerts : unavailableAlerts}
        warnings={view.warnings}
        unchecked={view.unchecked}
        recordFor={personId}
      />
      <SafetyBanner warnings={view.warnings ?? []} personId={personId} staffThreadId={staffThreadOf(view)} />
      <Record model={model} personId={personId} />
      <Actions model={model} personId={personId} />
    </>
  )
}

const unavailableAlerts = [
  {
    kind: 'allergies',
    title: record.allergiesUnavailable,
    fact: record.allergiesUnavailableWhy,
    date: null,
    serious: false,
  },
] as const

function UnknownPerson() {
  return (
    <div class="inside">
      <ScreenTitle title={text.unknownPerson.title} tabTitle={text.tabTitle} />
      <div class="card">
        <EmptyState icon="people" title={text.unknownPerson.words}>
          <ButtonLink href="/people">{text.unknownPerson.action}</ButtonLink>
        </EmptyState>
      </div>
    </div>
  )
}

function Record({ model, personId }: ActionsProps) {
  const { clock } = useApp()
  const view = model.view.value
  if (view === undefined) return null
  const { complete, disputes = [], updatedAt } = view
  const name = model.banner.value?.name
  const called = name === undefined ? '' : calledName(name)
  return (
    <div class="inside record">
      <p class="on-paper">{text.onPaper(updatedAt, clock.value)}</p>
      {!complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          <span>
            <b>{text.arriving.title}.</b> {text.arriving.words}
          </span>
        </p>
      )}
      {model.isOld.value && updatedAt !== null && (
        <p class="strip">
          <Icon name="clock" />
          <span>
            <b>
              <WholeFigures>{`${text.old.title(updatedAt, clock.value)}.`}</WholeFigures>
            </b>{' '}
            {text.old.words}
          </span>
        </p>
      )}
      {complete && <EnteredTwice personId={personId} />}
      <ToDecide model={model} />
      <Disputes personId={personId} count={disputes.length} />
      <div class="record-ways">
        {view.person !== null && (
          <p class="way-in">
            <Icon name="place" />
            <span>
              <b>{text.wayIn}:</b> {view.person.address === '' ? text.noAddress : view.person.address}
            </span>
          </p>
        )}
        {disputes.length === 0 && (
          <a class="link" href={routeToPath({ name: 'details', personId })}>
            {details.open}
          </a>
        )}
        <a class="link" href={routeToPath({ name: 'decided', personId })}>
          {decided.open}
        </a>
        <a class="link" href={routeToPath({ name: 'looks-after', personId })}>
          {text.whoLooksAfter(called)}
        </a>
        <Contact personId={personId} called={called} state={view.contact} />
        <Noted personId={personId} called={called} />
      </div>
      <div class="record-columns">
        <div class="stack">
          <LatestObservation model={model} />
          <Medicines model={model} />
        </div>
        <div class="stack">
          <PlannedVisits personId={personId} view={view} />
          <PersonTasks personId={personId} />
          {view.threads.some(({ kind }) => kind === 'circle') && (
            <PersonCircleTasks personId={personId} called={called} />
          )}
          <PersonPlan personId={personId} called={called} />
          <Threads view={view} />
          <Story view={view} showOlder={model.showOlder.value} />
        </div>
      </div>
    </div>
  )
}

/** On top of the record, whatever else stands there. */
function ToDecide({ model }: { readonly model: PersonModel }) {
  const rows = model.currentMedicines.value.filter(({ conflict }) => conflict !== undefined)
  if (rows.length === 0) return null
  return (
    <div class="strip to-decide">
      <Icon name="fork" />
      <p>
        {rows.map(({ conflict = [], medicineId, name }) => (
          <button key={medicineId} type="button" class="link" onClick={() => goToCard(medicineId)}>
            {conflictWords.title(conflict.length)}: {name}
          </button>
        ))}
        <span>{text.needsDecision}</span>
      </p>
    </div>
  )
}

/** Who she is was changed apart: it is decided with her details. */
function Disputes({ count, personId }: { readonly personId: string; readonly count: number }) {
  if (count === 0) return null
  return (
    <div class="strip">
      <Icon name="fork" />
      <p>
        <b>{details.strip(count)}</b>
      </p>
      <ButtonLink href={routeToPath({ name: 'details', personId })}>{details.decide}</ButtonLink>
    </div>
  )
}

/** One calm line; where it leads, all who opened it stand. */
function Noted({ called, personId }: { readonly personId: string; readonly called: string }) {
  return (
    <p class="noted small">
      <Icon name="eye" />
      <span>
        {readBy.record(called)} {sharing.openingNoted(called)}{' '}
        <a class="link" href={routeToPath({ name: 'sharing', personId })}>
          {sharing.sharingText.staffLink}
        </a>
      </span>
    </p>
  )
}

interface ContactProps extends PersonProps {
  readonly called: string
  readonly state: ContactState
}

/** Whether messages may be sent, in a line; it is written down where sharing is. */
function Contact({ called, personId, state }: ContactProps) {
  return (
    <p class="noted small">
      <Icon name="message" />
      <span>
        {contact.staffContactHolds(state, called)} {contact.staffContactSince(state, called)}{' '}
        <a class="link" href={routeToPath({ name: 'sharing', personId })}>
          {state.type === 'not-asked' ? contact.contactText.record : contact.contactText.change}
        </a>
      </span>
    </p>
  )
}

interface ActionsProps extends PersonProps {
  readonly model: PersonModel
}

function Actions({ model, personId }: ActionsProps) {
  const phone = model.view.value?.person?.phone ?? ''
  return (
    <div class="action-bar">
      <span>
        <PhoneLinks phone={phone} words={text.phone} />
      </span>
      <ButtonLink
        kind="main"
        size="tall"
        icon="pen"
        href={routeToPath({ name: 'visit', personId, visitId: model.visitId.value })}
      >
        {text.writeVisit}
      </ButtonLink>
    </div>
  )
}
