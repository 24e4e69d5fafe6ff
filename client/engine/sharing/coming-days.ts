/** The plans of the coming days, read once for everybody. What is planned further ahead is told when it comes nearer. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { addDays, dayOf } from '../../domain/dates.ts'
import { dayPartition } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'

export interface ComingDays {
  readonly visits: readonly VisitRow[]
  /** Called off. */
  readonly off: readonly VisitRow[]
}

/** Two weeks. */
const lookAhead = 14

export async function readComingDays({
  clock,
  rows,
}: {
  readonly clock: Clock
  readonly rows: Pick<Rows, 'find' | 'open'>
}): Promise<ComingDays> {
  const dates = daysAhead(clock.now())
  await rows.open(dates.map(dayPartition), ['visits', 'visitsOff'])
  const ofDays = async (collection: 'visits' | 'visitsOff') =>
    (await Promise.all(dates.map((date) => rows.find(collection, { date })))).flat()
  const [visits, off] = await Promise.all([ofDays('visits'), ofDays('visitsOff')])
  return { visits, off }
}

function daysAhead(now: Instant): readonly string[] {
  const today = dayOf(now)
  return Array.from({ length: lookAhead + 1 }, (_, days) => addDays(today, days))
}
