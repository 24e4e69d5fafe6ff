/**
 * The safety checks of a person, made anew whenever rows of her allergies or
 * medicines are about to be committed, in that same commit. The other document is
 * read from its pages, which hold all that was committed before, so whichever
 * came first both are held against each other, and a restart loses nothing.
 *
 * What it costs grows with whom the rows are about, not with how many there are.
 */
import { homePartition, type StoredRow } from '../../domain/projections/rows.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { RowPlace } from '../read-model/read-model.ts'

export interface RowsToCommit {
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
}

export async function withWarnings<Plan extends RowsToCommit>(
  pages: Pick<PageWriter, 'read'>,
  plan: Plan,
): Promise<Plan> {
  const people = [...new Set(plan.rows.filter(isFact).map(({ partition }) => partition))]
  if (people.length === 0) return plan
  // Loaded with the documents themselves: the table is no part of what the first screen waits for.
  const [{ checkPerson }, { safetyFacts }] = await Promise.all([
    import('../../domain/safety-checks.ts'),
    import('../../domain/safety/person-facts.ts'),
  ])
  const facts = newest(await pages.read(people, ['details', 'medicines']), plan.rows)
  const rows: StoredRow[] = []
  const drops: RowPlace[] = []
  for (const personId of people) {
    const own = facts.filter(({ partition }) => partition === personId)
    const details = own.flatMap((one) => (one.collection === 'details' ? [one.row] : []))
    const medicines = own.flatMap((one) => (one.collection === 'medicines' ? [one.row] : []))
    const row = checkPerson(safetyFacts(personId, details[0], medicines))
    const place = { collection: 'warnings', partition: personId, id: personId } as const
    if (row === null) drops.push(place)
    else rows.push({ ...place, order: '', row })
    const waiting = { collection: 'waiting', partition: homePartition, id: `${personId}/warnings` } as const
    if (row === null || row.warnings.length === 0) drops.push(waiting)
    else rows.push({ ...waiting, order: '', row: { key: personId, of: 'warnings' } })
  }
  return { ...plan, rows: [...plan.rows, ...rows], drops: [...plan.drops, ...drops] }
}

function isFact({ collection }: StoredRow): boolean {
  return collection === 'details' || collection === 'medicines' || collection === 'listChanges'
}

/** What is about to be committed stands over what is on the pages. */
function newest(stored: readonly StoredRow[], fresh: readonly StoredRow[]): readonly StoredRow[] {
  const key = ({ collection, id, partition }: StoredRow) => `${partition}/${collection}/${id}`
  return [...new Map([...stored, ...fresh].map((row) => [key(row), row])).values()]
}
