/** One of everything that can stand in a document, of every kind. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { namePlanSection, writePlanSection } from '../documents/care-plan.ts'
import { planVisit } from '../documents/diary.ts'
import type { DocumentKind } from '../documents/doc-id.ts'
import { type DocByKind, newDocument } from '../documents/genesis.ts'
import { changeMedicine, writeMedicine } from '../documents/medicines.ts'
import {
  changeDetails,
  changePregnant,
  changeScale2Target,
  recordAlert,
  recordAllergy,
  recordContact,
} from '../documents/person.ts'
import { detailFields } from '../documents/person-parts.ts'
import { addTask, changeTask, finishTask } from '../documents/tasks.ts'
import { writeSetting } from '../documents/team-settings.ts'
import { nameThread, takeThread } from '../documents/thread.ts'
import type { PartState } from '../projections/part-rows.ts'
import type { SettingPart } from '../projections/setting-rows.ts'
import { aisha, carbocisteine, doreen, must } from './medicines.ts'

const id = '01'.repeat(16)
/** Who wrote them all; a device has an id of the same shape. */
export const filledBy = aisha.memberId
const nurse = filledBy
const editBy = { by: aisha, at: 1, reason: 'She said so' }

interface SettingWrite {
  readonly part: SettingPart
  readonly fields: PartState
}

export const filledDocuments: { readonly [Kind in DocumentKind]: () => DocByKind[Kind] } = {
  person: () => {
    let doc = newDocument('person', nurse)
    const day = '2026-01-01'
    const values = { ...Object.fromEntries(detailFields.map((field) => [field, 'x'])), born: day, died: day }
    doc = must(changeDetails(doc, { ...values, nhsNumber: '9990000018' }, editBy))
    doc = must(recordAllergy(doc, id, { substance: 'Penicillin', reaction: 'rash', recordedOn: day }, editBy))
    const oxygen = { kind: 'oxygen', title: 'Oxygen', fact: '', recordedOn: day, serious: true } as const
    doc = must(recordAlert(doc, id, oxygen, editBy))
    doc = must(recordContact(doc, id, { name: 'Karen', relation: 'daughter', phone: '' }, editBy))
    doc = must(changePregnant(doc, true, editBy))
    return must(changeScale2Target(doc, { by: 'Dr Tom Reid', on: day }, editBy))
  },
  medicines: () => {
    const doc = must(writeMedicine(newDocument('medicines', nurse), id, carbocisteine))
    return must(changeMedicine(doc, id, { dose: '750 mg' }, { by: aisha, at: 1, reason: 'Chesty' }))
  },
  'care-plan': () => {
    const by = { by: aisha, at: 1 as Instant }
    const written = must(
      writePlanSection(newDocument('care-plan', nurse), 'goals', { text: 'To the gate', version: '' }, by),
    )
    return must(namePlanSection(written, id, 'Falls', by))
  },
  tasks: () => {
    const by = { by: aisha, at: 1 as Instant }
    const input = { title: 'Take bloods', details: '', due: null, priority: 'today' } as const
    const added = must(addTask(newDocument('tasks', nurse), id, input, { said: by, owner: aisha }))
    return must(finishTask(must(changeTask(added, id, { ...input, title: 'Bloods' }, by)), id, '', by))
  },
  diary: () => {
    const window = { from: null, to: null, window: null, tag: null }
    const visit = { personId: doreen, memberId: nurse, ...window, reason: 'Check', order: 1, household: '' }
    return must(planVisit(newDocument('diary', nurse), id, visit, editBy))
  },
  'team-settings': () => {
    const parts: readonly SettingWrite[] = [
      ...(['name', 'phone', 'hours'] as const).map((kind) => ({ part: { kind, id: '' }, fields: { value: 'x' } })),
      { part: { kind: 'template', id }, fields: { use: 'note', title: 'x', text: 'x' } },
      { part: { kind: 'number', id }, fields: { label: 'x', phone: '1' } },
      {
        part: { kind: 'duty', id },
        fields: { day: '2026-01-01', from: '08:00', to: '18:00', memberId: nurse },
      },
      { part: { kind: 'ask', id }, fields: { about: 'x', memberId: nurse } },
    ]
    return parts.reduce(
      (doc, { fields, part }) => must(writeSetting(doc, part, fields, editBy)),
      newDocument('team-settings', nurse),
    )
  },
  thread: () => {
    const by = { by: aisha, at: 1 as Instant }
    const taken = must(takeThread(newDocument('thread', nurse), by))
    return must(nameThread(taken, { title: 'Dressings', priority: 'today' }, by))
  },
}
