/** One medicine, in the order a chart is read: name, form, dose with its unit, how often. Never cut, never struck through. */
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { conflictText } from '../text/en/conflict.ts'
import * as en from '../text/en/record.ts'
import { chooseText } from '../text/text.ts'
import { ConflictCard } from './ConflictCard.tsx'
import { Figures } from './Figures.tsx'
import { Tag } from './StateChip.tsx'

const text = chooseText({ en })
const apart = chooseText({ en: conflictText })

interface MedicineLineProps {
  readonly medicine: MedicineRow
}

export function MedicineLine({ medicine }: MedicineLineProps) {
  const { name, brand, form, dose, frequency, route, risk, status, stoppedOn, conflict, merged = [] } = medicine
  const authors = [...new Set(merged.map(({ author }) => author?.name ?? apart.authorUnknown))]
  return (
    <li class="medicine">
      <p class="line">
        <b>{name}</b>
        {brand !== '' && ` (${brand})`}
        {form !== '' && ` — ${form}`} — {text.medicines.dose}{' '}
        <b>
          <Figures>{dose}</Figures>
        </b>
        {frequency !== '' && ` — ${frequency}`}
        {route !== '' && ` — ${route}`}
      </p>
      {risk !== null && (
        <Tag level="high" icon="drop">
          {risk}
        </Tag>
      )}
      <p class="source small quiet tabular">
        {status === 'stopped' && <b>{text.medicines.stoppedOn(stoppedOn)} · </b>}
        {text.medicines.source(medicine)}
      </p>
      {authors.length > 0 && <p class="source small">{apart.merged(authors.join(' and '))}</p>}
      {conflict !== undefined && <ConflictCard medicine={medicine} sides={conflict} />}
    </li>
  )
}
