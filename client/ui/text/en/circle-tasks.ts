/** What a person's circle has to do: shopping, lifts, the prescription. The public reads these, and staff. Nothing clinical. */
import type { DeviceWord } from '../../app-context.ts'
import { counted } from './times.ts'
import { namesInWords } from './travel.ts'

/** Whose list it is, to whoever reads it. */
export type Reader = 'herself' | 'circle' | 'staff'

export const circleTasksText = {
  title: (reader: Reader, about: string | null) => {
    if (reader === 'herself') return 'Things people will do for you'
    if (reader === 'staff') return 'Things to do, in the circle’s list'
    return `Things to do for ${about ?? 'your relative'}`
  },
  pageTitle: 'Things to do',
  list: 'The list',
  hint: 'Shopping, lifts, the prescription. Nothing private: everybody in the circle reads this list.',
  staffHint: (called: string) =>
    `${called === '' ? 'The person' : called} and everybody in the circle read this list. Nothing clinical belongs here.`,
  noCircle: 'You are in nobody’s circle here, so there is no list.',
  noCircleHint: 'When a team adds you to a circle, its list shows here by itself.',

  none: 'Nothing to do at the moment.',
  onItsWay: 'Some of this list may still be on its way to this phone.',
  onItsWayStaff: 'Some of this list may still be on its way.',
  open: (count: number) => counted(count, 'thing to do', 'things to do'),
  more: (count: number) => `and ${count} more`,
  seeAll: 'See the list, or add to it',

  nobody: 'Nobody has said yes yet.',
  holder: (name: string | null, when: string) =>
    name === null ? `You will do it. You said so ${when}.` : `${name} will do it. Said so ${when}.`,
  who: (name: string | null) => (name === null ? 'You will do it.' : `${name} will do it.`),
  bothTook: (names: readonly string[], isMine: boolean) => {
    const all = isMine ? ['You', ...names] : names
    return `${namesInWords(all)} ${all.length === 2 ? 'both' : 'all'} said ${isMine ? 'you' : 'they'} will do it.`
  },
  bothTookHint: 'Talk to each other. Whoever does not do it presses “I cannot do it”.',
  added: (name: string | null, when: string) => `${name ?? 'You'} added this ${when}.`,
  worded: (name: string | null, when: string) => `${name ?? 'You'} changed the words ${when}.`,
  wordedApart: (names: readonly string[], isMine: boolean) => {
    const all = isMine ? ['You', ...names] : names
    const who = all.length < 2 ? 'Two people' : namesInWords(all)
    return `${who} changed these words and had not seen each other’s. All of them are shown.`
  },
  wordedApartHint: (mayWord: boolean) =>
    mayWord ? 'Press “Change the words” to say what it is.' : 'Whoever added it can put it right, and so can the team.',
  state: (isDone: boolean, name: string | null, when: string) =>
    `${name ?? 'You'} ${isDone ? 'did this' : 'opened this again'}, ${when}.`,
  apart:
    'One said it is done, one opened it again, and they had not seen each other’s words. It stays on the list until somebody says it is done.',
  by: (day: string) => `By ${day}`,
  late: (day: string) => `Was to be done by ${day}`,

  take: 'I will do it',
  leave: 'I cannot do it',
  done: 'It is done',
  isDone: 'Done.',
  undo: 'Undo: not done yet',
  reopen: 'Not done after all',
  changeWords: 'Change the words',
  saveWords: 'Save the words',
  leaveWords: 'Leave them as they were',
  doneList: (count: number) => counted(count, 'thing done', 'things done'),
  saved: (device: DeviceWord, when: string) => `Saved on this ${device}, ${when}`,
  unsent: (device: DeviceWord, count: number) =>
    `${counted(count, 'change')} saved on this ${device}. The others see ${count === 1 ? 'it' : 'them'} when there is signal.`,
  sent: 'Sent. The others can see what you changed.',

  newTask: (title: string, about: string | null, takers: readonly string[]) =>
    `New to do ${forWhom(about)}: ${title}. ${takers.length === 0 ? 'Nobody has said yes yet.' : `${namesInWords(takers)} will do it.`}`,
  newTaken: (title: string, about: string | null, takers: readonly string[]) =>
    `${namesInWords(takers)} said they will do this ${forWhom(about)}: ${title}.`,
  newDone: (title: string, about: string | null, doers: readonly string[]) =>
    `${namesInWords(doers)} did this ${forWhom(about)}: ${title}.`,
  moreNews: (count: number) => `and ${counted(count, 'more change', 'more changes')} in the list of things to do`,

  add: 'Add something to do',
  fields: {
    title: 'What needs doing?',
    titleHint: 'For example: fetch the prescription. Everybody in the circle reads it.',
    due: 'By which day?',
    dueHint: 'Leave empty for any day.',
    who: 'Who will do it?',
    me: 'I will do it',
    anybody: 'Anybody who can',
  },
  save: 'Put it on the list',
  close: 'Close',
  throwAway: 'Throw it away',
  addedHere: (device: DeviceWord) => `It is on the list, and saved on this ${device}.`,
} as const

function forWhom(about: string | null): string {
  return `for ${about ?? 'your relative'}`
}
