/** Times of a day as people write them, "09:30", and the instants they mean in the United Kingdom. */
import type { Instant } from '../../shared/lib/ids.ts'
import { dayOf, timeOf } from './dates.ts'
import type { Day } from './ids.ts'

/** "09:30", as a clock of 24 hours shows it. */
export function isTime(words: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(words)
}

/** The instant at which clocks in the United Kingdom show `time` (HH:mm) on `day`. In the hour that does not exist, the hour after. */
export function instantAt(day: Day, time: string): Instant {
  const utc = Date.parse(`${day}T${time}:00Z`)
  const summer = (utc - 3_600_000) as Instant
  return dayOf(summer) === day && timeOf(summer) === time ? summer : (utc as Instant)
}
