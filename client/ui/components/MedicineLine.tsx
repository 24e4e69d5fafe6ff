/** One medicine, in the order a chart is read: name, form, dose with its unit, how often. Never cut, never struck through. */
import type { GivingRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { WarningItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { isDoseDisputed, mergedChanges } from '../models/conflict-sides.ts'
import { givingsToday, type RecordAge } from '../models/giving.ts'
import { isAlarm } from '../models/medicine-warnings.ts'
import { useSaid } from '../models/use-said.ts'
import { routeToPath } from '../router.ts'
import { conflictText } from '../text/en/conflict.ts'
import { givingText } from '../text/en/giving.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import * as en from '../text/en/record.ts'
import { safetyText } from '../text/en/safety.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { ButtonLink } from './Button.tsx'
import { ConflictCard } from './ConflictCard.tsx'
import { Figures } from './Figures.tsx'
import { GiveMedicine } from './GiveMedicine.tsx'
import { JustSaved } from './JustSaved.tsx'
import { Tag } from './StateChip.tsx'
import { useDecided } from './use-decided.ts'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
const apart = chooseText({ en: conflictText })
const form = chooseText({ en: medicineFormText })
const giving = chooseText({ en: givingText })
const safety = chooseText({ en: safetyText })
const times = chooseText({ en: enTimes })

interface MedicineLineProps {
  readonly medicine: MedicineRow
  readonly staffThreadId: string | null
  readonly givings: readonly GivingRow[]
  readonly age: RecordAge
  /** Of this medicine, gravest first. */
  readonly warnings?: readonly WarningItem[]
}

export function MedicineLine({ age, givings, medicine, staffThreadId, warnings = [] }: MedicineLineProps) {
  const { clock } = useApp()
  const [decided, setDecided] = useDecided(medicine)
  const [recorded, sayRecorded] = useSaid()
  const { conflict, medicineId, personId, name, risk, status } = medicine
  const today = givingsToday(givings, medicineId, clock.value)
  return (
    <li class="medicine">
      <MedicineWords medicine={medicine} />
      <div class="tags">
        {warnings.map((warning) => (
          <Tag
            key={warning.key}
            level={isAlarm(warning) ? 'high' : 'mid'}
            icon={isAlarm(warning) ? 'alert' : 'warning'}
          >
            {safety.tag(warning)}
          </Tag>
        ))}
        {conflict !== undefined && <ConflictTag medicine={medicine} />}
        {risk !== null && (
          <Tag level="high" icon="drop">
            {risk}
          </Tag>
        )}
      </div>
      <Source medicine={medicine} />
      {decided !== null && conflict === undefined && <JustSaved words={form.savedNow(decided)} />}
      {conflict !== undefined && (
        <ConflictCard medicine={medicine} sides={conflict} staffThreadId={staffThreadId} onDecided={setDecided} />
      )}
      {today.length > 0 && <GivenToday rows={today} />}
      {recorded !== null && <JustSaved key={recorded.times} words={recorded.words} />}
      {status === 'current' && (
        <div class="actions">
          <GiveMedicine
            medicine={medicine}
            today={today}
            age={age}
            warnings={warnings}
            onRecorded={(words) => sayRecorded({ words })}
          />
          {conflict === undefined && (
            <ButtonLink icon="pen" about={name} href={routeToPath({ name: 'medicine', personId, medicineId })}>
              {decided === null ? form.change : form.changeAgain}
            </ButtonLink>
          )}
        </div>
      )}
    </li>
  )
}

/** Every record of today stays in sight; two doses given are said first. */
function GivenToday({ rows }: { readonly rows: readonly GivingRow[] }) {
  const given = rows.filter((row) => row.given)
  return (
    <div class="given-today">
      {given.length > 1 && (
        <Tag level="mid" icon="warning">
          {giving.several(given)}
        </Tag>
      )}
      {rows.map((row) => (
        <p key={row.id} class="source small tabular">
          <WholeFigures>{giving.one(row)}</WholeFigures>
          {row.instruction !== '' && giving.followed(row.instruction)}
        </p>
      ))}
    </div>
  )
}

/** "Two doses": wherever a medicine is shown by itself. */
export function ConflictTag({ medicine: { conflict = [] } }: Pick<MedicineLineProps, 'medicine'>) {
  return (
    <Tag level="high" icon="fork">
      {apart.tag(conflict.length, isDoseDisputed(conflict))}
    </Tag>
  )
}

export function MedicineWords({ medicine }: Pick<MedicineLineProps, 'medicine'>) {
  const { name, brand, form: shape, dose, frequency, route } = medicine
  return (
    <p class="line">
      <b>{name}</b>
      {brand !== '' && ` (${brand})`}
      {shape !== '' && ` — ${shape}`} — {text.medicines.dose}{' '}
      <b>
        <Figures>{dose}</Figures>
      </b>
      {frequency !== '' && ` — ${frequency}`}
      {route !== '' && ` — ${route}`}
    </p>
  )
}

function Source({ medicine }: Pick<MedicineLineProps, 'medicine'>) {
  const { clock } = useApp()
  const { changed, conflict, status, stoppedOn } = medicine
  const merged = mergedChanges(medicine, clock.value)
  const authors = [...new Set(merged.map(({ author }) => author?.name ?? apart.authorUnknown))]
  const by = conflict === undefined ? changed?.author : null
  return (
    <>
      <p class="source small quiet tabular">
        {status === 'stopped' && <b>{text.medicines.stoppedOn(stoppedOn)} · </b>}
        <WholeFigures>{text.medicines.source(medicine)}</WholeFigures>
      </p>
      {by !== null && by !== undefined && changed !== undefined && changed.writtenAt !== null && (
        <p class="source small quiet tabular">
          <WholeFigures>
            {form.changedBy(times.fullTime(changed.writtenAt, clock.value), by.name, by.role)}
          </WholeFigures>{' '}
          {form.why(changed.reason)}
        </p>
      )}
      {authors.length > 0 && (
        <p class="source small">
          <Tag level="mid" icon="fork">
            {apart.mergedTag}
          </Tag>{' '}
          {apart.merged(authors.join(' and '))}
        </p>
      )}
    </>
  )
}
