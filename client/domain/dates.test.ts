/** Days and times, in the United Kingdom's own time on any device. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../shared/lib/ids.ts'
import { instantAt } from './clock-times.ts'
import {
  addDays,
  ageInYears,
  dayOf,
  formatDay,
  formatLongDay,
  formatLongDayWithWeekday,
  isDay,
  timeOf,
} from './dates.ts'
import type { Day } from './ids.ts'
import { aDay } from './testing/arbitraries.ts'

const day = (text: string) => text as Day
const at = (iso: string) => Date.parse(iso) as Instant

test('DT1 staff read DD-Mmm-YYYY with a leading zero, the public the month in full', () => {
  expect(formatDay(day('1947-03-04'))).toBe('04-Mar-1947')
  expect(formatLongDay(day('2018-08-06'))).toBe('6 August 2018')
  expect(formatLongDayWithWeekday(day('2018-08-06'))).toBe('Monday 6 August 2018')
  expect(['01', '05', '09', '12'].map((month) => formatDay(day(`2026-${month}-15`)))).toEqual([
    '15-Jan-2026',
    '15-May-2026',
    '15-Sep-2026',
    '15-Dec-2026',
  ])
})

test('DT1 times are those of the United Kingdom, in summer, in winter and at midnight', () => {
  expect([dayOf(at('2026-06-30T23:30:00Z')), timeOf(at('2026-06-30T23:30:00Z'))]).toEqual(['2026-07-01', '00:30'])
  expect([dayOf(at('2026-12-31T23:30:00Z')), timeOf(at('2026-12-31T23:30:00Z'))]).toEqual(['2026-12-31', '23:30'])
  expect(timeOf(at('2026-12-31T00:00:00Z'))).toBe('00:00')
})

test('DT1 each minute is what the calendar says of London, also where clocks change', () => {
  const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' })
  const changes = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '1971-10-31T02:00:00Z', '2026-06-30T23:00:00Z'].map(
    at,
  )
  const instant = fc.oneof(
    fc.integer({ min: -1e12, max: 4e12 }),
    fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -7_200_000, max: 7_200_000 })).map(([a, b]) => a + b),
  )
  fc.assert(
    fc.property(instant, (time) => {
      const [year, month, date] = dayOf(time as Instant).split('-')
      expect(`${date}/${month}/${year}, ${timeOf(time as Instant)}`).toBe(london.format(time))
    }),
    { numRuns: 1_000 },
  )
})

test.each(['America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu'])('DT1 a device in %s reads the same', (zone) => {
  const before = process.env.TZ
  process.env.TZ = zone
  try {
    expect([dayOf(at('2026-06-30T23:30:00Z')), timeOf(at('2026-06-30T23:30:00Z'))]).toEqual(['2026-07-01', '00:30'])
    expect(formatLongDayWithWeekday(day('2018-08-06'))).toBe('Monday 6 August 2018')
    expect(addDays(day('2026-03-28'), 2)).toBe('2026-03-30')
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '26-01-01',
  '0999-01-01',
  '2026-04-31',
  '',
  ' 2026-01-01',
])('DT2 "%s" is no day', (text) => expect(isDay(text)).toBe(false))

test('DT2 every day of a calendar is a day, leap days too', () => {
  expect(isDay('2024-02-29')).toBe(true)
  fc.assert(
    fc.property(aDay, (date) => {
      expect(isDay(date)).toBe(true)
    }),
  )
})

test.each([
  ['1947-03-14', '2026-03-13', 78],
  ['1947-03-14', '2026-03-14', 79],
  ['1947-03-14', '2026-11-22', 79],
  ['2004-02-29', '2026-02-28', 21],
  ['2004-02-29', '2026-03-01', 22],
  ['2026-01-01', '2026-01-01', 0],
])('DT3 born on %s is on %s aged %d', (born, on, years) => {
  expect(ageInYears(day(born), day(on))).toBe(years)
})

test.each([
  ['2026-01-15', '09:30', '2026-01-15T09:30:00Z'],
  ['2026-07-15', '09:30', '2026-07-15T08:30:00Z'],
  ['2026-07-15', '00:15', '2026-07-14T23:15:00Z'],
])('DT4 %s %s is %s', (date, time, iso) => {
  expect(instantAt(day(date), time)).toBe(at(iso))
})

test('DT4 the instant of a time on a day reads as that time on that day, save in the hour that does not exist', () => {
  const days = fc.integer({ min: 3_000, max: 40_000 }).map((n) => addDays(day('1970-01-01'), n))
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 1_439 }), (date, minutes) => {
      const pad = (value: number) => String(value).padStart(2, '0')
      const time = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
      fc.pre(!time.startsWith('01'))
      const instant = instantAt(date, time)
      expect([dayOf(instant), timeOf(instant)]).toEqual([date, time])
    }),
  )
})
