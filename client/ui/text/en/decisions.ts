/** What waits for somebody's decision. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { DecisionAbout, DecisionItem } from '../../../engine-api/decision-views.ts'
import { differentChanges } from './conflict.ts'
import { detailsText } from './details.ts'
import { safetyText } from './safety.ts'
import { ageInWords, counted, writtenDay } from './times.ts'
import { namesInWords } from './travel.ts'

const visits = {
  'two-members': 'A visit was given to two colleagues',
  'same-person': 'Two visits to one person at one time',
  'same-member': 'One colleague at two doors at one time',
  'two-times': 'A visit was set to two times',
  'whom-for': 'A visit is written for two people',
} as const

const settings = {
  name: 'Team name',
  phone: 'Team telephone',
  hours: 'Hours',
  lock: 'When a device locks',
  duty: 'On duty',
  ask: 'Whom to ask',
  round: 'Name of a round',
} as const

function titleOf(about: DecisionAbout): string {
  switch (about.type) {
    case 'medicine':
      return `${differentChanges(about.medicine.sides.length)}: ${about.medicine.name ?? 'a medicine'}`
    case 'detail': {
      const { part, sides } = about.dispute
      return `${differentChanges(sides.length)}: ${detailsText.label(part, sides[0]?.after ?? {})}`
    }
    case 'warning':
      return safetyText.title(about.warning)
    case 'visit':
      return `${visits[about.why]}, ${writtenDay(about.date)}`
    case 'setting': {
      const { conflict = [], part, state } = about.setting
      const name = part.kind === 'template' ? state.title : part.kind === 'number' ? state.label : settings[part.kind]
      return `${differentChanges(conflict.length)}: ${name ?? ''}`
    }
  }
}

export const decisionsText = {
  title: 'To decide',
  line: (count: number) => (count === 0 ? 'Nothing waits' : `${counted(count, 'thing')} to decide`),
  today: (count: number) => `${counted(count, 'decision')} ${count === 1 ? 'waits' : 'wait'}`,
  list: 'What waits for a decision, longest first',
  keys: 'J and K move through the list, Enter opens.',
  none: 'Nothing waits for a decision.',
  noneHint: 'What two people change without seeing each other, and what does not go together, appears here by itself.',
  incomplete: 'Some records are still on their way or being opened. More may appear.',
  team: 'The team',
  noName: 'Name not on this device yet',
  itemTitle: titleOf,
  by: ({ by, since }: DecisionItem, now: Instant) =>
    [
      by.length === 0 ? 'Nobody is named' : `Written by ${namesInWords(by.map(({ name }) => name))}`,
      ...(since === null ? [] : [`open for ${ageInWords(since, now)}`]),
    ].join(' · '),
}
