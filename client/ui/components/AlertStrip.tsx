/** What must not be missed about a person, straight under the banner: icon, bold title, fact, date. Wraps, never scrolls. */
import type { AlertKind, AlertRow } from '../../domain/projections/rows.ts'
import type { WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { WarningItem } from '../../engine-api/queries.ts'
import { routeToPath } from '../router.ts'
import { allergiesText } from '../text/en/allergies.ts'
import * as en from '../text/en/record.ts'
import { safetyText } from '../text/en/safety.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Figures } from './Figures.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
const allergies = chooseText({ en: allergiesText })
const safety = chooseText({ en: safetyText })
const times = chooseText({ en: enTimes })

const iconByKind: Readonly<Record<AlertKind, IconName>> = {
  allergies: 'alert',
  respect: 'note',
  oxygen: 'lungs',
  infection: 'warning',
  safety: 'warning',
  access: 'key',
  communication: 'message',
  other: 'warning',
}

interface AlertStripProps {
  readonly alerts: readonly AlertRow[]
  /** Beside the allergies: what does not go with them, and what could not be held against them. */
  readonly warnings?: readonly WarningItem[] | undefined
  readonly unchecked?: WarningsRow['unchecked'] | undefined
  /** Where an allergy of this person is recorded. */
  readonly recordFor?: string
}

export function AlertStrip({ alerts, recordFor, unchecked, warnings = [] }: AlertStripProps) {
  if (alerts.length === 0) return null
  return (
    <ul class="alert-strip" aria-label={text.alertsLabel}>
      {alerts.map(({ kind, title, fact, date, serious, disputed }) => (
        <li key={`${kind} ${title}`} class={serious ? 'serious' : undefined}>
          <Icon name={alertIcon(kind, title)} />
          <p>
            <b>
              <WholeFigures>{title}</WholeFigures>
            </b>
            {fact !== '' && (
              <>
                <WholeFigures>{fact}</WholeFigures>{' '}
              </>
            )}
            {date !== null && (
              <span class="quiet">
                <Figures>{times.writtenDay(date)}</Figures>
              </span>
            )}
            {disputed === true && (
              <span class="disputed">
                <Icon name="warning" /> {text.disputedEntry}
              </span>
            )}
            {kind === 'allergies' && <Against warnings={warnings} unchecked={unchecked} />}
            {kind === 'allergies' && recordFor !== undefined && (
              <a class="link" href={routeToPath({ name: 'allergies', personId: recordFor })}>
                {allergies.open}
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Against({ unchecked, warnings = [] }: Pick<AlertStripProps, 'unchecked' | 'warnings'>) {
  const medicines = warnings
    .filter(({ kind, level }) => kind === 'allergy' && level === 'stop')
    .flatMap((warning) => warning.medicines)
  const names = [...new Set(medicines.map(({ names: [name = ''] }) => name))]
  return (
    <>
      {names.length > 0 && (
        <span class="against">
          <Icon name="alert" /> <span>{safety.stripAgainst(names)}</span>
        </span>
      )}
      {unchecked !== undefined && <span class="unchecked">{safety.unchecked(unchecked)}</span>}
    </>
  )
}

/** The four allergy titles of the NHS banner each look different: known, none known, not asked, not here. */
export function alertIcon(kind: AlertKind, title: string): IconName {
  if (kind !== 'allergies' || title === 'Known allergies') return iconByKind[kind]
  return title === 'No known allergies' ? 'tick' : 'question'
}
