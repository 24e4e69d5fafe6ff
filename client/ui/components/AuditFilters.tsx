/** Narrows the audit: one person by code, one member of the team, a time. */
import { useId } from 'preact/hooks'
import type { AuditView } from '../../engine-api/audit.ts'
import type { AuditFilter } from '../models/audit-report.ts'
import * as en from '../text/en/audit.ts'
import { capitalised, chooseText } from '../text/text.ts'

const text = chooseText({ en })
const { auditText: words } = text

interface AuditFiltersProps {
  readonly view: Pick<AuditView, 'people' | 'staff'>
  readonly filter: AuditFilter
  readonly onChange: (change: Partial<AuditFilter>) => void
}

export function AuditFilters({ filter, onChange, view }: AuditFiltersProps) {
  return (
    <fieldset class="audit-filters">
      <legend>{words.filters}</legend>
      <Choice
        label={words.person}
        value={filter.personId}
        onChoose={(personId) => onChange({ personId })}
        options={[
          ['', words.anyPerson],
          ...view.people.map(({ code, personId }) => [personId, capitalised(text.personCode(code))] as const),
        ]}
      />
      <Choice
        label={words.member}
        value={filter.memberId}
        onChoose={(memberId) => onChange({ memberId })}
        options={[
          ['', words.anyMember],
          ...view.staff.map((member) => [member.memberId, capitalised(text.memberName(member))] as const),
        ]}
      />
      <Choice
        label={words.days}
        value={String(filter.days)}
        onChoose={(days) => onChange({ days: Number(days) })}
        options={words.dayChoices.map(([days, label]) => [String(days), label] as const)}
      />
    </fieldset>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, onChoose, options, value }: ChoiceProps) {
  const id = useId()
  return (
    <div class="block">
      <label for={id}>{label}</label>
      <select id={id} class="field" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
