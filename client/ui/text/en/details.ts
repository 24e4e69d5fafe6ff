/** A person's details: everything recorded about her, and correcting it. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { PartChange, PartState, PersonPart } from '../../../domain/projections/part-rows.ts'
import type { PartFault } from '../../models/part-form.ts'
import { differentChanges } from './conflict.ts'
import { fullTime, numbers, writtenDay } from './times.ts'

const details: Readonly<Record<string, string>> = {
  family: 'Family name',
  given: 'Given name',
  title: 'Title',
  preferred: 'Preferred name',
  born: 'Born',
  gender: 'Gender',
  nhsNumber: 'NHS No.',
  died: 'Died',
  address: 'Address',
  phone: 'Telephone',
  access: 'Way in and at the door',
}

const kinds: Readonly<Record<string, string>> = {
  safety: 'Safety',
  access: 'Access',
  infection: 'Infection',
  communication: 'Communication',
  oxygen: 'Oxygen',
  respect: 'ReSPECT',
  other: 'Other',
}

const fields: Readonly<Record<string, string>> = {
  title: 'What it is',
  fact: 'What to know or do',
  recordedOn: 'Recorded on',
  kind: 'Kind',
  serious: 'Must not be missed',
  name: 'Name',
  relation: 'Relation',
  phone: 'Telephone',
  by: 'Prescriber',
  on: 'Day',
  value: 'What is right',
  substance: 'Substance',
  reaction: 'What happens',
  reason: 'Why, and how you know',
}

function wordsOf({ id, kind }: PersonPart, state: PartState): string {
  const value = state.value ?? ''
  if (kind === 'pregnant') return value === 'yes' ? 'Yes' : 'No'
  if (kind === 'target') return value === '' ? 'None recorded' : `${value.slice(11)}, ${writtenDay(value.slice(0, 10))}`
  if (kind === 'detail') return detailWords(id, value)
  const ended = state.endedOn === undefined || state.endedOn === '' ? '' : `ended ${writtenDay(state.endedOn)}`
  const main =
    kind === 'contact'
      ? [state.name, state.relation, state.phone]
      : kind === 'alert'
        ? [state.title, state.fact]
        : [state.substance, state.reaction]
  return [...main, ended].filter((words) => words !== undefined && words !== '').join(', ')
}

function detailWords(id: string, value: string): string {
  if (value === '') return 'Not recorded'
  if (id === 'nhsNumber') return numbers(value)
  return id === 'born' || id === 'died' ? writtenDay(value) : value
}

export const detailsText = {
  title: 'Details',
  back: 'Record',
  who: 'Who she or he is',
  alerts: 'Alerts',
  contacts: 'People to contact',
  observations: 'For observations',
  target: 'Oxygen target 88–92 % (Scale 2)',
  pregnant: 'Pregnant',
  ended: (count: number) => (count === 1 ? '1 ended entry' : `${count} ended entries`),
  noAlerts: 'No alerts recorded.',
  notHereYet: 'Not all here yet. There may be some.',
  noContacts: 'Nobody recorded.',
  notHere: 'These details are still on their way to this device. Do not read them as “nothing recorded”.',
  label: ({ id, kind }: PersonPart, state: PartState) => {
    if (kind === 'detail') return details[id] ?? id
    if (kind === 'target') return 'Oxygen target 88–92 % (Scale 2)'
    if (kind === 'pregnant') return 'Pregnant'
    return (kind === 'alert' ? state.title : kind === 'contact' ? state.name : state.substance) ?? ''
  },
  words: wordsOf,
  /** Where the sides do not agree on what kind of alert it is, that stands first. */
  wordsApart: (part: PersonPart, state: PartState, sides: readonly Pick<PartChange, 'after'>[]) => {
    const isOneKind = part.kind !== 'alert' || new Set(sides.map(({ after }) => after.kind)).size < 2
    return isOneKind ? wordsOf(part, state) : `${kinds[state.kind ?? ''] ?? 'Other'}: ${wordsOf(part, state)}`
  },
  last: ({ author, reason, writtenAt }: PartChange, now: Instant) =>
    `${author?.name ?? 'Nobody is named'}${writtenAt === null ? '' : `, ${fullTime(writtenAt, now)}`}${reason === '' ? '' : `: “${reason}”`}`,
  recordedOn: (day: string) => `Recorded ${writtenDay(day)}`,
  merged: (names: string) => `Changed by ${names}, each without seeing the other. Both stand.`,
  correct: 'Correct',
  end: 'End',
  holds: 'It holds after all',
  heldReason: 'Ended by mistake.',
  addAlert: 'Add an alert',
  addContact: 'Add a contact',
  save: 'Save the correction',
  saveNew: 'Save',
  saveEnd: 'End it',
  saveDecision: 'This is right',
  allergies: 'Allergies changed apart',
  cancel: 'Not now',
  before: (words: string) => `Before: ${words}`,
  field: (field: string) => fields[field] ?? field,
  kind: (kind: string) => kinds[kind] ?? kind,
  yes: 'Yes',
  no: 'No',
  errorsTitle: 'Before this can be saved',
  reasonHint: 'Stands beside it in the record.',
  fault: ({ field, type }: PartFault) => {
    if (type === 'nothing-changed') return 'Nothing is different yet.'
    if (type === 'not-a-number') return 'This is no NHS number: ten digits, the last one checks the others.'
    if (field === 'reason') return 'Say why, and how you know.'
    return `${fields[field] ?? field}: please write it.`
  },
  saved: (label: string) => `${label}: saved.`,
  decided: (label: string, words: string) => `${label}: ${words}.`,
  conflict: differentChanges,
  nothingPicked: 'They were written without seeing each other. Nothing has been picked.',
  until: 'Until this is decided nobody can change it.',
  keep: (letter: string, words: string) => `Keep ${letter}: ${words}`,
  kept: (letter: string, words: string) => `Decided between changes made apart: kept ${letter}, ${words}.`,
  strip: (count: number) =>
    count === 1
      ? 'One detail was changed apart: decide which is right.'
      : `${count} details were changed apart: decide which are right.`,
  open: 'Details',
  decide: 'Decide',
}
