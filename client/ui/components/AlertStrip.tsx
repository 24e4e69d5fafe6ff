/** What must not be missed about a person, straight under the banner: icon, bold title, fact, date. Wraps, never scrolls. */
import type { AlertKind, AlertRow } from '../../domain/projections/rows.ts'
import * as en from '../text/en/record.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Figures } from './Figures.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })
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
}

export function AlertStrip({ alerts }: AlertStripProps) {
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
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The four allergy titles of the NHS banner each look different: known, none known, not asked, not here. */
export function alertIcon(kind: AlertKind, title: string): IconName {
  if (kind !== 'allergies' || title === 'Known allergies') return iconByKind[kind]
  return title === 'No known allergies' ? 'tick' : 'question'
}
