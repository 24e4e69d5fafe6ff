/** Changing, stopping and adding a medicine, and writing what shall hold of two changes. */
import type { MedicineFault, MedicineFormField } from '../../models/medicine-form.ts'

const labels: Readonly<Record<MedicineFormField, string>> = {
  name: 'Medicine',
  form: 'Form',
  dose: 'Dose',
  frequency: 'How often',
  route: 'Route',
  prescriber: 'Prescribed by',
  since: 'Since',
  risk: 'High-risk medicine?',
}

const hints: Readonly<Partial<Record<MedicineFormField, string>>> = {
  name: 'The generic name, as the label says it.',
  form: 'Tablet, capsule, inhaler, oral solution …',
  dose: 'Amount and unit in full: 0.5 mg, 100 micrograms, 12 units.',
  frequency: 'For example: once a day, morning.',
  route: 'For example: by mouth.',
}

export const medicineFormText = {
  tabTitle: 'Medicine',
  toPerson: 'Record',
  change: 'Change',
  changeTitle: (name: string) => `Change ${name}`,
  addTitle: 'Add a medicine',
  add: 'Add a medicine',
  act: 'What do you want to do?',
  acts: { change: 'Change it', stop: 'Stop it' },
  label: (field: MedicineFormField) => labels[field],
  hint: (field: MedicineFormField) => hints[field],
  nowIs: (words: string) => (words === '' ? 'Now: not recorded' : `Now: ${words}`),
  risks: ['Anticoagulant', 'Insulin', 'Opioid'],
  noRisk: 'No',
  stopOn: 'Stopped on',
  reason: 'Why',
  reasonHint: 'Colleagues read this beside the change.',
  newFor: (name: string) => `What shall hold for ${name}`,
  newHint: 'Neither change is filled in, only what they agree on.',
  save: 'Save the change',
  saveStop: 'Stop this medicine',
  saveAdd: 'Add to the list',
  saveNew: 'Save this decision',
  keepAsDraft: 'Keep as draft',
  cancel: 'Not now',
  errorsTitle: 'Before you save',
  fault: (fault: MedicineFault) => {
    if (fault.type === 'slip')
      return `This has been misread before. Do you mean ${fault.suggestion}? Please write it so.`
    if (fault.type === 'nothing-changed') return 'Nothing is changed yet.'
    if (fault.field === 'reason') return 'Write why, in a few words.'
    if (fault.field === 'on') return 'Enter the day it was stopped.'
    return `${labels[fault.field]}: not written yet.`
  },
  decideFirst: 'Decide first.',
  blockedWords: 'Your typing is kept.',
  toCard: 'Go to the changes',
  saved: (device: string) => `Saved on this ${device}.`,
  savedNow: (what: string) => `Now: ${what}.`,
  stoppedNow: (name: string) => `${name} is stopped.`,
  kept: (letter: string, what: string) => `Kept ${letter}: ${what}.`,
  changeAgain: 'Not right? Change it again',
  backTo: (called: string) => `Back to ${called}`,
  changedBy: (when: string, name: string, role: string) => `Changed ${when} by ${name}, ${role}.`,
  writtenHere: (name: string) => `Written here by ${name}`,
  was: (words: string) => `Before: ${words}.`,
  why: (reason: string) => `Reason: “${reason}”`,
  stopped: 'This medicine is stopped. To give it again, add it as a new medicine.',
  unknown: 'This medicine is not in the list on this device.',
  unknownWords: 'It may still be on its way.',
} as const
