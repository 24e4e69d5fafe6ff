/**
 * Warnings of everybody and clashes of the days to come, made again from the pages:
 * those pages may be older than the checks, or than their tables. Once for each version of the
 * checks, a few people at a time; loaded when it is needed.
 */
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { addDays } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import { dayPartition, type StoredRow } from '../../domain/projections/rows.ts'
import { safetyVersion } from '../../domain/safety/version.ts'
import { findClashes } from '../../domain/safety/visit-clashes.ts'
import type { PageWriter, RowPlace } from '../read-model/page-writer.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import { type RowsToCommit, warningsOf } from './warnings.ts'

export interface RemakeDeps {
  readonly pages: Pick<PageWriter, 'read'>
  readonly people: readonly string[]
  readonly today: Day
  /** In a transaction of its own; false ends it, and the next start tries again. `make` sees what was committed last. */
  readonly commit: (make: () => Promise<RowsToCommit>, alongside: readonly SealedItem[]) => Promise<boolean>
}

/** So that a tap in between does not wait. */
const atOnce = 20
/** Nobody plans further; what is past clashes with nothing. */
const daysAhead = 100

export async function remakeWarnings({ commit, pages, people, today }: RemakeDeps): Promise<void> {
  for (let from = 0; from < people.length; from += atOnce) {
    const some = people.slice(from, from + atOnce)
    if (!(await commit(() => warningsOf(pages, some, []), []))) return
  }
  await commit(() => clashesOf(pages, today), [madeItem])
}

const madeItem: SealedItem = { store: 'docs', scope: 'made', name: 'warnings', value: utf8ToBytes(safetyVersion) }

async function clashesOf(pages: Pick<PageWriter, 'read'>, today: Day): Promise<RowsToCommit> {
  const days = Array.from({ length: daysAhead }, (_, count) => addDays(today, count))
  const stored = await pages.read(days.map(dayPartition), ['visits'])
  const visits = stored.flatMap((one) => (one.collection === 'visits' ? [one.row] : []))
  const rows: StoredRow[] = []
  const drops: RowPlace[] = []
  for (const date of days) {
    const place = { collection: 'clashes', partition: dayPartition(date), id: date } as const
    const clashes = findClashes(visits.filter((visit) => visit.date === date))
    if (clashes.length === 0) drops.push(place)
    else rows.push({ ...place, order: '', row: { date, clashes } })
  }
  return { rows, drops }
}
