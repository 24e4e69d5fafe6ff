/** What must not be missed about a person, straight under the banner: icon, bold title, fact, date. Wraps, never scrolls. */
import type { AlertKind, AlertRow } from '../../domain/projections/rows.ts'
import * as en from '../text/en/record.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'

const text = chooseText({ en })
const times = chooseText({ en: enTimes })

export const alertIcons: Readonly<Record<AlertKind, IconName>> = {
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
      {alerts.map(({ kind, title, fact, date, serious }) => (
        <li key={`${kind} ${title}`} class={serious ? 'serious' : undefined}>
          <Icon name={alertIcon(kind, serious)} />
          <p>
            <b>{title}</b>
            {fact !== '' && <>{fact} </>}
            {date !== null && <span class="whole-word quiet tabular">{times.writtenDay(date)}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** "No known allergies" and "not recorded" do not look like a known one. */
export function alertIcon(kind: AlertKind, serious: boolean): IconName {
  return kind === 'allergies' && !serious ? 'question' : alertIcons[kind]
}
