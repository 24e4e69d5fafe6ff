/**
 * Everything recorded about who somebody is: details, alerts, people to contact.
 * One thing is corrected at a time, with a reason; what was changed apart stands
 * with all its changes until somebody decides.
 */

import { useState } from 'preact/hooks'
import type { PersonPart, PersonPartRow } from '../../../domain/projections/part-rows.ts'
import type { CommandProblem } from '../../../engine-api/commands.ts'
import type { DetailsView } from '../../../engine-api/team-views.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { AccordingTo } from '../../components/AccordingTo.tsx'
import { AskExport } from '../../components/AskExport.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PartForm } from '../../components/PartForm.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Refused } from '../../components/Refused.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { TwoSides } from '../../components/TwoSides.tsx'
import { useDecisionKeys } from '../../components/use-decision-keys.ts'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { useModel } from '../../models/use-model.ts'
import { useSaid } from '../../models/use-said.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { detailsText } from '../../text/en/details.ts'
import * as enPerson from '../../text/en/person.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: detailsText })
const person = chooseText({ en: enPerson })

export function Details({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'details', { personId }), [engine, personId])
  const view = model.view.value
  const banner = view?.banner ?? (view?.person ? { ...view.person, died: null } : null)
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={text.back}>
        <ReadBy />
      </AboveBanner>
      {view === undefined ? (
        <Loading />
      ) : banner === null ? (
        <EmptyState icon="people" title={person.unknownPerson.title} />
      ) : (
        <>
          <Banner banner={banner} />
          <div class="inside stack reading">
            <ScreenTitle title={text.title} />
            {!view.complete && <p class="strip">{text.notHere}</p>}
            <AccordingTo names={view.accordingTo} />
            <Body view={view} personId={personId} />
            <AskExport personId={personId} />
          </div>
        </>
      )}
    </>
  )
}

interface BodyProps {
  readonly view: DetailsView
  readonly personId: string
}

function Body({ personId, view }: BodyProps) {
  const [saved, say] = useSaid()
  const of = (kind: PersonPart['kind']) => view.parts.filter(({ part }) => part.kind === kind)
  const props = { personId, staffThreadId: view.staffThreadId, onSaved: (words: string) => say({ words }) }
  const allergies = of('allergy').filter(({ conflict }) => conflict !== undefined)
  useDecisionKeys()
  return (
    <>
      {saved !== null && <JustSaved key={saved.times} words={saved.words} />}
      {allergies.length > 0 && (
        <Section title={text.allergies}>
          {allergies.map((row) => (
            <Row key={row.part.id} row={row} {...props} />
          ))}
        </Section>
      )}
      <Section title={text.who}>
        {of('detail').map((row) => (
          <Row key={row.part.id} row={row} {...props} />
        ))}
      </Section>
      <Entries kind="alert" rows={of('alert')} isComplete={view.complete} {...props} />
      <Entries kind="contact" rows={of('contact')} isComplete={view.complete} {...props} />
      <Section title={text.observations}>
        {[...of('target'), ...of('pregnant')].map((row) => (
          <Row key={row.part.kind} row={row} {...props} />
        ))}
      </Section>
    </>
  )
}

interface SectionProps {
  readonly title: string
  readonly children: preact.ComponentChildren
}

function Section({ children, title }: SectionProps) {
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <div class="card list">
        <ul class="parts">{children}</ul>
      </div>
    </section>
  )
}

interface PartProps {
  readonly personId: string
  readonly staffThreadId: string | null
  readonly onSaved: (words: string) => void
}

interface EntriesProps extends PartProps {
  /** False while it is still on its way: then nothing is called "none". */
  readonly isComplete: boolean
  readonly kind: 'alert' | 'contact'
  readonly rows: readonly PersonPartRow[]
}

function noneWords(kind: EntriesProps['kind'], isComplete: boolean): string {
  if (!isComplete) return text.notHereYet
  return kind === 'alert' ? text.noAlerts : text.noContacts
}

