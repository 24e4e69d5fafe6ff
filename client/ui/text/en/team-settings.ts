/** What the team settles for itself. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { lockRange } from '../../../domain/lock-minutes.ts'
import type { PartState } from '../../../domain/projections/part-rows.ts'
import type { SettingKind, SettingPart, SettingRow } from '../../../domain/projections/setting-rows.ts'
import { detailsText } from './details.ts'
import { writtenDay } from './times.ts'

const singles: Readonly<Partial<Record<SettingKind, string>>> = {
  name: 'Name of the team',
  phone: 'Telephone of the team',
  hours: 'When the team can be reached',
  lock: 'A device nobody uses locks itself',
}

const fields: Readonly<Record<string, string>> = {
  value: 'What is right',
  use: 'For',
  title: 'Title',
  text: 'Words',
  label: 'Whose number',
  phone: 'Telephone',
  note: 'Good to know',
  day: 'Day',
  from: 'From',
  to: 'Until',
  memberId: 'Who',
  about: 'What about',
  name: 'Name of the round',
}

export const teamSettingsText = {
  title: 'Team settings',
  incomplete: 'The settings are still on their way or being opened here. Do not read this as “none”.',
  ours: 'The team',
  oursHint: 'The telephone and the hours stand on the team’s card, on the phones of those you look after.',
  told: (words: string) => `Nothing is written here yet. They are told: ${words}`,
  notRecorded: 'Not recorded',
  asks: 'Whom to ask about what',
  asksHint: 'Stands on the team’s card, on the phones of those you look after.',
  templates: 'Templates',
  templatesHint: 'Words to begin a message or a visit note with. Nothing is sent by itself.',
  numbers: 'Numbers for staff',
  numbersHint: 'Only staff can see these.',
  duties: 'Who is on duty',
  dutiesHint: 'Whoever is on duty today also stands on the team’s card.',
  none: {
    template: 'No templates yet.',
    number: 'No numbers yet.',
    duty: 'Nobody is on duty from today on.',
    ask: 'Nothing yet.',
  },
  add: { template: 'Add a template', number: 'Add a number', duty: 'Put somebody on duty', ask: 'Add' },
  usualLock: `Nothing is written here yet. A device locks after ${lockRange.usual} minutes.`,
  minutes: (minutes: number) => `After ${minutes} minutes`,
  use: { message: 'Message', note: 'Visit note' } as Readonly<Record<string, string>>,
  off: (count: number) => `Taken away (${count})`,
  change: 'Change',
  takeAway: 'Take away',
  putBack: 'Put back',
  save: 'Save',
  cancel: 'Not now',
  saved: 'Everybody in the team sees it once it is sent.',
  unknownColleague: 'A colleague whose name is not on this device yet',
  single: (kind: SettingKind) => singles[kind] ?? '',
  field: (field: string) => fields[field] ?? field,
  timeHint: 'Like 08:00',
  textHint: 'At most 2,000 letters.',
  fault: (field: string) => `${fields[field] ?? field}: please write it.`,
  errorsTitle: 'Before this can be saved',
  last: ({ last }: SettingRow, now: Instant) => (last === null ? '' : detailsText.last(last, now)),
  words: (part: SettingPart, state: PartState, nameOf: (memberId: string) => string): string => {
    switch (part.kind) {
      case 'template':
        return `${state.title ?? ''}: ${state.text ?? ''}`
      case 'number':
        return [state.label, state.phone, state.note].filter((words) => (words ?? '') !== '').join(', ')
      case 'duty':
        return `${writtenDay(state.day ?? '')}, ${state.from ?? ''} to ${state.to ?? ''}, ${nameOf(state.memberId ?? '')}`
      case 'ask':
        return `${state.about ?? ''}: ${nameOf(state.memberId ?? '')}`
      case 'round':
        return state.name ?? ''
      case 'lock':
        return `After ${Number(state.value ?? lockRange.usual)} minutes`
      default:
        return (state.value ?? '') === '' ? 'Not recorded' : (state.value ?? '')
    }
  },
}
