/** What was decided about Doreen, as the sample team has it; one of those who decided has left. */
import type { DecidedByView, DecidedItem, DecidedView } from '../../engine-api/decided-views.ts'
import { aisha, at, lena, people, priya, reid } from './sample-cast.ts'
import { samplePerson } from './sample-record.ts'

const base = { mine: false, hasLeft: false, subject: '', replaced: null } as const
const state = {
  name: 'amlodipine',
  form: 'tablet',
  frequency: 'once a day',
  route: 'by mouth',
  stoppedOn: null,
} as const
const nora = { memberId: 'm-nora', name: 'Nora Quinn', role: 'community nurse', face: '' }

const items: readonly DecidedItem[] = [
  {
    ...base,
    id: 'd-visits',
    author: aisha,
    mine: true,
    times: { writtenAt: at('08:40'), arrivedAt: null },
    said: {
      type: 'decision',
      what: 'Two visits a week until Christmas, then look again.',
      why: 'She is steady indoors; the stairs still worry her.',
      agreed: 'Doreen, her daughter Karen, Dr Reid by phone',
      instead: 'd-old',
    },
  },
  {
    ...base,
    id: 'd-medicine',
    author: priya,
    times: { writtenAt: at('16:10', 1), arrivedAt: at('18:05', 1) },
    said: {
      type: 'medicine',
      reason: 'Ankles swollen since the dose went up; agreed with Dr Reid.',
      before: { ...state, dose: '10 mg', status: 'current' },
      after: { ...state, dose: '5 mg', status: 'current' },
      isSettling: false,
    },
  },
  {
    ...base,
    id: 'chain/7',
    author: lena,
    subject: 'Aisha Rahman',
    times: { writtenAt: at('09:00', 3), arrivedAt: null },
    said: { type: 'looks-after', to: 'member', isTakenBack: false },
  },
  {
    ...base,
    id: 'd-old',
    author: nora,
    hasLeft: true,
    times: { writtenAt: at('11:20', 40), arrivedAt: at('11:21', 40) },
    replaced: { by: aisha, at: at('08:40') },
    said: {
      type: 'decision',
      what: 'Visits every other day.',
      why: '',
      agreed: 'Doreen',
      instead: null,
    },
  },
  {
    ...base,
    id: 'd-warning',
    author: reid,
    times: { writtenAt: at('10:00', 41), arrivedAt: at('10:02', 41) },
    said: {
      type: 'warning-answer',
      subject: 'penicillin – amoxicillin 500 mg',
      reason: 'Tolerated in 2024; the old entry was a stomach upset.',
    },
  },
  {
    ...base,
    id: 'contact/c-1',
    author: aisha,
    mine: true,
    times: { writtenAt: at('11:10', 9), arrivedAt: null },
    said: { type: 'contact', channel: 'doorstep', scope: 'visits-and-care', agreed: true, how: 'in-person' },
  },
]

export const sampleDecided: DecidedView = {
  person: people[0]!,
  banner: samplePerson.banner,
  complete: true,
  isOutside: false,
  items,
  older: true,
}

export const noDecided: DecidedView = { ...sampleDecided, items: [], older: false }

export const sampleDecidedBy: DecidedByView = {
  items: [
    {
      id: 'd-visits',
      personId: 'doreen',
      person: people[0]!,
      what: 'Two visits a week until Christmas, then look again.',
      why: 'She is steady indoors; the stairs still worry her.',
      at: at('08:40'),
    },
  ],
  elsewhere: 2,
  complete: true,
}
