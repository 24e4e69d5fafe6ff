/** The people looked after here, by name; found by any part of a name, by NHS number, or by the code the audit calls them by. */
import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { findDoubles, goesOnWith } from '../../domain/same-person.ts'
import { auditCode } from '../../engine-api/audit.ts'
import type { PeopleView } from '../../engine-api/queries.ts'
import { wordsOf } from '../search/words.ts'

export interface PeopleFacts {
  readonly search: string
  /** The first so many of those found. */
  readonly limit?: number | undefined
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly newMessagesByPerson: ReadonlyMap<string, number>
  readonly corrections?: ReadonlyMap<string, CorrectionsRow>
}

export function peopleView({ corrections, directory, limit, newMessagesByPerson, search }: PeopleFacts): PeopleView {
  const words = wordsOf(search)
  const digits = search.replaceAll(/\s/g, '')
  const everybody = byNameOf(directory)
  const coded = peopleOfCode(directory, search)
  const isFound = isNumber(digits) ? hasNumberFrom(digits) : hasWordsFrom(words)
  const isMeant = (named: Named) => isFound(named) || (coded.size > 0 && coded.has(named.person.personId))
  const found = search === '' ? everybody : everybody.filter(isMeant)
  const rows = found.slice(0, limit).map(({ person }) => {
    const disputed = corrections?.get(person.personId)?.disputed.filter(({ kind }) => kind === 'detail') ?? []
    const newMessages = newMessagesByPerson.get(person.personId) ?? 0
    const isDouble = findDoubles(directory, person.personId).length > 0
    return { person, newMessages, ...(disputed.length > 0 && { disputed }), ...(isDouble && { isDouble }) }
  })
  return { rows, found: found.length, total: everybody.length }
}

/** "967 4DD", also as "person 967 4DD": whoever information governance asks about. Who was entered twice has two codes. */
function peopleOfCode(directory: PeopleFacts['directory'], search: string): ReadonlySet<string> {
  const signs = /^(?:person\s+)?([\da-f]{3})\s?([\da-f]{3})$/i.exec(search.trim())
  if (signs === null) return new Set()
  const code = `${signs[1]} ${signs[2]}`.toUpperCase()
  const meant = [...directory.keys()].filter((personId) => auditCode(personId) === code)
  return new Set(meant.map((personId) => goesOnWith(directory, personId)))
}

/** A person with what the name is found by and stands by: worked out once a list, for it is asked for with every key. */
interface Named {
  readonly person: DirectoryRow
  readonly words: string
  readonly sort: string
}

const sorted = new WeakMap<PeopleFacts['directory'], readonly Named[]>()

function byNameOf(directory: PeopleFacts['directory']): readonly Named[] {
  const known = sorted.get(directory)
  if (known !== undefined) return known
  // Who was entered twice stands here once.
  const made = [...directory.values()]
    .filter((row) => goesOnWith(directory, row.personId) === row.personId)
    .map(nameOf)
    .sort(byName)
  sorted.set(directory, made)
  return made
}

/** A changed record makes a new list of the same rows. */
const namedByRow = new WeakMap<DirectoryRow, Named>()

function nameOf(person: DirectoryRow): Named {
  const known = namedByRow.get(person)
  if (known !== undefined) return known
  const { family, given, preferred } = person.name
  // "OBrien" finds O'Brien too.
  const joined = wordsOf(family.replaceAll(/['’]/g, ''))
  const words = [...wordsOf(`${given} ${family} ${preferred}`), ...joined]
  const named = {
    person,
    words: ` ${words.join(' ')}`,
    sort: `${wordsOf(family).join(' ')} ${wordsOf(given).join(' ')}`,
  }
  namedByRow.set(person, named)
  return named
}

type Test = (named: Named) => boolean

/** Every word typed begins some word of the name; a date of birth is typed as it is shown. */
function hasWordsFrom(words: readonly string[]): Test {
  const starts = words.map((word) => ` ${word}`)
  const isDate = words.length === 3
  return ({ person, words: name }) =>
    starts.every((start) => name.includes(start)) || (isDate && isBornOn(person, words))
}

function hasNumberFrom(digits: string): Test {
  return ({ person: { nhsNumber } }) => nhsNumber.startsWith(digits) || nhsNumber.includes(` or ${digits}`)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

/** 14-Mar-1947, 14 March 1947, 14/03/1947. */
function isBornOn({ born }: DirectoryRow, [day, month, year]: readonly string[]): boolean {
  if (day === undefined || month === undefined || year === undefined) return false
  const [itsYear = '', itsMonth = '', itsDay = ''] = born.split('-')
  const isMonth = month.padStart(2, '0') === itsMonth || month.startsWith(months[Number(itsMonth) - 1] ?? '-')
  return year === itsYear && isMonth && day.padStart(2, '0') === itsDay
}

function isNumber(text: string): boolean {
  return /^\d{3,10}$/.test(text)
}

function byName(a: Named, b: Named): number {
  return compare(a.sort, b.sort) || compare(a.person.personId, b.person.personId)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
