/** Planning a visit. */
import type { TeamVisit } from '../../../engine-api/team-views.ts'
import type { PlanFault } from '../../models/plan-visit-form.ts'
import { teamText } from './team.ts'
import { writtenDay } from './times.ts'

export const planVisitText = {
  title: 'Plan a visit',
  toWhom: 'To whom?',
  search: 'Name, date of birth or NHS number',
  noneFound: 'Nobody found. Look at the spelling, or try the date of birth.',
  for: (name: string) => `For ${name}`,
  date: 'Day',
  from: 'From',
  to: 'Until',
  timeHint: '09:30; empty is any time of the day',
  untilHint: 'Empty if it is not known',
  window: 'If any time: when it should be',
  windowHint: '“this week”, “before lunch”',
  who: 'Who goes',
  nobody: 'Nobody yet',
  colleague: teamText.colleague,
  reason: 'What for',
  reasonHint: 'Stands in the day’s list. Staff only: the person is not shown it.',
  door: (address: string) => `The door: ${address}`,
  noDoor: 'No address is recorded.',
  alsoThere: (name: string, time: string) => `${name} at the same door, ${time}`,
  clash: (type: 'same-person' | 'same-member', { visit }: TeamVisit, name: string) => {
    const time = teamText.time(visit.from, visit.to, visit.window)
    return type === 'same-person'
      ? `A visit to this person is planned for ${time} already.`
      : `Whoever goes is with ${name} then, ${time}.`
  },
  save: 'Plan it',
  saveAnyway: 'Plan it all the same',
  errorsTitle: 'Before this can be planned',
  fault: ({ field, type }: PlanFault) => {
    if (type === 'over') return 'This day is over.'
    if (field === 'date') return 'Choose the day.'
    if (field === 'reason') return 'Say what the visit is for.'
    return field === 'from' ? 'Write the time like 09:30.' : 'Write a time like 10:15, not before it begins.'
  },
  done: (name: string, date: string, time: string, who: string) =>
    `${name}: ${writtenDay(date)}, ${time}${who === '' ? ', nobody’s yet' : `, ${who}`}.`,
  told: 'Their phone says so as soon as there is signal.',
  undo: 'Undo',
  undoReason: 'Planned by mistake.',
  undone: 'The visit is called off.',
  another: 'Plan another visit',
  toDay: 'Who is where that day',
  toRecord: 'The record',
  planned: 'Visits planned',
  nonePlanned: 'No visit is planned in the next two weeks.',
  off: 'called off',
  unknown: 'This person is not in the team’s list on this device.',
}
