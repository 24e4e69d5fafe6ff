/** Days and times for the public (NHS service manual): "today", "on Friday 27 November", "10 to 11am", "midday". */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { addDays, dayOf, formatLongDay, formatLongDayWithWeekday, timeOf } from '../../../domain/dates.ts'
import type { Day } from '../../../domain/ids.ts'
import { shortName as knownAs } from '../../../domain/names.ts'
import { daysBetween } from './times.ts'

/** "today", "tomorrow", "on Friday 27 November"; the year only when it is another one. */
export function dayInWords(at: Instant, now: Instant): string {
  const day = dayOf(at)
  const today = dayOf(now)
  if (day === today) return 'today'
  if (day === addDays(today, 1)) return 'tomorrow'
  if (day === addDays(today, -1)) return 'yesterday'
  return `on ${weekdayAndDate(day, today)}`
}

/** "today", "yesterday, Friday 27 November", "on Thursday 26 November": of words that speak of days themselves. */
export function pastDayInWords(at: Instant, now: Instant): string {
  const [day, today] = [dayOf(at), dayOf(now)]
  if (day === today) return 'today'
  const date = weekdayAndDate(day, today)
  return day === addDays(today, -1) ? `yesterday, ${date}` : `on ${date}`
}

function weekdayAndDate(day: Day, today: Day): string {
  const long = formatLongDayWithWeekday(day)
  return day.slice(0, 4) === today.slice(0, 4) ? long.replace(/ \d{4}$/, '') : long
}

/** "10am", "10:30am", "midday", "midnight". */
export function clockInWords(at: Instant): string {
  const time = timeOf(at)
  if (time === '12:00') return 'midday'
  if (time === '00:00') return 'midnight'
  const hour = Number(time.slice(0, 2))
  const minutes = time.slice(3)
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes === '00' ? '' : `:${minutes}`}${hour < 12 ? 'am' : 'pm'}`
}

/** "10 to 11am", "11am to 1pm"; one time when both are the same. */
export function windowInWords(from: Instant, to: Instant): string {
  if (from === to) return `at ${clockInWords(from)}`
  const [first, last] = [clockInWords(from), clockInWords(to)]
  const isOneHalf = first.endsWith('m') && first.slice(-2) === last.slice(-2)
  return `${isOneHalf ? first.slice(0, -2) : first} to ${last}`
}

/** Of the day in the United Kingdom. */
export function partOfDay(now: Instant): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(timeOf(now).slice(0, 2))
  if (hour < 12) return 'morning'
  return hour < 18 ? 'afternoon' : 'evening'
}

/** "Aisha"; "Dr Reid" where a title is part of the name. */
export function shortName(name: string): string {
  return knownAs(name)
}

/** "2:02pm" is today's, "yesterday 4:50pm", "Friday 4:50pm" within the last week, then "25 October 2026, 4:50pm". */
export function nearTime(at: Instant, now: Instant): string {
  const distance = daysBetween(at, now)
  const time = clockInWords(at)
  if (distance === 0) return time
  if (distance === 1) return `yesterday ${time}`
  if (distance > 1 && distance < 7) return `${dayAndDate(at).split(' ')[0]} ${time}`
  return `${longDay(at)}, ${time}`
}

/** "today 2:02pm", then as near times. */
export function fullTime(at: Instant, now: Instant): string {
  return daysBetween(at, now) === 0 ? `today ${clockInWords(at)}` : nearTime(at, now)
}

/** "Tuesday 24 November 2026". */
export function dayAndDate(at: Instant): string {
  return formatLongDayWithWeekday(dayOf(at))
}

/** "24 November 2026". */
export function longDay(at: Instant): string {
  return formatLongDay(dayOf(at))
}
