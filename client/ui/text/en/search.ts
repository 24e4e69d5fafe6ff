/** What was found in the records, below the people found. */
import type { SearchKind } from '../../../engine-api/search.ts'

export const titles: Readonly<Record<SearchKind, string>> = {
  note: 'In notes',
  message: 'In messages',
  medicine: 'In medicines',
}

export const more = 'There is more. Type another word to find less.'

export function notInRecords(words: string): string {
  return `“${words}” is in no note, message or medicine on this device.`
}

export const looking = 'Opening what is stored here for the search.'

export function reading(done: number, of: number): string {
  const records = of === 1 ? '1 record' : `${of.toLocaleString('en-GB')} records`
  return of === 0
    ? looking
    : `Still reading records for the search: ${done.toLocaleString('en-GB')} of ${records}. There may be more to find.`
}
