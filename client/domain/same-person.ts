/**
 * Whether two entries of the list of people are about one person: by the NHS
 * number, or by name and date of birth. Two colleagues without signal may enter
 * somebody twice; it is then seen by everybody, and one of the two is left for
 * the other. Nothing is deleted: what was written in either stays there. Rules
 * PN160-PN162.
 */
import type { DirectoryRow } from './projections/rows.ts'

export type WhoSomebodyIs = Pick<DirectoryRow, 'nhsNumber' | 'born'> & {
  readonly name: Pick<DirectoryRow['name'], 'family' | 'given'>
}

type Directory = ReadonlyMap<string, DirectoryRow>

/** The entry in which this one goes on; itself when nobody left it. Of a circle the lowest id stays. */
export function goesOnWith(directory: Directory, personId: string): string {
  const path: string[] = []
  let at = personId
  for (;;) {
    const circle = path.indexOf(at)
    if (circle !== -1) return [...path.slice(circle)].sort()[0] ?? at
    path.push(at)
    const next = directory.get(at)?.sameAs
    if (next === undefined || !directory.has(next)) return at
    at = next
  }
}

/** Everybody who might be the person described, whoever left for another entry set aside. */
export function findAlike(directory: Directory, who: WhoSomebodyIs): readonly DirectoryRow[] {
  const index = indexOf(directory)
  const ids = new Set(keysOf(who).flatMap((key) => index.get(key) ?? []))
  return [...ids].map((id) => directory.get(id)!)
}

/** Entries that seem to be this person a second time, and that nobody said are somebody else. */
export function findDoubles(directory: Directory, personId: string): readonly DirectoryRow[] {
  const row = directory.get(personId)
  if (row === undefined || goesOnWith(directory, personId) !== personId) return []
  return findAlike(directory, row).filter(
    (other) => other.personId !== personId && !isToldApart(row, other) && !isOtherNumber(row, other),
  )
}

/** Also where it is one of two that were written apart. */
export function hasNumber(row: Pick<DirectoryRow, 'nhsNumber'>, number: string): boolean {
  return number !== '' && numbersOf(row).includes(number)
}

function isToldApart(a: DirectoryRow, b: DirectoryRow): boolean {
  return a.notSame?.includes(b.personId) === true || b.notSame?.includes(a.personId) === true
}

/** Namesakes of one birthday, each with a number of their own. */
function isOtherNumber(a: DirectoryRow, b: DirectoryRow): boolean {
  return a.nhsNumber !== '' && b.nhsNumber !== '' && !numbersOf(a).some((number) => hasNumber(b, number))
}

const indexes = new WeakMap<Directory, ReadonlyMap<string, readonly string[]>>()

/** Made once a list: it is asked for with every key that is typed. */
function indexOf(directory: Directory): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(directory)
  if (known !== undefined) return known
  const made = new Map<string, string[]>()
  for (const row of directory.values()) {
    if (goesOnWith(directory, row.personId) !== row.personId) continue
    for (const key of keysOf(row)) made.set(key, [...(made.get(key) ?? []), row.personId])
  }
  indexes.set(directory, made)
  return made
}

/** A value that was changed apart stands with both. */
function numbersOf({ nhsNumber }: Pick<WhoSomebodyIs, 'nhsNumber'>): readonly string[] {
  return nhsNumber.split(' or ').filter((number) => number !== '')
}

function keysOf(who: WhoSomebodyIs): readonly string[] {
  const { family, given } = who.name
  const [first = ''] = plain(given).split(' ')
  const named = who.born === '' || plain(family) === '' || first === '' ? [] : [`${who.born} ${plain(family)} ${first}`]
  return [...numbersOf(who), ...named]
}

/** Without accents, case and punctuation: "O’Neill" and "oneill" are one name. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\s-]/gu, '')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim()
}
