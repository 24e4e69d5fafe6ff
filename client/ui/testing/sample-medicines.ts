/** Doreen's furosemide in every state: changed apart, three ways apart, stopped against changed, merged, just changed. */

import type { GivingRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineChange, MedicineState } from '../../domain/projections/medicine-change.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { MyMedicinesView, PersonView } from '../../engine-api/queries.ts'
import { aisha, at, ben, priya, reid } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'

const furosemideBefore: MedicineState = {
  name: 'furosemide',
  form: 'tablet',
  dose: '40 mg',
  frequency: 'once a day, morning',
  route: 'by mouth',
  status: 'current',
  stoppedOn: null,
}

function side(key: string, after: Partial<MedicineState>, more: Partial<MedicineChange>): MedicineChange {
  const nobody = { author: null, writtenAt: null, arrivedAt: null, reason: '' }
  return { key, before: furosemideBefore, after: { ...furosemideBefore, ...after }, ...nobody, ...more }
}

const written = { author: aisha, writtenAt: at('08:50') }
const ofAisha = side(
  '1@a',
  { dose: '20 mg' },
  { ...written, reason: 'Dizzy on standing, twice nearly fell. BP 98/60.' },
)
const ofPriya = side(
  '1@p',
  { dose: '80 mg' },
  {
    author: priya,
    writtenAt: at('08:55'),
    arrivedAt: at('08:58'),
    reason: 'Up 2.1 kg in 3 days, ankles swollen, cannot lie flat.',
  },
)
const ofReid = side(
  '1@r',
  { dose: '60 mg', frequency: 'once a day, for 3 days' },
  { author: reid, writtenAt: at('09:01'), arrivedAt: at('09:02'), reason: 'Short course, then weigh.' },
)
const stopped = side(
  '2@a',
  { status: 'stopped', stoppedOn: '2026-11-24' },
  { ...written, reason: 'Kidneys: potassium 6.1 this morning.' },
)

function withFurosemide(more: Partial<MedicineRow>): PersonView {
  const medicines = samplePerson.medicines.map((row) => (row.name === 'furosemide' ? { ...row, ...more } : row))
  return { ...samplePerson, medicines }
}

export const twoDoses = withFurosemide({ dose: '20 mg or 80 mg', conflict: [ofAisha, ofPriya] })
export const threeWays = withFurosemide({ dose: '20 mg or 60 mg or 80 mg', conflict: [ofAisha, ofPriya, ofReid] })
export const stopOrChange = withFurosemide({ dose: '40 mg or 80 mg', conflict: [stopped, ofPriya] })
/** Who rang whom: the name, the dose and how it is taken all differ. */
export const twoNames = withFurosemide({
  name: 'bumetanide or furosemide',
  dose: '1 mg or 80 mg',
  route: 'by mouth or into a vein',
  conflict: [
    side('1@a', { name: 'bumetanide', dose: '1 mg' }, { ...written, reason: 'Itches with furosemide.' }),
    side('1@p', { dose: '80 mg', route: 'into a vein' }, { author: priya, writtenAt: at('08:55'), reason: 'Rang.' }),
  ],
})
/** One dose, twice as often. */
export const twoFrequencies = withFurosemide({
  frequency: 'once a day, morning or twice a day',
  conflict: [
    side('1@a', {}, { ...written, reason: 'As before.' }),
    side('1@p', { frequency: 'twice a day' }, { author: priya, writtenAt: at('08:55'), reason: 'Rang.' }),
  ],
})
export const mergedPerson = withFurosemide({
  dose: '20 mg',
  frequency: 'twice a day',
  merged: [
    ofAisha,
    side('2@p', { frequency: 'twice a day' }, { author: priya, writtenAt: at('08:55'), reason: 'Split.' }),
  ],
})
export const changedPerson = withFurosemide({ dose: '80 mg', changed: ofPriya })

function giving(id: string, more: Partial<GivingRow>): GivingRow {
  const shown = { name: 'furosemide', dose: '40 mg', route: 'by mouth', given: true, reason: '', instruction: '' }
  const place = { id, personId: 'doreen', medicineId: 'furosemide', own: false, arrivedAt: null }
  return { ...place, ...shown, at: at('09:10'), author: aisha, ...more }
}

export const givenOnce: PersonView = { ...samplePerson, givings: [giving('g1', {})] }
export const givenTwice: PersonView = {
  ...samplePerson,
  givings: [giving('g2', { at: at('09:15'), author: ben }), giving('g1', {})],
}

const shared = { form: 'tablet', route: 'by mouth', checking: false }
export const sampleMyMedicines: MyMedicinesView = {
  lines: [
    { ...shared, name: 'apixaban', dose: '2.5 mg', frequency: 'twice a day' },
    { name: 'furosemide', form: '', dose: '', frequency: '', route: '', checking: true },
    { ...shared, name: 'tiotropium', form: 'inhaler', dose: '5 micrograms', frequency: 'once a day', route: 'inhaled' },
  ],
  listedAt: at('08:58'),
  complete: true,
  updatedAt: at('09:08'),
}
