/** Giving a medicine, or not. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { timeOf } from '../../../domain/dates.ts'
import type { GivingRow } from '../../../domain/projections/giving-rows.ts'
import { differentChanges } from './conflict.ts'
import { shortName } from './public-times.ts'
import { fullTime } from './times.ts'

const times = ['', 'once', 'twice', 'three times', 'four times', 'five times']

export const givingText = {
  given: 'Given',
  notGiven: 'Not given…',
  checkFirst: 'Check before giving…',
  title: (name: string) => `Give ${name}`,
  titleNot: (name: string) => `${name} not given`,
  before: 'Before you give it',
  hasCome: 'Something has changed meanwhile. Nothing is recorded yet.',
  changed: (words: string) => `Somebody has changed it. Now: ${words}.`,
  checked: 'I have checked – go on',
  again: 'Give it again',
  cancel: 'Not now',
  incomplete: 'Part of this record is still on its way. The dose may have changed, or somebody may have given it.',
  old: (updatedAt: Instant, now: Instant) =>
    `This record was last updated ${fullTime(updatedAt, now)}. The dose may have changed, or somebody may have given it.`,
  conflict: (sides: number) =>
    `${differentChanges(sides)} stand against each other. Ask before you give it, then choose whose you follow.`,
  which: { dose: 'Which dose was given?', more: 'Which of these do you follow?' },
  chooseFirst: { dose: 'Choose which dose was given.', more: 'Choose which of these you follow.' },
  instruction: (author: string, what: string) => `${author}: ${what}`,
  record: (what: string) => `Record as given: ${what}`,
  /** While none is chosen. */
  recordChosen: 'Record as given',
  followed: (instruction: string) => ` (following ${instruction})`,
  recordNot: 'Record as not given',
  reasonLabel: 'Why was it not given?',
  reasons: ['Refused', 'Not at home', 'None left', 'Told to hold it'],
  otherReason: 'Another reason',
  emptyReason: 'Write why it was not given.',
  savedGiven: (what: string, at: Instant) => `Given ${timeOf(at)}: ${what}.`,
  savedNot: (name: string, at: Instant) => `Not given ${timeOf(at)}: ${name}.`,
  wrong: 'Not right? Write a note that corrects it; both stay in the record.',
  one: ({ at, author, dose, given, reason }: GivingRow) =>
    given
      ? `Given today ${timeOf(at)} by ${author.name}, ${dose}`
      : `Not given today ${timeOf(at)}, ${author.name}: ${reason}`,
  several: (rows: readonly GivingRow[]) =>
    `Given ${times[rows.length] ?? `${rows.length} times`} today: ${[...rows]
      .sort((a, b) => a.at - b.at)
      .map(({ at, author }) => `${shortName(author.name)} ${timeOf(at)}`)
      .join(', ')}`,
}
