/**
 * What somebody is visited for: three months of notes as a nurse writes them,
 * what is usual for such a person, and the medicines that go with it.
 * In all words {name} is what the person likes to be called, and {this|or this}
 * is decided once for each person, so that no two stories are word for word one.
 */
import type { AlertInput } from '../../../../client/domain/documents/person.ts'
import type { VisitRow } from '../../../../client/domain/projections/rows.ts'

/** In her own words, what was found, what was done, what happens next. */
export type VisitWords = readonly [words: string, found: string, did: string, next: string]

export type MedicineWords = readonly [
  name: string,
  form: string,
  dose: string,
  frequency: string,
  route: string,
  risk?: string,
]

export interface Usual {
  readonly respirations: number
  readonly spo2: number
  readonly systolic: number
  readonly pulse: number
  /** Tenths of a degree. */
  readonly temperature: number
}

export interface Condition {
  readonly reason: string
  readonly tag: VisitRow['tag']
  readonly alerts: readonly Omit<AlertInput, 'recordedOn'>[]
  readonly usual: Usual
  readonly medicines: readonly MedicineWords[]
  /** Eight, oldest first. */
  readonly visits: readonly VisitWords[]
  /** What staff said to one another about it, oldest first. */
  readonly talk: readonly (readonly [by: 'nurse' | 'priya' | 'reid' | 'lena', text: string])[]
}

export const well: Usual = { respirations: 16, spo2: 97, systolic: 134, pulse: 74, temperature: 367 }
