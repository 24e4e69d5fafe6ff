/** The People screen. */
import type { PersonPart } from '../../../domain/projections/part-rows.ts'

export const title = 'People'
export const searchLabel = 'Find a person'
export const searchHint = 'Name, preferred name, date of birth, NHS number or a code from the audit'
export const born = 'Born'
export const nhsNumber = 'NHS No.'
export const notKnown = 'Not Known'
export const results = 'People found'

export function countLine(shown: number, total: number, isSearching: boolean): string {
  const all = total === 1 ? '1 person on this device' : `${inWords(total)} people on this device`
  return isSearching ? `${inWords(shown)} of ${all}` : all
}

/** Which of them, in words: no value. */
export function disputed(parts: readonly PersonPart[]): string {
  return parts.some(({ id }) => id === 'nhsNumber') ? 'Different NHS numbers – check' : 'Different details – check'
}

export function showMore(hidden: number): string {
  return `Show more (${inWords(hidden)})`
}

export function newMessages(count: number): string {
  return count === 1 ? 'New message' : `${count} new messages`
}

function inWords(count: number): string {
  return count.toLocaleString('en-GB')
}

export const nobody = {
  title: 'Nobody here yet.',
  words: 'The people your team looks after appear here once they are fetched, or once somebody adds them.',
}

export function notFound(search: string): string {
  return `Nobody found for “${search}”.`
}
export const inRecordsOnly = 'In records there is:'
export const notFoundWords =
  'Only people on this device can be found. Try part of the name, or the date of birth as 14-Mar-1947.'
