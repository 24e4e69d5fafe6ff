/** Words of opening the record of somebody on another round: before it, while it is open, and to whom it is told. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { isOpeningReason, type OpeningReason, openingReasonWords } from '../../../domain/records/opening.ts'
import type { AccessProblem, EndedOpening, OpeningItem } from '../../../engine-api/access-acts.ts'
import { shortName } from './public-times.ts'
import { counted, nearTime } from './times.ts'

export const openingText = {
  cannotWait: 'If it cannot wait',
  lifeFirst: 'If a life may be at risk, call 999 first.',
  intro: 'You can open this record yourself, for a day at most. Nobody has to say yes.',
  begin: 'Open this record',
  formTitle: 'Open this record',
  whoIsTold: 'Who is told',
  leadIsTold: 'Your team lead is told, and it stands in the list that information governance reads.',
  personIsTold: 'The person sees who opened the record, when and why, under “Who looked at my record”.',
  reason: 'Why',
  words: 'In your own words',
  wordsHint: 'One or two sentences. The person reads them.',
  howLong: 'For how long',
  cancel: 'Not now',
  offline: 'There is no signal now. This record is not on this device, so it opens only with signal. Call instead.',
  opening: 'Opening. The record is on its way.',
  strip: 'You opened this record yourself.',
  forGood: 'It stays open until somebody ends it.',
  end: 'Close it now',
  wordsNotKept: 'Your words could not be kept. The list says that you opened it, without them.',

  listTitle: 'Records opened outside rounds',
  list: 'Opened records',
  listHint:
    'Colleagues who opened a record they do not look after, in the last 30 days. In the record, under who opened it, stand their own words.',
  none: 'Nobody opened one in the last 30 days.',
  onItsWay: 'Part of this list may still be on its way to this device.',
  own: 'You',
  noName: 'A colleague',
  noPerson: 'Somebody not in the list on this device',

  notYourNurse: 'Does not usually look after you.',
  noRound: 'On another round.',

  endIt: 'End it now',
  endAsk: (who: string, person: string) =>
    `${who} can no longer read the record of ${person} as soon as their device has signal. What they wrote stays. They can open it again with a new reason, and you are told again. Should they need it for care, call them first.`,
  endYes: 'Yes, end it',
  endNo: 'No, leave it open',
  ending: 'Asking the server…',
  isEnded: (who: string) =>
    `Ended. The device of ${who} closes the record at its next contact and says that you ended it.`,
  endedHere: (ended: EndedOpening, now: Instant) =>
    `${ended.who?.name ?? openingText.noName} ended your opening of this record, ${nearTime(ended.at, now)}.`,
  closedHere: (at: Instant, now: Instant) => `You closed it again, ${nearTime(at, now)}.`,
  closedNext: 'What you wrote in it is kept.',
  endedNext: 'What you wrote is kept. Ask them, or open it again below with a reason if it cannot wait.',
} as const

export const reasonWords = openingReasonWords

/** As the chain has it: an administrator’s own may say something else. */
export function reasonInWords(reason: string): string {
  return isOpeningReason(reason) ? reasonWords[reason] : reasonWords.other
}

export function nurseIsTold(name: string): string {
  return name === '' ? 'No named nurse is written in the team’s list.' : `${name}, the named nurse, is told.`
}

export function hours(count: number): string {
  return counted(count, 'hour')
}

export function openFor(count: number): string {
  return `Open for ${hours(count)}`
}

export function closesAt(until: Instant, now: Instant): string {
  return `It closes by itself: ${nearTime(until, now)}.`
}

/** What others opened; and, to who opened it, that it was ended. */
export function told(rows: readonly OpeningItem[]): string {
  const [first] = rows
  if (first !== undefined && rows.length === 1 && first.own)
    return `${first.ended?.who === null || first.ended === null ? openingText.noName : shortName(first.ended.who.name)} ended your opening of a record`
  if (first !== undefined && rows.length === 1)
    return `${first.who === null ? openingText.noName : shortName(first.who.name)} opened the record of somebody ${first.yours ? 'you look after' : 'on another round'}`
  return `${rows.length} records were opened outside rounds`
}

export function openUntil({ ended, isOpen, until }: OpeningItem, now: Instant): string {
  if (ended !== null) return `Ended by ${ended.who?.name ?? openingText.noName}, ${nearTime(ended.at, now)}`
  if (until === null) return 'Open without an end'
  return isOpen ? `Open until ${nearTime(until, now)}` : `Closed since ${nearTime(until, now)}`
}

/** To the person, and in the record. */
export function because(reason: OpeningReason, words: string): string {
  return `Why: ${reasonWords[reason].toLowerCase()}. “${words}”`
}

/** Of an administrator, who needs nobody's yes. */
export function joinedRound(when: string, isStaff: boolean): string {
  return `Put themselves on ${isStaff ? 'a round of this person' : 'one of the team’s rounds'}, ${when}.`
}

export function couldLook(isOver: boolean, until: string): string {
  return isOver ? `Closed again ${until}.` : `Can look until ${until}.`
}

/** Ending what another one opened. */
export function wordEndProblem(problem: AccessProblem): { readonly title: string; readonly words: string } {
  if (problem === 'not-open') return wordAccessProblem(problem)
  const words = {
    'no-signal': 'It may not be ended yet. Look again when there is signal, or ask a colleague who has some.',
    'not-allowed': 'Ask an administrator, or a colleague who looks after this person: they can end it.',
  }
  const title = problem === 'no-signal' ? 'There is no signal now.' : 'It was not ended.'
  return { title, words: problem in words ? words[problem as keyof typeof words] : 'Look again, then try once more.' }
}

/** Closing what one has opened oneself. */
export function wordCloseProblem(problem: AccessProblem): { readonly title: string; readonly words: string } {
  const said = wordEndProblem(problem)
  if (problem !== 'no-signal') return said
  return {
    ...said,
    words: 'It may not be closed yet. Look again when there is signal. At its end it closes by itself.',
  }
}

const problems: Readonly<Record<AccessProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'no-signal': ['There is no signal now.', 'The record is not open here. Call, or look again when there is signal.'],
  'nothing-written': ['It does not say why yet.', 'Choose a reason and write a sentence.'],
  'words-too-long': ['These words are too long.', 'Say it in 200 letters.'],
  'too-long': ['It can be open for a day at most.', 'Choose a shorter time.'],
  'not-allowed': ['This record cannot be opened from here.', 'Call the team.'],
  'nobody-left': ['Somebody would be left with nobody.', 'Give them to a colleague or a round first.'],
  refused: ['This did not work.', 'Nothing was opened. Look again, then try once more, or call.'],
}

export function wordAccessProblem(problem: AccessProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}
