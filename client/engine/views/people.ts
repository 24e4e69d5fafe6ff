/** The people looked after here, by name; found by any part of a name or by NHS number. */
import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { PeopleView } from '../../engine-api/queries.ts'

export interface PeopleFacts {
  readonly search: string
  readonly directory: readonly DirectoryRow[]
  readonly newMessagesByPerson: ReadonlyMap<string, number>
  readonly corrections?: ReadonlyMap<string, CorrectionsRow>
}

export function peopleView({ corrections, directory, newMessagesByPerson, search }: PeopleFacts): PeopleView {
  const words = folded(search)
    .split(' ')
    .filter((word) => word !== '')
  const digits = search.replaceAll(/\s/g, '')
  const found = directory.filter((person) =>
    isNumber(digits)
      ? person.nhsNumber.split(' or ').some((number) => number.startsWith(digits))
      : matches(person, words),
  )
  const rows = [...found].sort(byName).map((person) => {
    const disputed = corrections?.get(person.personId)?.disputed.filter(({ kind }) => kind === 'detail') ?? []
    const newMessages = newMessagesByPerson.get(person.personId) ?? 0
    return { person, newMessages, ...(disputed.length > 0 && { disputed }) }
  })
  return { rows, total: directory.length }
}

/** Without accents and case: "Zoe" finds Zoë. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s'’-]+/g, ' ')
    .trim()
}

/** Every word typed begins some word of the name. */
function matches({ name }: DirectoryRow, words: readonly string[]): boolean {
  const parts = folded(`${name.given} ${name.family} ${name.preferred}`).split(' ')
  return words.every((word) => parts.some((part) => part.startsWith(word)))
}

function isNumber(text: string): boolean {
  return /^\d{3,10}$/.test(text)
}

function byName(a: DirectoryRow, b: DirectoryRow): number {
  return compare(sortKey(a), sortKey(b)) || compare(a.personId, b.personId)
}

function sortKey({ name }: DirectoryRow): string {
  return `${folded(name.family)} ${folded(name.given)}`
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
