/** An answer to a safety warning, as a record of the person's care. Only a warning that stands as it was read is answered. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { dayAndTime, formatDay, isDay } from '../../domain/dates.ts'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { PartChange } from '../../domain/projections/part-rows.ts'
import type { Warning, WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { writeWarningAnswer } from '../../domain/records/warning-answer.ts'
import type { AcknowledgeWarning, CommandProblem } from '../../engine-api/commands.ts'
import { problemOfRecord } from './write-problem.ts'
import type { EntryDraft } from './writer.ts'

export function answerDraft(
  { personId, reason, warning: key }: AcknowledgeWarning,
  row: WarningsRow | null,
  { base, group }: { readonly base: RecordBase; readonly group: GroupId },
): Result<EntryDraft, CommandProblem> {
  const warning = row?.warnings.find((each) => each.key === key)
  if (warning === undefined) return err({ type: 'warning-gone' })
  const record = writeWarningAnswer({ warning: key, subject: subjectOf(warning), reason }, base)
  if (!record.ok) return err(problemOfRecord(record.error))
  const label = { kind: 'warning-answer', personId } as const
  return ok({ kind: 'record', group, priority: 'safety', doc: zeroDoc, records: [record.value], label })
}

function subjectOf({ allergy, medicines }: Warning): string {
  const named = medicines.map(({ dose, names: [name = ''], sides }) =>
    `${name} ${sides === undefined ? dose : sides.map((side) => `${doseOf(side)} ${toldBy(side)}`).join(' or ')}`.trim(),
  )
  return [allergyWords(allergy), ...named].filter((name) => name !== '').join(' – ')
}

function allergyWords(allergy: Warning['allergy']): string {
  if (allergy === null) return ''
  const { sides, substance } = allergy
  return sides === undefined ? substance : sides.map((side) => `${allergyOf(side)} ${toldBy(side)}`).join(' or ')
}

function allergyOf({ after: { endedOn = '', reaction = '', substance = '' } }: PartChange): string {
  return [substance, reaction, isDay(endedOn) ? `ended ${formatDay(endedOn)}` : endedOn]
    .filter((part) => part !== '')
    .join(', ')
}

function doseOf({ after: { dose, status } }: MedicineChange): string {
  return status === 'stopped' ? 'stopped' : dose
}

/** It is read on another day, when the question may have been decided. */
function toldBy({ arrivedAt, author, writtenAt }: Pick<PartChange, 'arrivedAt' | 'author' | 'writtenAt'>): string {
  const said = [
    author === null ? 'nobody is named' : `${author.name}, ${author.role}`,
    ...(writtenAt === null ? [] : [`written ${dayAndTime(writtenAt)}`]),
    ...(arrivedAt === null ? [] : [`arrived ${dayAndTime(arrivedAt)}`]),
  ]
  return `(${said.join(', ')})`
}
