/** The next visit in one sentence, and who wrote what happens next and when: for the person and for family, on the page and read aloud. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { HomeView, NextStepItem } from '../../../engine-api/home-views.ts'
import { publicText } from './public.ts'
import { dayInWords, pastDayInWords, shortName, windowInWords } from './public-times.ts'

export type NextVisitFacts = NonNullable<HomeView['nextVisit']>

/** "Aisha is coming today, 10 to 11am."; once it is over, "Aisha was due …". */
export function visitInWords(visit: NextVisitFacts, now: Instant): string {
  const { from, to, who } = visit
  const say = to < now ? publicText.wasDue : publicText.coming
  return say(shortName(who.name), dayInWords(from, now), hoursInWords(visit))
}

/** "10 to 11am", "some time in the day". */
export function hoursInWords({ anyTime, from, to }: NextVisitFacts): string {
  return anyTime === true ? publicText.anyTime : windowInWords(from, to)
}

/** "Aisha wrote this yesterday, Friday 27 November:"; what it says of days is said from that one. */
export function nextWritten({ author, times }: Pick<NextStepItem, 'author' | 'times'>, now: Instant): string {
  return publicText.nextFrom(shortName(author.name), pastDayInWords(times.writtenAt, now))
}
