/**
 * Times near and far, in the words of one line. What is plain from the day is
 * left out: "14:02" is today, "yesterday 16:50", "Mon 18:20" within the last
 * week, "23-Nov-2026 15:40" before. Days and clock times themselves are the
 * domain's (United Kingdom time whatever the device's zone).
 */
import type { Instant } from '../../../../shared/lib/ids.ts'
import {
  ageInYears,
  dayAndTime,
  dayOf,
  formatDay,
  formatLongDayWithWeekday,
  isDay,
  timeOf,
} from '../../../domain/dates.ts'
import { formatNhsNumber } from '../../../domain/nhs-number.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "24-Nov-2026". */
export function dateOf(at: Instant): string {
  return formatDay(dayOf(at))
}

/** "Tue 24-Nov-2026". */
export function dayAndDate(at: Instant): string {
  return `${weekdayOf(at)} ${dateOf(at)}`
}

/** YYYY-MM-DD to "24-Nov-2026", each of several recorded apart; anything else comes back as it is. */
export function writtenDay(day: string): string {
  return day
    .split(' or ')
    .map((each) => (isDay(each) ? formatDay(each) : each))
    .join(' or ')
}

/** "14:02", "yesterday 16:50", "Mon 18:20", then "23-Nov-2026 15:40". */
export function nearTime(at: Instant, now: Instant): string {
  const distance = daysBetween(at, now)
  if (distance === 0) return timeOf(at)
  if (distance === 1) return `yesterday ${timeOf(at)}`
  if (distance > 1 && distance < 7) return `${weekdayOf(at)} ${timeOf(at)}`
  return dayAndTime(at)
}

/** "today 14:02", "yesterday 16:50", then "23-Nov-2026 15:40": where a bare time could be read as another day's. */
export function fullTime(at: Instant, now: Instant): string {
  const distance = daysBetween(at, now)
  if (distance === 0) return `today ${timeOf(at)}`
  return distance === 1 ? `yesterday ${timeOf(at)}` : dayAndTime(at)
}

/** "8 minutes", "1 hour", "3 days": how old something is, never more exact than it needs to be. */
export function ageInWords(at: Instant, now: Instant): string {
  const age = Math.max(0, now - at)
  if (age < minute) return 'less than a minute'
  if (age < hour) return counted(Math.floor(age / minute), 'minute')
  if (age < day) return counted(Math.floor(age / hour), 'hour')
  return counted(Math.floor(age / day), 'day')
}

/** Born with age, as the banner writes it: "14-Mar-1947 (79y)". */
export function bornWithAge(born: string, now: Instant): string {
  return born
    .split(' or ')
    .map((each) => (isDay(each) ? `${formatDay(each)} (${ageInYears(each, dayOf(now))}y)` : each))
    .join(' or ')
}

/** "999 000 0018", or all of them where two were recorded apart. */
export function numbers(nhsNumbers: string): string {
  return nhsNumbers.split(' or ').map(formatNhsNumber).join(' or ')
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** "Ben", "Ben and Lena", "Ben, Lena and Priya"; of more than `most` the first, and how many others. */
export function inWords(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), counted(names.length - most + 1, 'other')] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

export function daysBetween(at: Instant, now: Instant): number {
  return Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(at))) / day)
}

function weekdayOf(at: Instant): string {
  return formatLongDayWithWeekday(dayOf(at)).slice(0, 3)
}
