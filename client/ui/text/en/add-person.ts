/** Adding a person, and an entry that was made twice. */
import type { DirectoryRow } from '../../../domain/projections/rows.ts'
import type { NewPersonFault } from '../../models/new-person-form.ts'
import { numbers, writtenDay } from './times.ts'

export const addPersonText = {
  title: 'Add a person',
  open: 'Add a person',
  intro: 'Somebody your team looks after from now on.',
  who: 'Who they are',
  family: 'Family name',
  familyHint: 'As on their letters.',
  given: 'Given name',
  givenHint: 'All of them, as on their letters.',
  titleField: 'Title',
  titleHint: 'Mrs, Mr, Ms, Dr; may be empty',
  preferred: 'What they like to be called',
  preferredHint: 'The name you use at the door.',
  born: 'Date of birth',
  bornAs: (words: string) => `Born ${words}`,
  gender: 'Gender',
  genderHint: 'In their own words; may be empty.',
  nhsNumber: 'NHS number',
  nhsNumberHint: 'Ten digits. Leave it empty if you do not know it: it can be added later.',
  reach: 'Where and how',
  address: 'Address',
  phone: 'Telephone',
  access: 'Way in and at the door',
  accessHint: 'Side gate, slow to answer. Never the code of a key safe.',
  needs: 'Language and what helps them understand',
  needsHint: '“Speaks Punjabi: interpreter”, “large print”, “hears better on the left”',
  care: 'Who looks after them',
  nurse: 'Named nurse',
  also: 'Who else opens their record',
  alsoHint:
    'You and the named nurse do, and the colleagues on the named nurse’s round. Anybody else gives a reason each time.',
  alike: 'Is it this person?',
  alikeWhy: 'Somebody in your team’s list has the same name and date of birth, or the same NHS number.',
  sameNumber: 'The same NHS number. Nobody can be added with it again.',
  isThis: 'Yes: open their record',
  isOther: 'No, not them',
  described: ({ address, born, nhsNumber }: DirectoryRow) =>
    [
      `born ${born === '' ? 'not known' : writtenDay(born)}`,
      nhsNumber === '' ? 'no NHS number' : `NHS No. ${numbers(nhsNumber)}`,
      address,
    ]
      .filter((part) => part !== '')
      .join(' · '),
  save: 'Add this person',
  errorsTitle: 'Before this person can be added',
  fault: ({ field, type }: NewPersonFault) => {
    if (type === 'not-ten-digits') return 'An NHS number has ten digits. Check it, or leave it empty.'
    if (type === 'check-digit') return 'This is not an NHS number: one digit is wrong. Check it, or leave it empty.'
    if (type === 'not-a-day') return 'This cannot be a date of birth. Check the day and the year.'
    if (type === 'here') return 'Somebody with this NHS number is in your list. Open their record instead.'
    if (type === 'look-first') return 'Look at the person in your list, and say whether it is them.'
    if (field === 'born') return 'Enter the date of birth.'
    if (field === 'nurse') return 'Choose the named nurse.'
    return field === 'family' ? 'Write the family name.' : 'Write the given name.'
  },
  done: (name: string) => `${name} was added.`,
  doneHint: 'Colleagues see them as soon as there is signal.',
  toRecord: 'Open their record',
  another: 'Add another person',
  notReady: 'Your team cannot look after anybody yet.',
  notReadyWhy:
    'If the only administrator or the only device were lost, every record would be lost with it. First the recovery kit is printed and kept, and a second administrator is let in.',
  toTeam: 'People and devices: what is to do',
  notYours: 'People are added by the clinical staff of your team.',
  unknownColleague: 'A colleague',
}

export const doublesText = {
  chip: 'In the list twice? – check',
  title: 'Is this one person, in the list twice?',
  why: 'Two colleagues may have added them without seeing each other’s entry. Look at both before you say so.',
  open: 'Look at the other record',
  same: 'One person: go on in the other',
  sameHint:
    'This entry then leaves the list of people. What was written here stays here and can be read from the other record; nothing is moved or deleted.',
  different: 'Two different people',
  goesOn: (name: string) => `Entered twice: ${name} goes on in another record.`,
  goesOnWhy: 'Write in the other one. What was written here stays here.',
  toOther: 'Open the record that goes on',
  takeBack: 'They are two people after all',
  left: 'Was entered a second time. What was written there:',
  leftOpen: 'Open the second entry',
}
