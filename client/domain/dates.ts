/**
 * Days and times as people read them. Staff screens: DD-Mmm-YYYY and HH:mm (NHS
 * Common User Interface D+Ta, D+Tb). The public: "6 August 2018" (NHS service
 * manual). Always the United Kingdom's own time, whatever the device's zone, and
 * the same words whatever its language: care is given where the person lives.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { Day } from './ids.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const dayMs = 86_400_000

/** `hourCycle` and not `hour12`: the latter writes midnight as 24:00 in some engines. */
const format: Intl.DateTimeFormatOptions = {
  timeZone: 'Europe/London',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
}
/** Made when it is first needed: it takes longer than anything else that loads with this file. */
let london: Intl.DateTimeFormat | undefined

/** True for YYYY-MM-DD of a day that exists, from the year 1000. */
export function isDay(text: string): text is Day {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The day in the United Kingdom at `instant`. */
export function dayOf(instant: Instant): Day {
  const { day, month, year } = londonParts(instant)
  return `${year.padStart(4, '0')}-${month}-${day}` as Day
}

/** HH:mm in the United Kingdom, 24 hours. */
export function timeOf(instant: Instant): string {
  const { hour, minute } = londonParts(instant)
  return `${hour}:${minute}`
}

/** "14-Mar-1947", for staff. */
export function formatDay(day: Day): string {
  const [year, month, date] = numbersOf(day)
  return `${pad(date)}-${monthName(month).slice(0, 3)}-${year}`
}

/** "23-Nov-2026 15:40", for words that are read on another day. */
export function dayAndTime(at: Instant): string {
  return `${formatDay(dayOf(at))} ${timeOf(at)}`
}

/** "14 March 1947", for the public. */
export function formatLongDay(day: Day): string {
  const [year, month, date] = numbersOf(day)
  return `${date} ${monthName(month)} ${year}`
}

/** "Friday 14 March 1947", for the public. */
export function formatLongDayWithWeekday(day: Day): string {
  return `${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${formatLongDay(day)}`
}

/** Whole years on the day `on`. Somebody born on 29 February is a year older on 1 March. */
export function ageInYears(born: Day, on: Day): number {
  const [bornYear, bornMonth, bornDate] = numbersOf(born)
  const [year, month, date] = numbersOf(on)
  const hadBirthday = month > bornMonth || (month === bornMonth && date >= bornDate)
  return year - bornYear - (hadBirthday ? 0 : 1)
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10) as Day
}

/** The first date that is worked out takes longer than hundreds after it: ahead of whoever will wait for one. */
export function prepareDates(): void {
  londonParts(0 as Instant)
}

type LondonParts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>

const hourMs = 3_600_000
/** How far London is ahead of UTC, by the hour of UTC: clocks there have moved on the hour since 1970, and the list of a screen asks for one hour again and again. */
const aheadByHour = new Map<number, number>()
const hoursKept = 2_000

function londonParts(instant: Instant): LondonParts {
  if (!(instant >= 0)) return partsByIntl(instant)
  const shown = new Date(instant + londonAhead(Math.floor(instant / hourMs))).toISOString()
  const [date = '', time = ''] = shown.split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return { year, month, day, hour: time.slice(0, 2), minute: time.slice(3, 5) }
}

/** Milliseconds. */
function londonAhead(hour: number): number {
  const known = aheadByHour.get(hour)
  if (known !== undefined) return known
  const start = hour * hourMs
  const parts = partsByIntl(start as Instant)
  const shown = Date.parse(`${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}Z`)
  if (aheadByHour.size >= hoursKept) aheadByHour.clear()
  aheadByHour.set(hour, shown - start)
  return shown - start
}

function partsByIntl(instant: Instant): LondonParts {
  const parts = { year: '', month: '', day: '', hour: '', minute: '' }
  london ??= new Intl.DateTimeFormat('en-GB', format)
  for (const { type, value } of london.formatToParts(instant))
    if (type in parts) Object.assign(parts, { [type]: value })
  return parts
}

function numbersOf(day: Day): readonly [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function monthName(month: number): string {
  return months[month - 1] ?? ''
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
