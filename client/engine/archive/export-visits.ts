/** One planned visit of the team's diary as its person is given it: no word of anybody else it may be meant for. Rule AV861. */
import { formatDay, isDay } from '../../domain/dates.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import { fieldsHtml } from './export-fields.ts'
import { toHtml } from './export-html.ts'

export function visitHtml(row: VisitRow, members: ReadonlyMap<string, string>, isOff = false): string {
  const { changes = [], date, memberId, persons = [], reason, tag } = row
  const day = isDay(date) ? formatDay(date) : date
  const givenTo = (row.members ?? [memberId]).filter((member) => member !== '')
  const fields = {
    for: persons.length > 1 ? 'this person or another: nobody has decided' : null,
    reason,
    mark: tag?.text,
    givenTo: givenTo.map((member) => members.get(member) ?? 'a member whose name is not kept'),
    changed: changes.map(({ author, reason: why, writtenAt }) => ({ by: author, at: writtenAt, reason: why })),
  }
  return `<article><h4>${toHtml(`${day}, ${timesOf(row)}${isOff ? ' (called off)' : ''}`)}</h4>${fieldsHtml(fields)}</article>`
}

function timesOf({ from, to, window }: VisitRow): string {
  if (from === null) return ['at any time', window ?? ''].filter((part) => part !== '').join(', ')
  return to === null ? from : `${from} to ${to}`
}
