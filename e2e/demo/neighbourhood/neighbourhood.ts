/**
 * The fictional neighbourhood of the demo, read for an instant: forty people of
 * Stanebeck, who looks after them, three months of records and the day's visits.
 * Plain data; the demo's headless engines write it down, each act by its member.
 */
import { instantAt } from '../../../client/domain/clock-times.ts'
import { addDays, dayOf } from '../../../client/domain/dates.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { circleActs, circles, sharingActs } from './circles.ts'
import { buildDiary, doreensHour } from './diary.ts'
import { careActs, visitsOf } from './history.ts'
import { beckRound, members, millRound } from './members.ts'
import { buildPeople } from './people.ts'
import { planWords, tasksToDo } from './plans.ts'
import { privateActs, teamActs } from './public-acts.ts'
import type { Neighbourhood } from './types.ts'

export function buildNeighbourhood(now: Date): Neighbourhood {
  const instant = now.getTime() as Instant
  const today = dayOf(instant)
  const start = instantAt(addDays(today, -89), '08:00')
  // Aisha's call this morning, or when that is over, tomorrow's: there is always somebody to look forward to.
  const nextDay = instant < instantAt(today, doreensHour.to) ? today : addDays(today, 1)
  const told = buildPeople(today)
  const care = told.flatMap((person) => careActs(person, visitsOf(person, today)))
  const doreensVisits = told.filter((person) => person.key === 'doreen').flatMap((person) => visitsOf(person, today))
  const acts = [
    ...teamActs(told, start),
    ...privateActs(doreensVisits, start, nextDay),
    ...circleActs(today),
    ...sharingActs(today, doreensVisits),
    ...care,
  ]
  return {
    spaceName: 'Stanebeck neighbourhood team',
    today,
    rounds: [millRound, beckRound],
    members: Object.values(members),
    people: told.map(({ key, medicines, person, personId, roundId }) => ({
      key,
      medicines,
      person,
      personId,
      roundId,
    })),
    acts: acts.sort((a, b) => a.at - b.at),
    circles,
    diary: buildDiary(told, today),
    tomorrow: { today: addDays(today, 1), diary: buildDiary(told, addDays(today, 1)) },
    plans: planWords(told, today),
    tasks: tasksToDo(told, today),
  }
}
