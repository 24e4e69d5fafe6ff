/** Doreen Ashworth's record: alerts, medicines, observation sets, story, threads. */
import type { AlertRow, BannerRow, MedicineRow, ObservationRow } from '../../domain/projections/rows.ts'
import type { PersonView, StoryItem, ThreadListRow } from '../../engine-api/queries.ts'
import { aisha, at, ben, doreen, karen, people, priya } from './sample-cast.ts'
import { agreedInPerson } from './sample-contact.ts'

const person = people[0]!

const banner: BannerRow = {
  personId: person.personId,
  name: person.name,
  born: person.born,
  gender: person.gender,
  nhsNumber: person.nhsNumber,
  died: null,
}

export const sampleAlerts: readonly AlertRow[] = [
  { kind: 'allergies', title: 'Known allergies', fact: 'Penicillin – rash', date: '2011-02-02', serious: true },
  { kind: 'respect', title: 'ReSPECT, copy seen', fact: 'In blue folder, hall', date: '2026-10-12', serious: false },
  {
    kind: 'oxygen',
    title: 'Home oxygen: fire risk',
    fact: 'Oxygen target 88–92 % (Scale 2), Dr Tom Reid',
    date: '2026-09-03',
    serious: false,
  },
]

interface Line {
  readonly name: string
  readonly form: string
  readonly dose: string
  readonly frequency: string
  readonly risk?: string
  readonly stoppedOn?: string
}

const lines: readonly Line[] = [
  { name: 'apixaban', form: 'tablet', dose: '2.5 mg', frequency: 'twice a day', risk: 'Anticoagulant' },
  { name: 'furosemide', form: 'tablet', dose: '40 mg', frequency: 'once a day, morning' },
  { name: 'tiotropium', form: 'inhaler', dose: '5 micrograms', frequency: 'once a day' },
  { name: 'salbutamol', form: 'inhaler', dose: '100 micrograms', frequency: 'when needed, up to 4 times a day' },
  { name: 'paracetamol', form: 'tablet', dose: '1 g', frequency: 'up to 4 times a day' },
  { name: 'prednisolone', form: 'tablet', dose: '30 mg', frequency: 'once a day', stoppedOn: '2026-09-10' },
]

const medicines: readonly MedicineRow[] = lines.map((line) => ({
  medicineId: line.name,
  personId: person.personId,
  brand: '',
  route: line.form === 'inhaler' ? 'inhaled' : 'by mouth',
  prescriber: 'Dr Tom Reid',
  since: '2026-09-03',
  source: 'GP import',
  status: line.stoppedOn === undefined ? 'current' : 'stopped',
  stoppedOn: line.stoppedOn ?? null,
  risk: line.risk ?? null,
  name: line.name,
  form: line.form,
  dose: line.dose,
  frequency: line.frequency,
}))

export const sampleObservations: readonly ObservationRow[] = [
  {
    id: 'o-1',
    personId: person.personId,
    at: at('15:40', 1),
    author: ben,
    values: {
      respirations: 22,
      spo2: 89,
      spo2Scale: 2,
      oxygen: 'air',
      systolic: 118,
      pulse: 96,
      consciousness: 'alert',
      temperature: 37.2,
    },
    news2: {
      type: 'complete',
      total: 3,
      threshold: 'low',
      parts: { respirations: 2, spo2: 0, oxygen: 0, systolic: 0, pulse: 1, consciousness: 0, temperature: 0 },
      red: [],
      scale: 2,
    },
  },
]

export const incompleteObservation: ObservationRow = {
  ...sampleObservations[0]!,
  id: 'o-2',
  values: { respirations: 25, spo2: 85, spo2Scale: 2, oxygen: 'air', pulse: 112, temperature: 38.4 },
  news2: {
    type: 'incomplete',
    atLeast: 8,
    reached: 'high',
    missing: ['systolic', 'consciousness'],
    parts: { respirations: 3, spo2: 2, oxygen: 0, pulse: 2, temperature: 1 },
    red: ['respirations'],
    scale: 2,
  },
}

