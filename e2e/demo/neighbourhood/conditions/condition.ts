/**
 * What somebody is visited for: three months of notes as a nurse writes them,
 * what is usual for such a person, and the medicines that go with it.
 * In all words {name} is what the person likes to be called, and {this|or this}
 * is decided once for each person, so that no two stories are word for word one.
 */
import type { AlertInput } from '../../../../client/domain/documents/person.ts'
import type { VisitRow } from '../../../../client/domain/projections/visit-rows.ts'

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
  /** The visit, from 0, at which some of it was worse. */
  readonly worst?: { readonly visit: number; readonly usual: Partial<Usual> }
  /** Only so many visits measured anything: comfort comes before numbers. */
  readonly measuredVisits?: number
  readonly medicines: readonly MedicineWords[]
  /** When each visit was, where the story depends on it: days before today, and the time it began. */
  readonly when?: readonly (readonly [daysBefore: number, time: string])[]
  /** What each visit measured, where its words say so; else what is usual, a little up or down. */
  readonly measured?: readonly Partial<Usual>[]
  /** Oldest first. */
  readonly visits: readonly VisitWords[]
  /** What staff said to one another about it, oldest first. */
  readonly talk: readonly (readonly [by: 'nurse' | 'priya' | 'reid' | 'lena', afterVisit: number, text: string])[]
}

export const well: Usual = { respirations: 16, spo2: 97, systolic: 134, pulse: 74, temperature: 367 }
