/**
 * What an allergy to one thing says about another. The same whichever way round
 * it is asked; of several answers the gravest stands.
 */
import { classRelations, drugClasses, type SafetyLevel } from './drug-classes.ts'
import { classesBySubstance, type Drug } from './read-drug.ts'

/** Names are as staff read them. */
export type Why =
  | { readonly type: 'same-substance' | 'same-word' | 'same-class'; readonly name: string; readonly source: string }
  | { readonly type: 'related-classes'; readonly name: string; readonly source: string }

export interface Relation {
  readonly level: SafetyLevel
  /** Do not give, where the allergy showed itself as an immediate reaction. */
  readonly stopsAfterImmediate?: true
  readonly why: Why
}

const classById = new Map(drugClasses.map((one) => [one.id, one]))
/** Of what is as grave the first says why. */
const kinds = [sameSubstance, sameClass, relatedClasses, sameWord]

/** Null = the table says nothing against it; whether it knows both is `isKnown`'s to say. */
export function relateDrugs(a: Drug, b: Drug): Relation | null {
  const found = kinds.flatMap((relate) => [...relate(a, b)].sort(byName))
  return found.find(({ level }) => level === 'stop') ?? found[0] ?? null
}

/** All of it is in the table. */
export function isKnown({ classes, substances, unknown }: Drug): boolean {
  return unknown.length === 0 && classes.size + substances.size > 0
}

/** Of its substances, and those it names whole. */
export function classesOf({ classes, substances }: Drug): ReadonlySet<string> {
  return new Set([...classes, ...[...substances].flatMap((each) => classesBySubstance.get(each) ?? [])])
}

function sameSubstance(a: Drug, b: Drug): readonly Relation[] {
  return [...a.substances]
    .filter((substance) => b.substances.has(substance))
    .map((name) => ({ level: 'stop', why: { type: 'same-substance', name, source: '' } }))
}

/** Whoever names the whole class means every member; between two members the table decides. */
function sameClass(a: Drug, b: Drug): readonly Relation[] {
  const others = classesOf(b)
  return [...classesOf(a)].flatMap((id): readonly Relation[] => {
    const one = classById.get(id)
    if (one === undefined || !others.has(id)) return []
    const level = a.classes.has(id) || b.classes.has(id) ? 'stop' : one.within
    const source = `WHO ATC ${one.atc}${one.grounds === undefined ? '' : `; ${one.grounds}`}`
    return level === undefined ? [] : [{ level, why: { type: 'same-class', name: one.name, source } }]
  })
}

function relatedClasses(a: Drug, b: Drug): readonly Relation[] {
  const [ofA, ofB] = [classesOf(a), classesOf(b)]
  return classRelations.flatMap(
    ({ classes: [one, other], grounds, level, stopsAfterImmediate }): readonly Relation[] => {
      if (!(ofA.has(one) && ofB.has(other)) && !(ofA.has(other) && ofB.has(one))) return []
      const name = [one, other].map((id) => classById.get(id)?.name ?? id).join(', ')
      const graver = stopsAfterImmediate === true && { stopsAfterImmediate }
      return [{ level, ...graver, why: { type: 'related-classes', name, source: grounds } }]
    },
  )
}

/** What the table does not know still matches itself. */
function sameWord(a: Drug, b: Drug): readonly Relation[] {
  const shared = [...a.unknown.filter((word) => b.words.has(word)), ...b.unknown.filter((word) => a.words.has(word))]
  return [...new Set(shared)].map((name) => ({ level: 'stop', why: { type: 'same-word', name, source: '' } }))
}

function byName(a: Relation, b: Relation): number {
  return a.why.name < b.why.name ? -1 : 1
}
