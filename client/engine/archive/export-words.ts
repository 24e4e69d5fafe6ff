/** What kinds, fields and values are called on the page of an export. A field without a word here is called by its own name, taken apart. */
import type { SharedKind } from '../../domain/records/agreement.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { ToldKind } from '../../domain/records/shared-with.ts'

const fieldWords: Readonly<Record<string, string>> = {
  nhsNumber: 'NHS number',
  born: 'Born',
  died: 'Died',
  given: 'Given name',
  family: 'Family name',
  preferred: 'Likes to be called',
  called: 'Called',
  access: 'Way in',
  recordedOn: 'Recorded on',
  endedOn: 'Ended on',
  noneKnownOn: 'No allergies known, said on',
  since: 'Since',
  stoppedOn: 'Stopped on',
  prescriber: 'Prescribed by',
  frequency: 'How often',
  route: 'How it is taken',
  risk: 'High-risk kind',
  source: 'Where it comes from',
  status: 'Now',
  fact: 'What',
  value: 'What',
  text: 'Words',
  type: 'What',
  by: 'By',
  at: 'When',
  who: 'Who',
  created: 'Written down',
  changed: 'Changed last',
  last: 'Changed last',
  edits: 'Changed by',
  owners: 'Who does it',
  states: 'Done, or open again',
  due: 'To be done by',
  outcome: 'How it went',
  author: 'Written by',
  writtenAt: 'Written',
  arrivedAt: 'Arrived at the server',
  reason: 'Why',
  before: 'Before',
  after: 'After',
  conflict: 'Two or more different changes; nobody has decided between them',
  merged: 'Changed by two or more apart, and put together',
  wordedApart: 'Written by two or more apart',
  apart: 'Changed by two or more apart',
  sameAs: 'Entered twice, as',
  anyTime: 'At any time of the day',
}

export function fieldWord(name: string): string {
  const apart = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return fieldWords[name] ?? `${apart.slice(0, 1).toUpperCase()}${apart.slice(1)}`
}

/** Names of things for programs: they say nothing to a reader, and stand in entries.json. */
export function isForPrograms(name: string): boolean {
  return /Id$|^(id|face|key|order|version|notSame|isDone|paragraph)$/.test(name)
}

export const sharedWords: Readonly<Record<SharedKind | ToldKind, string>> = {
  circle: 'what is written in the circle',
  visits: 'who comes and when, and who came',
  'next-steps': 'what the team writes under “What happens next”',
}

/** Of those whose own words are no part of the story. */
export const typeWords: Readonly<Partial<Record<CareRecord['type'], string>>> = {
  'directory-entry': 'Entry in the team’s list of people',
  'person-card': 'Name as their own phone and family are shown it',
  'member-card': 'Name of somebody who came in',
  'staff-card': 'Card of a member of the team',
  'invited-card': 'Name of somebody who was invited',
  'team-contact': 'The team’s telephone and hours, as shown',
  'team-card': 'The team’s card, as shown',
  'shared-medicines': 'List of medicines, as shown on the person’s own phone',
  'shared-visits': 'Visits, as shown',
  'shared-with': 'What family are told that they are shown',
  agreement: 'Sharing with family',
  opening: 'Record opened by somebody who does not look after the person',
  view: 'Record looked at',
  receipt: 'Signs that what was written had arrived on a device, or been seen there',
  'board-key': 'Keys of the neighbourhood’s board',
}
