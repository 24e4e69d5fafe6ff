/**
 * What lies on this disk of people whose record this member may no longer open:
 * it is there until it is tidied away, sealed, and no view is made of it. Who
 * they are, by the team's list, and the plan of the day stay. Rule BG4.
 */
import type { Collection, RowByCollection } from '../../domain/projections/rows.ts'
import { isOfOnePerson, personOf, type Rows } from '../read-model/rows.ts'

/** In lists of everybody. */
const alsoOfPeople: ReadonlySet<Collection> = new Set(['tasks', 'threads', 'unread'])

export function withoutShut(rows: Rows, isShut: (personId: string) => boolean): Rows {
  const open = (collection: Collection, id: string) => !isOfOnePerson(collection) || !isShut(personOf(id))
  const openIds = (collection: Collection, ids: readonly string[]) => ids.filter((id) => open(collection, id))
  return {
    ...rows,
    find: async (collection, where) => {
      if (isOfOnePerson(collection) && isShut(where?.partition ?? '')) return []
      return onlyOpen(collection, await rows.find(collection, where), isShut)
    },
    findMany: (collection, ids) => rows.findMany(collection, openIds(collection, ids)),
    shown: async (collection, ids) => (await rows.shown(collection, ids)).filter((row) => !isAboutShut(row, isShut)),
    newest: async (collection, partition, count) =>
      isShut(partition) ? { rows: [], isWhole: true } : rows.newest(collection, partition, count),
  }
}

/** The very list where nothing is taken out: what is worked out from it is remembered by it. */
function onlyOpen<Name extends Collection>(
  collection: Name,
  found: readonly RowByCollection[Name][],
  isShut: (personId: string) => boolean,
): readonly RowByCollection[Name][] {
  if (!alsoOfPeople.has(collection) || !found.some((row) => isAboutShut(row, isShut))) return found
  return found.filter((row) => !isAboutShut(row, isShut))
}

function isAboutShut(row: object, isShut: (personId: string) => boolean): boolean {
  return 'personId' in row && typeof row.personId === 'string' && isShut(row.personId)
}
