/** What the team settled for itself, and what waits for a decision. */
import type { PartChange } from '../../domain/projections/part-rows.ts'
import type { SettingKind, SettingRow } from '../../domain/projections/setting-rows.ts'
import type { DecisionsView } from '../../engine-api/decision-views.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { TeamSettingsView } from '../../engine-api/team-views.ts'
import { aisha, at, ben, lena, people, priya } from './sample-cast.ts'
import { bornDispute } from './sample-details.ts'
import { bareNewPerson } from './sample-record.ts'
import { allergyWarning, relatedWarning } from './sample-safety.ts'

function change(author: PartChange['author'], after: PartChange['after'], key = 'k'): PartChange {
  return { key, author, writtenAt: at('08:10'), arrivedAt: null, reason: '', before: null, after }
}

function row(kind: SettingKind, id: string, state: SettingRow['state'], more: Partial<SettingRow> = {}): SettingRow {
  return { part: { kind, id }, state, isOff: false, last: change(lena, state), ...more }
}

export const lateTemplate = row('template', 't-late', {
  use: 'message',
  title: 'Running late',
  text: 'I am running late. I will be with you in about half an hour.',
})

export const settledTemplate = row('template', 't-settled', {
  use: 'note',
  title: 'Settled, no change',
  text: 'Comfortable and settled. Skin intact, no new pain. No change to the plan.',
})

const duty = row('duty', 'd-1', { day: '2026-11-24', from: '08:00', to: '18:00', memberId: ben.memberId })
const ask = row('ask', 'a-1', { about: 'Medicines', memberId: priya.memberId })

export const sampleSettings: TeamSettingsView = {
  complete: true,
  name: row('name', '', { value: 'Northfield neighbourhood team' }),
  phone: row('phone', '', { value: '01632 960018' }),
  hours: null,
  lock: null,
  told: { phone: '01632 960018', hours: 'Monday to Friday, 8 to 6' },
  templates: [lateTemplate, settledTemplate],
  numbers: [row('number', 'n-1', { label: 'Hospice advice line', phone: '01632 960050', note: 'Day and night' })],
  asks: [{ row: ask, who: [priya] }],
  duties: [{ row: duty, who: [ben] }],
  off: [row('number', 'n-2', { label: 'Old pager', phone: '01632 960051', note: '' }, { isOff: true })],
  staff: [aisha, ben, lena, priya],
}

const phoneSides = [change(lena, { value: '01632 960018' }, '1@lena'), change(ben, { value: '01632 960019' }, '1@ben')]

export const disputedSettings: TeamSettingsView = {
  ...sampleSettings,
  phone: row('phone', '', { value: '01632 960018 or 01632 960019' }, { last: null, conflict: phoneSides }),
}

const doreen = { personId: 'doreen', person: people[0] ?? null }

export const sampleDecisions: DecisionsView = {
  complete: true,
  items: [
    {
      id: 'medicine/m1',
      about: { type: 'medicine', medicine: { medicineId: 'apixaban', name: 'apixaban', sides: [] } },
      ...doreen,
      by: [aisha, priya],
      since: at('16:40', 1),
    },
    {
      id: 'detail/born',
      about: { type: 'detail', dispute: bornDispute },
      ...doreen,
      by: [ben, lena],
      since: at('08:40'),
    },
    {
      id: 'warning/1',
      about: { type: 'warning', warning: allergyWarning },
      ...doreen,
      by: [aisha],
      since: at('09:00'),
    },
    { id: 'warning/2', about: { type: 'warning', warning: relatedWarning }, ...doreen, by: [], since: null },
    {
      id: 'visit/1',
      about: { type: 'visit', why: 'two-members', date: '2026-11-24' },
      person: null,
      personId: null,
      by: [ben],
      since: at('07:50'),
    },
  ],
}

export const noDecisions: DecisionsView = { complete: true, items: [] }

/** On another round: who she is and who to ask. */
export const outsidePerson: PersonView = {
  ...bareNewPerson,
  complete: false,
  outside: { namedNurse: 'Ben Okafor', nursePhone: '01632 960027', teamPhone: '01632 960018', ended: null },
}

/** She had opened it, and Lena has ended that. */
export const endedOutside: PersonView = {
  ...outsidePerson,
  outside: { ...outsidePerson.outside!, ended: { who: lena, at: at('09:10') } },
}
