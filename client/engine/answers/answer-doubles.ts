/** People entered twice: who might be somebody to be added, and which entries are of one person. Loaded when first asked for. */
import { findAlike, findDoubles, goesOnWith, type WhoSomebodyIs } from '../../domain/same-person.ts'
import type { AlikeView, DoublesView } from '../../engine-api/queries.ts'
import { type Facts, readEverybody } from '../views/facts.ts'

export async function answerAlike({ rows }: Facts, who: WhoSomebodyIs): Promise<AlikeView> {
  const { directory } = await readEverybody(rows)
  return { people: findAlike(directory, who) }
}

export async function answerDoubles(
  { rows }: Facts,
  { personId }: { readonly personId: string },
): Promise<DoublesView> {
  const { directory } = await readEverybody(rows)
  const kept = goesOnWith(directory, personId)
  return {
    goesOn: kept === personId ? null : (directory.get(kept) ?? null),
    maybe: findDoubles(directory, personId),
    left: [...directory.values()].filter(
      (row) =>
        row.sameAs !== undefined &&
        row.personId !== kept &&
        kept === personId &&
        goesOnWith(directory, row.personId) === kept,
    ),
  }
}