export const sampleStory: readonly StoryItem[] = [
  {
    id: 's-1',
    kind: 'note',
    personId: person.personId,
    author: ben,
    mine: false,
    times: { writtenAt: at('15:40', 1), arrivedAt: at('16:02', 1) },
    title: 'Visit note',
    lines: ['Could not lie flat. Slept in the chair.', 'Ankles swollen to shin.'],
    next: 'Weigh daily, nurse visit tomorrow.',
    observation: sampleObservations[0]!,
    travel: { type: 'arrived', at: at('16:02', 1), on: ['Aisha', 'Priya', 'Dr Reid', 'Lena'], of: 5 },
  },
  {
    id: 's-2',
    kind: 'message',
    personId: person.personId,
    author: doreen,
    mine: false,
    times: { writtenAt: at('02:10'), arrivedAt: at('07:40') },
    title: 'Message',
    lines: ['I was up four times. I did not like to ring.'],
    next: null,
    observation: null,
    travel: { type: 'seen', at: at('07:58'), by: ['Aisha'], of: 1 },
  },
  {
    id: 's-3',
    kind: 'next-step',
    personId: person.personId,
    author: priya,
    mine: false,
    times: { writtenAt: at('11:05', 3), arrivedAt: at('11:05', 3) },
    title: 'What happens next',
    lines: ['Your water tablet is being checked. Priya will call by 12.'],
    next: null,
    observation: null,
    travel: null,
  },
  {
    id: 's-4',
    kind: 'note',
    personId: person.personId,
    author: aisha,
    mine: true,
    times: { writtenAt: at('10:20', 6), arrivedAt: null },
    title: 'Visit note',
    lines: ['Breathing settled. Inhaler technique shown again.'],
    next: null,
    observation: null,
    travel: { type: 'sent', at: at('10:31', 6) },
  },
]

export const sampleThreads: readonly ThreadListRow[] = [
  {
    threadId: 't-doreen',
    personId: person.personId,
    kind: 'own',
    about: 'Doreen',
    title: 'Doreen Ashworth',
    audience: { type: 'with-public', names: ['Doreen'] },
    face: 'doreen',
    lastText: 'I was up four times. I did not like to ring.',
    lastAuthor: doreen,
    lastMine: false,
    lastAt: at('02:10'),
    unread: 1,
    notSent: 0,
  },
  {
    threadId: 't-karen',
    personId: person.personId,
    kind: 'family',
    about: 'Doreen',
    title: 'Karen Ashworth',
    audience: { type: 'with-public', names: [{ name: 'Karen', as: 'family' }] },
    face: 'karen',
    lastText: 'I’ll ring you at 12, after Priya has looked at the water tablet.',
    lastAuthor: karen,
    lastMine: true,
    lastAt: at('09:14'),
    unread: 0,
    notSent: 0,
  },
  {
    threadId: 't-staff',
    personId: person.personId,
    kind: 'staff',
    about: 'Doreen',
    title: 'Staff, about Doreen',
    audience: { type: 'staff-only' },
    face: 'ben',
    lastText: 'Weight up 2.1 kg in 3 days.',
    lastAuthor: aisha,
    lastMine: true,
    lastAt: at('16:50', 1),
    unread: 0,
    notSent: 1,
  },
]

export const samplePerson: PersonView = {
  person,
  complete: true,
  updatedAt: at('09:08'),
  banner,
  alerts: sampleAlerts,
  medicines,
  medicinesUpdatedAt: at('14:20', 21),
  observations: sampleObservations,
  story: sampleStory,
  threads: sampleThreads,
  contact: agreedInPerson,
  scale2Target: { by: 'Dr Tom Reid', on: '2026-09-03' },
  ageYears: 79,
  pregnant: false,
}

/** A new person: everything fetched, nothing recorded. */
export const bareNewPerson: PersonView = {
  ...samplePerson,
  banner: { ...banner, name: { ...banner.name, preferred: '' }, nhsNumber: '' },
  alerts: [{ kind: 'allergies', title: 'Allergies not recorded', fact: '', date: null, serious: false }],
  medicines: [],
  medicinesUpdatedAt: null,
  observations: [],
  story: [],
  threads: [],
  contact: { type: 'not-asked' },
}

/** Still on its way to this device. */
export const arrivingPerson: PersonView = {
  ...bareNewPerson,
  complete: false,
  alerts: [],
  updatedAt: null,
}
