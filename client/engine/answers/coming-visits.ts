/**
 * Visits of the coming two weeks, over which visits are planned day by day. Few
 * days, because each is a partition that pushes another out of memory; what is
 * planned further ahead is known to whoever plans it.
 */
import { addDays } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import { dayPartition } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { Rows } from '../read-model/rows.ts'

const daysAhead = 14

/** All of them, of whomever; what was called off stands apart. */
export async function comingVisits(rows: Pick<Rows, 'find' | 'open'>, today: Day) {
  const days = Array.from({ length: daysAhead }, (_, ahead) => addDays(today, ahead))
  await rows.open(days.map(dayPartition), ['visits', 'visitsOff'])
  const of = async (collection: 'visits' | 'visitsOff'): Promise<readonly VisitRow[]> =>
    (await Promise.all(days.map((date) => rows.find(collection, { date })))).flat()
  const [on, off] = await Promise.all([of('visits'), of('visitsOff')])
  return { on, off }
}
