/** The sections of a record. An empty one says "nothing recorded" only when the whole record is here. */
import type { PersonView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { AccordingTo } from '../../components/AccordingTo.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { MedicineLine } from '../../components/MedicineLine.tsx'
import { News2Card } from '../../components/News2Card.tsx'
import { StoryList } from '../../components/StoryList.tsx'
import { ThreadRow } from '../../components/ThreadRow.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { warningsOfMedicine } from '../../models/medicine-warnings.ts'
import { type PersonModel, staffThreadOf } from '../../models/person-model.ts'
import { routeToPath } from '../../router.ts'
import { medicineFormText } from '../../text/en/medicine-form.ts'
import * as en from '../../text/en/person.ts'
import * as enRecord from '../../text/en/record.ts'
import * as enTimes from '../../text/en/times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const record = chooseText({ en: enRecord })
const times = chooseText({ en: enTimes })
const form = chooseText({ en: medicineFormText })

interface SectionProps {
  readonly model: PersonModel
}

export function Medicines({ model }: SectionProps) {
  const { clock } = useApp()
  const view = model.view.value
  const current = model.currentMedicines.value
  const stopped = model.stoppedMedicines.value
  if (view === undefined) return null
  const { complete, givings = [], medicinesUpdatedAt, updatedAt } = view
  const beside = { staffThreadId: staffThreadOf(view), givings, age: { complete, updatedAt } }
  const changed = medicinesUpdatedAt === null ? '' : ` · ${record.medicines.updated(medicinesUpdatedAt, clock.value)}`
  return (
    <section class="stack" aria-labelledby="medicines-title">
      <div class="section-head">
        <h2 id="medicines-title">{record.medicines.title}</h2>
        {current.length > 0 && (
          <p class="quiet tabular">
            {record.medicines.count(current.length)}
            <WholeFigures>{changed}</WholeFigures>
          </p>
        )}
      </div>
      <AccordingTo names={view.accordingTo} />
      <div class="card list">
        {current.length === 0 && <p class="waiting-words">{complete ? record.medicines.none : text.arriving.short}</p>}
        <ul>
          {current.map((medicine) => (
            <MedicineLine
              key={medicine.medicineId}
              medicine={medicine}
              warnings={warningsOfMedicine(view.warnings, medicine.medicineId)}
              {...beside}
            />
          ))}
        </ul>
        {stopped.length > 0 && (
          <details class="stopped">
            <summary>
              <Icon name="more" />
              {record.medicines.stopped(stopped.length)}
            </summary>
            <ul>
              {stopped.map((medicine) => (
                <MedicineLine
                  key={medicine.medicineId}
                  medicine={medicine}
                  warnings={warningsOfMedicine(view.warnings, medicine.medicineId)}
                  {...beside}
                />
              ))}
            </ul>
          </details>
        )}
      </div>
      {view.person !== null && (
        <div class="actions">
          <ButtonLink
            icon="plus"
            href={routeToPath({ name: 'medicine', personId: view.person.personId, medicineId: null })}
          >
            {form.add}
          </ButtonLink>
        </div>
      )}
    </section>
  )
}

export function LatestObservation({ model }: SectionProps) {
  const { clock } = useApp()
  const latest = model.latest.value
  const complete = model.view.value?.complete ?? false
  return (
    <section class="stack" aria-labelledby="news2-title">
      <div class="section-head">
        <h2 id="news2-title">{record.news2.title}</h2>
        {latest !== undefined && (
          <p class="quiet tabular">
            {times.fullTime(latest.at, clock.value)} · {latest.author.name}
          </p>
        )}
      </div>
      <div class="card">
        {latest === undefined ? (
          <p class="quiet">{complete ? record.news2.none : text.arriving.short}</p>
        ) : (
          <News2Card observation={latest} />
        )}
      </div>
      <p class="small quiet">NEWS2 {record.news2.copyright}</p>
    </section>
  )
}

interface StoryProps {
  readonly view: PersonView
  readonly showOlder: (() => void) | null
}

export function Story({ showOlder, view }: StoryProps) {
  return (
    <section class="stack" aria-labelledby="story-title">
      <h2 id="story-title">{record.story.title}</h2>
      {view.story.length === 0 ? (
        <p class="quiet">{view.complete ? record.story.empty : text.arriving.short}</p>
      ) : (
        <StoryList items={view.story} showOlder={showOlder} />
      )}
    </section>
  )
}

export function Threads({ view }: { readonly view: PersonView }) {
  return (
    <section class="stack" aria-labelledby="threads-title">
      <h2 id="threads-title">{text.messagesTitle}</h2>
      <div class="card list">
        {view.threads.length === 0 && (
          <p class="waiting-words">{view.complete ? text.noThreads : text.arriving.short}</p>
        )}
        <ul>
          {view.threads.map((row) => (
            <li key={row.threadId}>
              <ThreadRow row={row} isArriving={!view.complete} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
