/**
 * Names as screens write them. Staff see "ASHWORTH, Doreen (Mrs)" (CUI PAB-0049
 * to 0053), everybody else the name people say. Nothing here ever shortens a
 * name, and a part that is not recorded leaves no mark behind.
 */
import type { PersonName } from './projections/rows.ts'

/** "ASHWORTH, Doreen (Mrs)". */
export function formatBannerName({ family, given, title }: PersonName): string {
  // Of two names recorded apart each stands as a name; the word between them does not.
  const families = family.split(' or ').map((each) => each.toUpperCase())
  const both = [families.join(' or '), titleCase(given)].filter((part) => part !== '').join(', ')
  return title === '' ? both : `${both} (${title})`
}

/** "Doreen Ashworth". */
export function formatPlainName({ family, given }: PersonName): string {
  return [given, family].filter((part) => part !== '').join(' ')
}

/** What she likes to be called, else her given name, else the whole name. */
export function calledName(name: PersonName): string {
  return name.preferred || name.given || formatPlainName(name)
}

/** "Karen" of "Karen Ashworth": of somebody who is known by one line alone. */
export function firstName(line: string): string {
  return line.trim().split(/\s+/)[0] ?? ''
}

/** "Aisha"; "Dr Reid" where a title is part of the name. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const isTitle = /^(dr|mr|mrs|ms|miss|mx|prof|sister)\.?$/i.test(first)
  return isTitle && rest.length > 0 ? `${first} ${rest.at(-1)}` : first
}

/** "D.A.", for places others can look over a shoulder. */
export function initialsOf({ family, given }: PersonName): string {
  return [given, family].map(initial).join('')
}

/** First letter by code point, so that no letter of any script is torn in half. */
function initial(part: string): string {
  const [letter] = part.trim().normalize('NFC')
  return letter === undefined ? '' : `${letter.toUpperCase()}.`
}

/** Only names recorded all in one case are changed: "McKenzie-Ann" knows better than we do. */
function titleCase(given: string): string {
  if (given !== given.toUpperCase() && given !== given.toLowerCase()) return given
  return given
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}
