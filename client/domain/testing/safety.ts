/** Allergies and medicines for the safety tests. */
import fc from 'fast-check'
import type { AllergyFact, MedicineFact } from '../projections/warning-rows.ts'
import { drugClasses } from '../safety/drug-classes.ts'

export function allergyTo(substance: string, more: Partial<AllergyFact> = {}): AllergyFact {
  const allergyId = `allergy/${substance}`
  return { allergyId, substance, reaction: 'rash', recordedOn: '2011-02-02', author: null, writtenAt: null, ...more }
}

export function taking(name: string, more: Partial<MedicineFact> = {}): MedicineFact {
  return {
    medicineId: `medicine/${name}`,
    names: [name, ''],
    form: 'tablet',
    dose: '500 mg',
    route: 'by mouth',
    since: '2026-11-20',
    author: null,
    writtenAt: null,
    ...more,
  }
}

const known = drugClasses.flatMap(({ members, name }) => [name, ...members.split(',')])
const written = [...known, 'co-amoxiclav', 'co-codamol', 'paracetamol', 'Septrin', 'latex', 'yarrow', 'tiotropium']

/** What people write: names of the table, and others. */
export const anyName = fc.constantFrom(...written)

export const anyAllergies = fc.uniqueArray(
  fc.tuple(anyName, fc.option(fc.constantFrom('2010-01-01', '2026-05-04'), { nil: null })),
  { maxLength: 4, selector: ([name]) => name },
)

export const anyMedicines = fc.uniqueArray(anyName, { maxLength: 5 })
