/**
 * Which form of a time a reader is given, decided here and nowhere else. Staff:
 * 24 hours, "14:02" (NHS Common User Interface D+Tb). The public: "2:02pm",
 * "midday" (NHS service manual). Screens that both read ask for it with `useTimes`.
 */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { timeOf } from '../../../domain/dates.ts'
import type { Me } from '../../../engine-api/device-state.ts'
import * as forPublic from './public-times.ts'
import * as forStaff from './times.ts'

export interface TimeWords {
  /** "14:02"; "2:02pm". */
  readonly clock: (at: Instant) => string
  /** "14:02", "yesterday 16:50"; "2:02pm", "yesterday 4:50pm". Today goes without saying. */
  readonly near: (at: Instant, now: Instant) => string
  /** "today 14:02", "yesterday 16:50"; "today 2:02pm". */
  readonly full: (at: Instant, now: Instant) => string
  /** "Tue 24-Nov-2026"; "Tuesday 24 November 2026". */
  readonly day: (at: Instant) => string
}

const staffTimes: TimeWords = {
  clock: timeOf,
  near: forStaff.nearTime,
  full: forStaff.fullTime,
  day: forStaff.dayAndDate,
}

const publicTimes: TimeWords = {
  clock: forPublic.clockInWords,
  near: forPublic.nearTime,
  full: forPublic.fullTime,
  day: forPublic.dayAndDate,
}

export function timeWords(audience: Me['audience']): TimeWords {
  return audience === 'staff' ? staffTimes : publicTimes
}

/** "as known at 13:20", "as known yesterday 16:50": how old that is which only contact could change. */
export function asKnown(at: Instant, now: Instant, times: TimeWords): string {
  return `as known ${atWhen(at, now, times)}`
}

/** "at 13:20", "yesterday 16:50". */
export function atWhen(at: Instant, now: Instant, { clock, near }: TimeWords): string {
  const bare = clock(at)
  const said = near(at, now)
  return said === bare ? `at ${bare}` : said
}
