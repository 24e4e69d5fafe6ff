/**
 * What a search found in the records. Of a medicine it says too what waits for
 * a decision there: a found line is read like any other, so a dose that two
 * people wrote apart may not stand in it as if it were one. Loaded with the
 * first search.
 */
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { WaitingRow } from '../../domain/projections/rows.ts'
import type { ParamsOf, WarningItem } from '../../engine-api/queries.ts'
import type { SearchHit, SearchView } from '../../engine-api/search.ts'
import { type Facts, readEverybody } from '../views/facts.ts'
import { warningItems } from '../views/warnings.ts'

export async function answerSearch(
  { rows, session }: Facts,
  { in: within, text }: ParamsOf<'search'>,
  { isWanted }: { readonly isWanted: () => boolean },
): Promise<SearchView> {
  const { chains } = session.device
  const { directory } = await readEverybody(rows)
  const personOf = (personId: string) => {
    const person = directory.get(personId)
    const care = chains.careChainOf(personId as PersonId)
    // What lies here of somebody this device may no longer read is not found.
    if (person === undefined || care === undefined || !session.access.mayRead(care)) return null
    return { name: person.name, face: person.face }
  }
  const found = await session.search.find({ text, within, personOf, isWanted })
  if (found.medicines.hits.length === 0 || !isWanted()) return found
  return { ...found, medicines: { ...found.medicines, hits: await withDoubts(rows, found.medicines.hits) } }
}

/** Only of those with whom something waits is anything read: a common medicine is on many lists. */
async function withDoubts(rows: Facts['rows'], hits: readonly SearchHit[]): Promise<readonly SearchHit[]> {
  const waiting = await rows.find('waiting')
  const of = (what: WaitingRow['of']) => {
    const keys = new Set(waiting.filter((row) => row.of === what).map(({ key }) => key))
    return [...new Set(hits.map(({ personId }) => personId))].filter((personId) => keys.has(personId))
  }
  const [decided, warned] = [of('medicines'), of('warnings')]
  const [lines, warnings, answers] = await Promise.all([
    Promise.all(decided.map((partition) => rows.find('medicines', { partition }))),
    rows.findMany('warnings', warned),
    Promise.all(warned.map((partition) => rows.find('warningAnswers', { partition }))),
  ])
  const sidesOf = new Map<string, readonly MedicineChange[]>(
    lines
      .flat()
      .flatMap(({ conflict, medicineId, personId }) =>
        conflict === undefined ? [] : [[`${personId}/${medicineId}`, conflict]],
      ),
  )
  const items = warnings.map((row) => [row.personId, warningItems(row, answers.flat())] as const)
  const warningOf = ({ id, personId }: SearchHit): WarningItem | undefined =>
    items
      .find(([whose]) => whose === personId)?.[1]
      .find(({ answer, medicines }) => answer === null && medicines.some(({ medicineId }) => medicineId === id))
  return hits.map((hit) => {
    const conflict = sidesOf.get(`${hit.personId}/${hit.id}`)
    const warning = warningOf(hit)
    return { ...hit, ...(conflict !== undefined && { conflict }), ...(warning !== undefined && { warning }) }
  })
}
