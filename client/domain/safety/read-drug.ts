/**
 * What people wrote -> what the table knows of it. Whole words only, spelled as
 * in the table (capitals, hyphens, accents and a plural apart): nothing here
 * guesses. Words the table does not know stay, and are said.
 */
import { drugClasses } from './drug-classes.ts'
import { otherNames, plainSubstances } from './drug-names.ts'

export interface Drug {
  /** Known substances in it. */
  readonly substances: ReadonlySet<string>
  /** Whole classes it names: "penicillins". */
  readonly classes: ReadonlySet<string>
  /** All its words. */
  readonly words: ReadonlySet<string>
  /** Those the table does not know. */
  readonly unknown: readonly string[]
}

interface Meaning {
  readonly substances: readonly string[]
  readonly classes: readonly string[]
}

/** Words that name no substance: salts, forms, strengths, and what people write around a name. */
const empty = new Set(
  (
    'and or with of to the a an all any in on type group related based containing possible probable suspected known severe mild moderate allergy allergic allergie drug medicine medication antibiotic intolerance intolerant sensitivity sensitive reaction anaphylaxis rash ' +
    'sodium potassium calcium hydrochloride dihydrochloride sulfate sulphate maleate mesilate besilate tartrate phosphate bromide acetate fumarate citrate nitrate hydrate monohydrate dihydrate trihydrate anhydrous arginine erbumine medoxomil etexilate succinate propionate furoate valerate lactate gluconate hydrobromide embonate decanoate disodium ' +
    'tablet capsule caplet liquid suspension solution oral injection inhaler cream ointment gel patch pen cartridge vial ampoule sachet powder drop spray eye ear nasal soluble dispersible effervescent modified release gastro resistant slow prolonged long acting short immediate standard chewable orodispersible dose mg mcg microgram milligram gram g ml unit mr sr xl la er cr ec pr retard'
  )
    .split(' ')
    .map(stem),
)

const meanings: ReadonlyMap<string, Meaning> = makeMeanings()
const longest = Math.max(...[...meanings.keys()].map((phrase) => phrase.split(' ').length))

export const classesBySubstance: ReadonlyMap<string, readonly string[]> = makeClasses()

export function readDrug(...texts: readonly string[]): Drug {
  const substances = new Set<string>()
  const classes = new Set<string>()
  const words = new Set<string>()
  const unknown: string[] = []
  for (const text of texts) {
    const tokens = wordsOf(text)
    for (const token of tokens) words.add(token)
    for (let at = 0; at < tokens.length; ) {
      const { length, meaning } = longestFrom(tokens, at)
      for (const substance of meaning?.substances ?? []) substances.add(substance)
      for (const one of meaning?.classes ?? []) classes.add(one)
      const token = tokens[at] as string
      if (meaning === undefined && !isEmptyWord(token) && !unknown.includes(token)) unknown.push(token)
      at += length
    }
  }
  return { substances, classes, words, unknown }
}

/** Names no substance: says nothing by itself, so no two texts match by it. */
function isEmptyWord(word: string): boolean {
  return empty.has(word) || word.length < 3 || /\d/.test(word)
}

function longestFrom(tokens: readonly string[], at: number): { readonly length: number; readonly meaning?: Meaning } {
  for (let length = Math.min(longest, tokens.length - at); length > 0; length--) {
    const meaning = meanings.get(tokens.slice(at, at + length).join(' '))
    if (meaning !== undefined) return { length, meaning }
  }
  return { length: 1 }
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)
}

/** "penicillins" and "penicillin" are one word. */
function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !/[siu]s$/.test(word) ? word.slice(0, -1) : word
}

function makeMeanings(): ReadonlyMap<string, Meaning> {
  const made = new Map<string, Meaning>()
  const add = (name: string, substances: readonly string[], classes: readonly string[]) => {
    const words = wordsOf(name)
    // "co-amoxiclav" is also written in one word.
    for (const key of words[0] === 'co' ? [words.join(' '), words.join('')] : [words.join(' ')]) {
      const there = made.get(key)
      made.set(key, {
        substances: [...new Set([...(there?.substances ?? []), ...substances])],
        classes: [...new Set([...(there?.classes ?? []), ...classes])],
      })
    }
  }
  for (const name of plainSubstances.split(',')) add(name, [name], [])
  for (const { also = '', id, members, name } of drugClasses) {
    for (const word of [name, ...also.split(',')]) if (word !== '') add(word, [], [id])
    for (const member of members.split(',')) add(member, [member], [])
  }
  for (const [name, substances] of Object.entries(otherNames)) add(name, substances.split(','), [])
  return made
}

function makeClasses(): ReadonlyMap<string, readonly string[]> {
  const made = new Map<string, string[]>()
  for (const { id, members } of drugClasses) {
    for (const member of members.split(',')) made.set(member, [...(made.get(member) ?? []), id])
  }
  return made
}
