/**
 * The sections every care plan has. They stand in the document's first change, so
 * that two people who begin one apart write into one text, and not into two of
 * which one is lost. Kept apart from the document: naming them loads no Automerge.
 */
export const planSectionIds = ['matters', 'goals', 'breathing', 'skin', 'medicines', 'worse'] as const

/** Letters. All of it is replaced at most by as much again, which is one change of a size every device takes. */
export const planTextLimit = 4_000
export const planTitleLimit = 80
