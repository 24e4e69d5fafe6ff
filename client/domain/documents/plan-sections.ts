/**
 * The sections every care plan has. They stand in the document's first change, so
 * that two people who begin one apart write into one text, and not into two of
 * which one is lost. Kept apart from the document: naming them loads no Automerge.
 */
export const planSectionIds = ['matters', 'goals', 'breathing', 'skin', 'medicines', 'worse'] as const

/** What they are called, on screens and in an export alike. */
const names: ReadonlyMap<string, string> = new Map([
  ['matters', 'What matters to me'],
  ['goals', 'Goals'],
  ['breathing', 'Breathing'],
  ['skin', 'Skin and wounds'],
  ['medicines', 'Medicines'],
  ['worse', 'If things get worse'],
] satisfies readonly (readonly [(typeof planSectionIds)[number], string])[])

/** A section that people added has a title of its own. */
export function planSectionName({ sectionId, title }: { readonly sectionId: string; readonly title: string }): string {
  return title === '' ? (names.get(sectionId) ?? 'Section') : title
}

/** Letters. All of it is replaced at most by as much again, which is one change of a size every device takes. */
export const planTextLimit = 4_000
export const planTitleLimit = 80
