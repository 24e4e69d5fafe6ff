/** Warnings with who has looked at them: for a person, for the rows of a day, for a work list. */
import type { ClashesRow, WarningAnswerRow, WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { PersonView, TodayVisit, WarningItem } from '../../engine-api/queries.ts'

/** What nobody has looked at stands before what somebody has; within each gravest first. */
export function warningItems(
  row: WarningsRow | undefined,
  answers: readonly WarningAnswerRow[],
): readonly WarningItem[] {
  if (row === undefined) return []
  const items = row.warnings.map((warning): WarningItem => {
    const found = answers.find(({ key, personId }) => key === warning.key && personId === row.personId)
    return { ...warning, answer: found === undefined ? null : pick(found) }
  })
  return [...items.filter(({ answer }) => answer === null), ...items.filter(({ answer }) => answer !== null)]
}

export function warningsOfPerson(
  row: WarningsRow | undefined,
  answers: readonly WarningAnswerRow[],
): Pick<PersonView, 'warnings' | 'unchecked'> {
  if (row === undefined) return {}
  const { allergies, medicines } = row.unchecked
  return {
    ...(row.warnings.length > 0 && { warnings: warningItems(row, answers) }),
    ...(allergies.length + medicines.length > 0 && { unchecked: row.unchecked }),
  }
}

export function warningsOfVisit(
  row: WarningsRow | undefined,
  answers: readonly WarningAnswerRow[],
): Pick<TodayVisit, 'warnings'> {
  const open = warningItems(row, answers).filter(({ answer }) => answer === null)
  return open.length === 0 ? {} : { warnings: open }
}

export function clashOfVisit(row: ClashesRow | undefined, visitId: string): Pick<TodayVisit, 'clash'> {
  const clash = row?.clashes.find(({ visitIds }) => visitIds.includes(visitId))
  return clash === undefined ? {} : { clash: clash.type }
}

function pick({ at, author, reason }: WarningAnswerRow): NonNullable<WarningItem['answer']> {
  return { author, at, reason }
}
