/** What the safety checks found in Doreen Ashworth's record: an allergy against a new medicine, and lesser ones. */
import type { AllergyFact, MedicineFact } from '../../domain/projections/warning-rows.ts'
import type { PersonView, WarningItem } from '../../engine-api/queries.ts'
import { aisha, at, priya } from './sample-cast.ts'
import { twoDoses } from './sample-medicines.ts'
import { samplePerson } from './sample-record.ts'

const penicillin: AllergyFact = {
  allergyId: 'a-penicillin',
  substance: 'Penicillin',
  reaction: 'rash',
  recordedOn: '2011-02-02',
  author: aisha,
  writtenAt: at('09:31'),
}

function medicine(medicineId: string, name: string, dose: string): MedicineFact {
  return {
    medicineId,
    names: [name, ''],
    form: 'tablet',
    dose,
    route: 'by mouth',
    since: '2026-11-24',
    author: priya,
    writtenAt: at('09:33'),
  }
}

export const allergyWarning: WarningItem = {
  key: 'a1'.repeat(16),
  kind: 'allergy',
  level: 'stop',
  why: { type: 'same-class', name: 'penicillins', source: 'WHO ATC J01C' },
  allergy: penicillin,
  medicines: [medicine('amoxicillin', 'amoxicillin', '500 mg')],
  since: '2026-11-24',
  answer: null,
}

export const relatedWarning: WarningItem = {
  ...allergyWarning,
  key: 'a2'.repeat(16),
  level: 'caution',
  why: { type: 'related-classes', name: 'penicillins, cephalosporins', source: 'BNF' },
  medicines: [medicine('cefalexin', 'cefalexin', '500 mg')],
}

export const doubleWarning: WarningItem = {
  ...allergyWarning,
  key: 'a3'.repeat(16),
  kind: 'same-medicine',
  level: 'caution',
  why: { type: 'same-medicine', name: 'paracetamol', source: '' },
  allergy: null,
  medicines: [medicine('paracetamol', 'paracetamol', '1 g'), medicine('co-codamol', 'co-codamol', '8 mg/500 mg')],
}

export const answeredWarning: WarningItem = {
  ...relatedWarning,
  answer: { author: priya, at: at('09:40'), reason: 'Had it in 2024 without any reaction. Dr Reid agrees.' },
}

const template = samplePerson.medicines[0]!

export const warnedPerson: PersonView = {
  ...samplePerson,
  medicines: [
    ...samplePerson.medicines,
    { ...template, medicineId: 'amoxicillin', name: 'amoxicillin', form: 'capsule', dose: '500 mg', risk: null },
  ],
  allergies: [penicillin],
  warnings: [allergyWarning, doubleWarning, answeredWarning],
  unchecked: { allergies: [], medicines: ['yarrow tincture'] },
}

/** The medicine of the warning was changed apart, by who changed the furosemide apart. */
export const apartSides = twoDoses.medicines.flatMap(({ conflict = [] }) =>
  conflict.map((side, index) => {
    const of = { ...side.after, name: 'amoxicillin', form: 'capsule', frequency: 'three times a day' }
    const after = { ...of, dose: index === 0 ? '125 mg' : '250 mg' }
    return { ...side, before: null, after, reason: index === 0 ? 'Kidneys.' : 'Chest no better.' }
  }),
)
const eitherDose = '125 mg or 250 mg'

export const apartWarning: WarningItem = {
  ...allergyWarning,
  key: 'a4'.repeat(16),
  medicines: allergyWarning.medicines.map((fact) => ({ ...fact, dose: eitherDose, sides: apartSides })),
}

/** Two wrote down what it is to, each without seeing the other. */
export const apartAllergy: AllergyFact = {
  ...penicillin,
  substance: 'Penicillin or Aspirin',
  author: null,
  writtenAt: null,
  sides: [
    { key: '1@a', author: aisha, writtenAt: at('08:50'), arrivedAt: null, reason: 'As she said', before: null },
    { key: '1@p', author: priya, writtenAt: at('08:55'), arrivedAt: at('08:58'), reason: 'By letter', before: null },
  ].map((side, index) => ({
    ...side,
    after: { substance: index === 0 ? 'Penicillin' : 'Aspirin', reaction: 'rash', recordedOn: '2011-02-02' },
  })),
}

export const apartAllergyWarning: WarningItem = { ...allergyWarning, key: 'a6'.repeat(16), allergy: apartAllergy }

export const apartAllergyPerson: PersonView = {
  ...warnedPerson,
  alerts: warnedPerson.alerts.map((alert) =>
    alert.kind === 'allergies' ? { ...alert, fact: 'Penicillin or Aspirin – rash', disputed: true } : alert,
  ),
  allergies: [apartAllergy],
  warnings: [apartAllergyWarning],
}

export const apartPerson: PersonView = {
  ...warnedPerson,
  medicines: warnedPerson.medicines.map((row) =>
    row.medicineId === 'amoxicillin' ? { ...row, dose: eitherDose, conflict: apartSides } : row,
  ),
  warnings: [apartWarning],
}
