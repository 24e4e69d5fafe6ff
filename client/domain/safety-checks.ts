/**
 * What must be looked at in what is recorded of one person: allergy against
 * medicine, one medicine twice, "none known" against a recorded allergy. Run
 * after every change of either document, whoever made it and however it came.
 *
 * Each pair is one of three: a warning, clear, or not to be checked because the
 * table does not know a word of it. The last is never shown as the second.
 */
import { bytesToHex, utf8ToBytes } from '../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../shared/lib/hash.ts'
import type { AllergyFact, MedicineFact, Warning, WarningsRow } from './projections/warning-rows.ts'
import { findDoubles } from './safety/doubles.ts'
import { isImmediateReaction } from './safety/immediate-reaction.ts'
import { type Drug, readDrug } from './safety/read-drug.ts'
import { isKnown, type Relation, relateDrugs } from './safety/relate-drugs.ts'

export interface SafetyFacts {
  readonly personId: string
  readonly allergies: readonly AllergyFact[]
  /** The day somebody said there are none; null when nobody has. */
  readonly noneKnownOn: string | null
  /** Current ones alone. */
  readonly medicines: readonly MedicineFact[]
}

export type PairVerdict =
  | ({ readonly type: 'match' } & Relation)
  | { readonly type: 'clear' }
  | { readonly type: 'cannot-check' }

export function checkPair(allergy: string, medicine: readonly string[]): PairVerdict {
  return verdictOf(readDrug(allergy), readDrug(...medicine))
}

/** Null when there is nothing to say. The same whatever the order of the facts. */
export function checkPerson(facts: SafetyFacts): WarningsRow | null {
  const allergies = sorted(facts.allergies, ({ allergyId }) => allergyId)
  const medicines = sorted(facts.medicines, ({ medicineId }) => medicineId)
  const warnings = [
    ...allergies.flatMap((allergy) => medicines.flatMap((medicine) => againstMedicine(allergy, medicine))),
    ...findDoubles(medicines).map(({ medicines: both, name, source, type }) =>
      warningOf({ kind: type, level: 'caution', why: { type, name, source }, allergy: null, medicines: both }),
    ),
    ...againstNoneKnown(allergies, facts.noneKnownOn),
  ].sort(gravestFirst)
  const unchecked = {
    allergies: unknownOf(allergies.map(({ substance }) => [substance])),
    // Without an allergy there is nothing to hold them against.
    medicines: allergies.length === 0 ? [] : unknownOf(medicines.map(({ names }) => names)),
  }
  const isSilent = warnings.length + unchecked.allergies.length + unchecked.medicines.length === 0
  return isSilent ? null : { personId: facts.personId, warnings, unchecked }
}

function verdictOf(allergy: Drug, medicine: Drug): PairVerdict {
  const relation = relateDrugs(allergy, medicine)
  if (relation !== null) return { type: 'match', ...relation }
  return { type: isKnown(allergy) && isKnown(medicine) ? 'clear' : 'cannot-check' }
}

function againstMedicine(allergy: AllergyFact, medicine: MedicineFact): readonly Warning[] {
  const verdict = checkPair(allergy.substance, medicine.names)
  if (verdict.type !== 'match') return []
  const { stopsAfterImmediate, why } = verdict
  const level =
    stopsAfterImmediate && isImmediateReaction(`${allergy.substance} ${allergy.reaction}`) ? 'stop' : verdict.level
  return [warningOf({ kind: 'allergy', level, why, allergy, medicines: [medicine] })]
}

function againstNoneKnown(allergies: readonly AllergyFact[], on: string | null): readonly Warning[] {
  if (on === null) return []
  // An older "none known" was true until the allergy was found.
  return allergies
    .filter(({ recordedOn }) => recordedOn === null || recordedOn <= on)
    .map((allergy) => {
      const why = { type: 'none-known', name: on, source: '' } as const
      return warningOf({ kind: 'none-known', level: 'caution', why, allergy, medicines: [] })
    })
}

/** Named by what it is about: when a fact changes it is another warning, and somebody looks again. */
function warningOf(parts: Omit<Warning, 'key' | 'since'>): Warning {
  const { allergy, kind, level, medicines, why } = parts
  const facts = [
    kind,
    level,
    why.name,
    allergy === null ? null : [allergy.allergyId, allergy.substance, allergy.reaction],
    medicines.map(({ dose, medicineId, names }) => [medicineId, names, dose]),
  ]
  const key = bytesToHex(sha256(purpose('warning'), utf8ToBytes(`/${JSON.stringify(facts)}`)).subarray(0, 16))
  const days = [allergy?.recordedOn ?? '', ...medicines.map(({ since }) => since ?? '')].sort()
  return { key, since: days.at(-1) || null, ...parts }
}

function unknownOf(texts: readonly (readonly string[])[]): readonly string[] {
  return texts.filter((each) => !isKnown(readDrug(...each))).map((each) => each[0] ?? '')
}

function gravestFirst(a: Warning, b: Warning): number {
  if (a.level !== b.level) return a.level === 'stop' ? -1 : 1
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

const kinds: readonly Warning['kind'][] = ['allergy', 'none-known', 'same-medicine', 'same-class']

function sorted<Fact>(facts: readonly Fact[], id: (fact: Fact) => string): readonly Fact[] {
  return [...facts].sort((a, b) => (id(a) < id(b) ? -1 : 1))
}
