/** An answer to a safety warning, as a record of the person's care. Only a warning that stands as it was read is answered. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { dayAndTime } from '../../domain/dates.ts'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
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
    `${name} ${sides === undefined ? dose : sides.map(sideWords).join(' or ')}`.trim(),
  )
  return [allergy?.substance ?? '', ...named].filter((name) => name !== '').join(' – ')
}

/** It is read on another day, when the question may have been decided. */
function sideWords({ after: { dose, status }, arrivedAt, author, writtenAt }: MedicineChange): string {
  const said = [
    author === null ? 'nobody is named' : `${author.name}, ${author.role}`,
    ...(writtenAt === null ? [] : [`written ${dayAndTime(writtenAt)}`]),
    ...(arrivedAt === null ? [] : [`arrived ${dayAndTime(arrivedAt)}`]),
  ]
  return `${status === 'stopped' ? 'stopped' : dose} (${said.join(', ')})`
}
