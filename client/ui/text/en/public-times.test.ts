import { expect, test } from 'vitest'
import type { Instant } from '../../../../shared/lib/ids.ts'
import { visitInWords } from './next-visit.ts'
import { clockInWords, dayInWords, partOfDay, shortName, windowInWords } from './public-times.ts'
import { timeWords } from './time-words.ts'

const at = (iso: string) => Date.parse(iso) as Instant
const now = at('2026-11-24T09:20:00Z')

test('PU2 a visit is said by the day and the hours it was planned for, in United Kingdom time', () => {
  expect(dayInWords(at('2026-11-24T10:00:00Z'), now)).toBe('today')
  expect(dayInWords(at('2026-11-25T00:10:00Z'), now)).toBe('tomorrow')
  expect(dayInWords(at('2026-11-23T23:50:00Z'), now)).toBe('yesterday')
  expect(dayInWords(at('2026-11-27T10:00:00Z'), now)).toBe('on Friday 27 November')
  expect(dayInWords(at('2027-01-04T10:00:00Z'), now)).toBe('on Monday 4 January 2027')
  expect(windowInWords(at('2026-11-24T10:00:00Z'), at('2026-11-24T11:00:00Z'))).toBe('10 to 11am')
  expect(windowInWords(at('2026-07-01T10:30:00Z'), at('2026-07-01T12:15:00Z'))).toBe('11:30am to 1:15pm')
  expect(windowInWords(at('2026-11-24T11:00:00Z'), at('2026-11-24T12:00:00Z'))).toBe('11am to midday')
  expect(windowInWords(at('2026-11-24T13:30:00Z'), at('2026-11-24T15:00:00Z'))).toBe('1:30 to 3pm')
  expect(windowInWords(now, now)).toBe('at 9:20am')
  expect(clockInWords(at('2026-11-24T12:00:00Z'))).toBe('midday')
  expect(clockInWords(at('2026-11-24T00:00:00Z'))).toBe('midnight')
  expect(clockInWords(at('2026-11-24T12:05:00Z'))).toBe('12:05pm')
})

test('TW6 times near and far are the public’s own form, today’s alone without a day', () => {
  const { clock, day, full, near } = timeWords('public')
  expect(near(at('2026-11-24T00:00:00Z'), now)).toBe('midnight')
  expect(near(at('2026-11-24T14:02:00Z'), now)).toBe('2:02pm')
  expect(near(at('2026-11-23T16:50:00Z'), now)).toBe('yesterday 4:50pm')
  expect(near(at('2026-11-20T16:50:00Z'), now)).toBe('Friday 4:50pm')
  expect(near(at('2026-10-25T16:50:00Z'), now)).toBe('25 October 2026, 4:50pm')
  expect(full(at('2026-11-24T08:00:00Z'), now)).toBe('today 8am')
  expect(full(at('2026-11-20T16:50:00Z'), now)).toBe('Friday 4:50pm')
  expect([clock(now), day(now)]).toEqual(['9:20am', 'Tuesday 24 November 2026'])
  expect(timeWords('staff').near(now, now)).toBe('09:20')
})

test('PU2 a visit at any time of a day is no visit at midnight, and one that is over was due', () => {
  const who = { memberId: 'm', name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }
  const visit = { who, from: at('2026-11-24T00:00:00Z'), to: at('2026-11-24T23:59:00Z'), anyTime: true }
  expect(visitInWords(visit, now)).toBe('Aisha is coming today, some time in the day.')
  expect(visitInWords(visit, at('2026-11-25T09:00:00Z'))).toBe('Aisha was due yesterday, some time in the day.')
})

test('PU2 the greeting is of the hour, and a doctor keeps the title', () => {
  expect(partOfDay(now)).toBe('morning')
  expect(partOfDay(at('2026-11-24T12:00:00Z'))).toBe('afternoon')
  expect(partOfDay(at('2026-11-24T18:30:00Z'))).toBe('evening')
  expect(shortName('Aisha Rahman')).toBe('Aisha')
  expect(shortName('Dr Tom Reid')).toBe('Dr Reid')
  expect(shortName('')).toBe('')
})
