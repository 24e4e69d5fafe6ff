/**
 * The next visit beside the list: an ordinary name (never the banner), what must
 * not be missed, how to get in, and the one main action.
 */
import { useState } from 'preact/hooks'
import type { Instant } from '../../../shared/lib/ids.ts'
import { formatPlainName } from '../../domain/names.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { TodayVisit } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { isAlarm } from '../models/medicine-warnings.ts'
import * as enRecord from '../text/en/record.ts'
import { safetyText } from '../text/en/safety.ts'
import * as enTimes from '../text/en/times.ts'
import * as en from '../text/en/today.ts'
import { chooseText } from '../text/text.ts'
import { alertIcon } from './AlertStrip.tsx'
import { ApartFacts } from './ApartSides.tsx'
import { Button } from './Button.tsx'
import { Figures } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { PhoneLinks } from './PhoneLinks.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
const record = chooseText({ en: enRecord })
const safety = chooseText({ en: safetyText })
const times = chooseText({ en: enTimes })

interface NextVisitSummaryProps {
  readonly visit: TodayVisit
  readonly offlineSince: Instant | null
  /** Stamps the start and opens the form; false when it could not be saved. */
  readonly onStart: () => Promise<boolean>
}

export function NextVisitSummary({ visit, offlineSince, onStart }: NextVisitSummaryProps) {
  const { clock } = useApp()
  const [failed, setFailed] = useState(false)
  const { person, visit: planned, state, updatedAt } = visit
  return (
    <aside class="card summary" aria-label={text.next.label}>
      <header>
        <p class="eyebrow tabular">{text.next.at(planned.from, planned.window)}</p>
        <h2>{person === null ? text.noName : formatPlainName(person.name)}</h2>
        {person !== null && <WhoLines person={person} />}
      </header>
      <div class="summary-body">
        <div class="stack">
          <Doubts visit={visit} />
          <Facts visit={visit} />
          {updatedAt !== null && <p class="small quiet">{text.next.updated(updatedAt, clock.value, offlineSince)}</p>}
        </div>
        <div class="stack">
          {person !== null && <WayIn person={person} />}
          {failed && <Problem title={text.couldNotStart} />}
          <Button
            kind="main"
            size="tall"
            wide
            onPress={() => {
              void onStart().then((started) => setFailed(!started))
            }}
          >
            {state === 'started' ? text.next.carryOn : text.next.start}
          </Button>
          <a class="link" href={`/person/${planned.personId}`}>
            {text.next.open}
          </a>
        </div>
      </div>
    </aside>
  )
}

function WhoLines({ person }: { readonly person: DirectoryRow }) {
  const { clock } = useApp()
  const { name, born, nhsNumber } = person
  return (
    <>
      {name.preferred !== '' && (
        <p>
          {text.next.knownAs} <b>{name.preferred}</b>
        </p>
      )}
      <p class="quiet tabular">
        {text.next.born} <Figures>{times.bornWithAge(born, clock.value)}</Figures>
        {nhsNumber !== '' && (
          <>
            {' · '}
            <Figures>{times.numbers(nhsNumber)}</Figures>
          </>
        )}
      </p>
    </>
  )
}

/** Before all that is known: what must not be given, and what somebody has yet to decide. */
function Doubts({ visit: { clash, decision, warnings = [] } }: { readonly visit: TodayVisit }) {
  const alarms = warnings.filter(isAlarm)
  if (alarms.length === 0 && decision === undefined && clash === undefined) return null
  return (
    <ul class="facts">
      {alarms.map((warning) => (
        <li key={warning.key} class="serious">
          <Icon name="alert" />
          <span>
            <b>
              <WholeFigures>{safety.title(warning)}</WholeFigures>
            </b>
            {safety.now(warning)}
            <ApartFacts warning={warning} />
          </span>
        </li>
      ))}
      {decision !== undefined && (
        <li class="serious">
          <Icon name="fork" />
          <span>
            <b>{text.decisionTag[decision]}</b>
            {text.next.decideFirst}
          </span>
        </li>
      )}
      {clash !== undefined && (
        <li class="serious">
          <Icon name="warning" />
          <span>{safety.clash[clash]}</span>
        </li>
      )}
    </ul>
  )
}

function Facts({ visit: { alerts, latestObservation, lastNote, outside } }: { readonly visit: TodayVisit }) {
  const { clock } = useApp()
  // It would not come, however long one waits.
  if (outside === true) return <p class="quiet">{text.outside}</p>
  if (alerts.length === 0) return <p class="quiet">{text.next.onTheWay}</p>
  return (
    <ul class="facts">
      {alerts.map(({ disputed, kind, title, fact, serious }) => (
        <li key={`${kind} ${title}`} class={serious ? 'serious' : undefined}>
          <Icon name={alertIcon(kind, title)} />
          <span>
            <b>{title}</b>
            {fact}
            {disputed === true && ` ${record.disputedEntry}`}
          </span>
        </li>
      ))}
      {latestObservation !== null && (
        <li>
          <Icon name="pulse" />
          <span>
            <b>{record.news2.short(latestObservation.news2)}</b>
            {text.next.lastObservation(latestObservation.at, clock.value)}
          </span>
        </li>
      )}
      {lastNote !== null && (
        <li>
          <Icon name="note" />
          <span>
            <b>
              <WholeFigures>
                {text.next.lastNote(lastNote.author.name, lastNote.times.writtenAt, clock.value)}
              </WholeFigures>
            </b>
            {lastNote.lines[0]}
          </span>
        </li>
      )}
    </ul>
  )
}

/** One press opens the address in words: a map needs signal, words do not. */
function WayIn({ person: { address, phone } }: { readonly person: DirectoryRow }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <div class="actions even">
        <Button icon="place" pressed={open} onPress={() => setOpen(!open)}>
          {text.next.wayIn}
        </Button>
        <PhoneLinks phone={phone} words={text.next.phone} />
      </div>
      {open && <p role="status">{address === '' ? text.next.noAddress : address}</p>}
    </>
  )
}