function Entries({ isComplete, kind, rows, ...props }: EntriesProps) {
  const [isAdding, setAdding] = useState(false)
  const isOver = ({ conflict, state }: PersonPartRow) => conflict === undefined && (state.endedOn ?? '') !== ''
  const [over, current] = [rows.filter(isOver), rows.filter((row) => !isOver(row))]
  const add = kind === 'alert' ? text.addAlert : text.addContact
  return (
    <>
      <Section title={kind === 'alert' ? text.alerts : text.contacts}>
        {current.length === 0 && <li class="waiting-words">{noneWords(kind, isComplete)}</li>}
        {current.map((row) => (
          <Row key={row.part.id} row={row} {...props} />
        ))}
      </Section>
      {over.length > 0 && (
        <details>
          <summary>
            <Icon name="more" />
            {text.ended(over.length)}
          </summary>
          <ul class="parts">
            {over.map((row) => (
              <Row key={row.part.id} row={row} isOver {...props} />
            ))}
          </ul>
        </details>
      )}
      {isAdding ? (
        <PartForm
          about={{ personId: props.personId, part: { kind, id: '' }, act: 'write' }}
          state={{}}
          onClose={() => setAdding(false)}
          onSaved={() => {
            setAdding(false)
            props.onSaved(text.saved(add))
          }}
        />
      ) : (
        <div class="actions">
          <Button icon="pen" onPress={() => setAdding(true)}>
            {add}
          </Button>
        </div>
      )}
    </>
  )
}

interface RowProps extends PartProps {
  readonly row: PersonPartRow
  readonly isOver?: boolean
}

function Row({ isOver = false, onSaved, personId, row, staffThreadId }: RowProps) {
  const [act, setAct] = useState<'write' | 'end' | null>(null)
  const { clock } = useApp()
  const { conflict, last, merged, part, state } = row
  const label = text.label(part, state)
  if (conflict !== undefined)
    return (
      <li>
        <TwoSides
          personId={personId}
          part={part}
          label={label}
          sides={conflict}
          staffThreadId={staffThreadId}
          onDecided={onSaved}
        />
      </li>
    )
  const names = (merged ?? []).flatMap(({ author }) => (author === null ? [] : [author.name]))
  return (
    <li class="part">
      <div>
        <p class="quiet">{label}</p>
        <p>
          <b>{text.words(part, state)}</b>
        </p>
        {(state.recordedOn ?? '') !== '' && (
          <p class="small quiet">
            <WholeFigures>{text.recordedOn(state.recordedOn ?? '')}</WholeFigures>
          </p>
        )}
        {last !== null && (
          <p class="small quiet">
            <WholeFigures>{text.last(last, clock.value)}</WholeFigures>
          </p>
        )}
        {names.length > 1 && <p class="small">{text.merged(names.join(' and '))}</p>}
      </div>
      {act === null && (
        <Acts
          row={row}
          isOver={isOver}
          personId={personId}
          staffThreadId={staffThreadId}
          onAct={setAct}
          onSaved={onSaved}
        />
      )}
      {act !== null && (
        <PartForm
          about={{ personId, part, act }}
          state={state}
          onClose={() => setAct(null)}
          onSaved={() => {
            setAct(null)
            onSaved(text.saved(label))
          }}
        />
      )}
    </li>
  )
}

interface ActsProps extends RowProps {
  readonly onAct: (act: 'write' | 'end') => void
}

function Acts({ isOver = false, onAct, onSaved, personId, row: { part, state } }: ActsProps) {
  const { engine, newCommandId, readNow } = useApp()
  const [problem, setProblem] = useState<CommandProblem | null>(null)
  const label = text.label(part, state)
  const isEntry = part.kind === 'alert' || part.kind === 'contact'

  async function holds(): Promise<void> {
    const said = { personId, on: '', reason: text.heldReason, commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run(
      part.kind === 'alert'
        ? { type: 'end-alert', alertId: part.id, ...said }
        : { type: 'end-contact', contactId: part.id, ...said },
    )
    setProblem(outcome.ok ? null : outcome.problem)
    if (outcome.ok) onSaved(text.saved(label))
  }

  if (isOver)
    return (
      <>
        <Button about={label} onPress={() => void holds()}>
          {text.holds}
        </Button>
        <Refused problem={problem} />
      </>
    )
  return (
    <div class="actions">
      <Button icon="pen" about={label} onPress={() => onAct('write')}>
        {text.correct}
      </Button>
      {isEntry && (
        <Button about={label} onPress={() => onAct('end')}>
          {text.end}
        </Button>
      )}
    </div>
  )
}
