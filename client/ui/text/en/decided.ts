/** What was decided about a person, in plain words: who, why, when; and writing a decision down. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { DecidedSaid } from '../../../domain/projections/decided-rows.ts'
import type { MedicineState } from '../../../domain/projections/medicine-change.ts'
import type { SharedKind } from '../../../domain/records/agreement.ts'
import type { LeftOutReason } from '../../../domain/records/left-out.ts'
import type { DecidedContact, DecidedItem } from '../../../engine-api/decided-views.ts'
import { detailsText } from './details.ts'
import { reasonWords } from './opening.ts'
import { planText } from './plan.ts'
import { kindWords } from './sharing.ts'
import { dateOf, fullTime, nearTime, writtenDay } from './times.ts'

/** One decision, ready to be read. */
export interface DecidedWords {
  readonly title: string
  readonly lines: readonly string[]
  /** Empty where nobody said why. */
  readonly why: string
}

export const decidedText = {
  tabTitle: 'Decisions',
  title: 'Decisions',
  toPerson: 'Record',
  open: 'Decisions about this person',
  hint: 'What was decided, by whom and why, newest first. It stays under the name it was decided with, also after a colleague has left.',
  from: 'Written down as decisions, and taken from the record: medicines, allergies, alerts, the care plan, sharing, messages, who looks after this person.',
  none: 'No decisions yet.',
  noneNext: 'Most decisions are made in talk. Write one down, so that it can be found when people change.',
  incomplete: 'Part of the record is still on its way to this device or being opened. There may be more decisions.',
  outside: 'This record is not on your rounds.',
  outsideNext: 'Who looks after this person, and how to open the record in need, stands on their page.',
  older: 'Show older',
  you: 'you',
  left: 'has left the team',
  nobody: 'A colleague whose name is not on this device',
  why: 'Why:',
  agreed: 'There or agreed:',

  write: 'Write down a decision',
  writeAnew: 'Decide anew',
  aboutAnew: (what: string) => `instead of “${shortened(what)}”`,
  anew: (what: string) => `In place of: “${what}”. That one stays to be read, marked as decided anew.`,
  anewUnknown: 'In place of an earlier decision. That one stays to be read, marked as decided anew.',
  notAnew: 'No, this is another decision',
  what: 'What was decided',
  whatHint: 'One decision, so that somebody who was not there understands it.',
  whyLabel: 'Why',
  whyHint: 'What spoke for it and against it. Leave it empty if nobody said.',
  agreedLabel: 'Who was there, who agreed',
  agreedHint: 'For example: Doreen, her daughter Karen, Dr Reid by phone.',
  save: 'Save this decision',
  cancel: 'Not now',
  saved: 'The decision stands in the record.',
  errorsTitle: 'Before you save',
  fault: 'Write what was decided.',
  staffRead: 'Staff who look after this person read it. It cannot be changed later: decide anew instead.',

  replaced: ({ at, by }: NonNullable<DecidedItem['replaced']>, now: Instant) =>
    `Decided anew by ${by.name}, ${fullTime(at, now)}. The later one holds.`,
  insteadOf: (at: Instant) => `In place of what was decided on ${dateOf(at)}.`,
  insteadOfOlder: 'In place of an earlier decision.',

  lately: 'Decisions written down in the last four weeks',
  elsewhere: (count: number) =>
    count === 1
      ? 'And one about somebody who is not on your rounds.'
      : `And ${count} about people who are not on your rounds.`,
  readOn: 'Read on in the decisions',
}

function shortened(words: string): string {
  return words.length <= 60 ? words : `${words.slice(0, 60).trimEnd()}…`
}

export function wordDecided({ said, subject }: Pick<DecidedItem, 'said' | 'subject'>, now: Instant): DecidedWords {
  switch (said.type) {
    case 'decision':
      return { title: 'Decision', lines: [said.what], why: said.why }
    case 'medicine':
      return wordMedicine(said)
    case 'part':
      return wordPart(said)
    case 'plan':
      return { title: 'Care plan changed', lines: [planText.name(said)], why: '' }
    case 'warning-answer':
      return { title: 'Safety warning looked at: it may stand', lines: filled([said.subject]), why: said.reason }
    case 'left-out':
      return {
        title: 'Left out of the record',
        lines: [heldWords(said.writer), fullTime(said.writtenAt, now)],
        why: leftOutWords[said.reason],
      }
    case 'let-in': {
      const writer = `${said.writer.name}, ${said.writer.role}`
      return { title: 'Let into the record', lines: [heldWords(writer), fullTime(said.writtenAt, now)], why: '' }
    }
    case 'opening': {
      const title = 'Opened this record without looking after this person'
      return {
        title,
        lines: [`Until ${nearTime(said.until, now)}.`],
        why: `${reasonWords[said.reason]}. ${said.words}`,
      }
    }
    case 'opening-ended':
      return { title: 'Ended an opening of this record', lines: [`Opened by ${named(subject)}.`], why: '' }
    case 'agreement':
      return wordAgreement(said.kind, said.on, subject)
    case 'contact':
      return wordContact(said)
    case 'looks-after': {
      const who = said.to === 'round' ? `Round ${subject === '' ? 'without a name' : subject}` : named(subject)
      const title = said.isTakenBack ? 'No longer looks after this person' : 'Looks after this person from now on'
      return { title: `${who}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`, lines: [], why: '' }
    }
  }
}

const named = (subject: string) => (subject === '' ? 'a colleague whose name is not on this device' : subject)
const filled = (lines: readonly string[]) => lines.filter((line) => line !== '')

function wordMedicine({
  after,
  before,
  isSettling,
  reason,
}: DecidedSaid & { readonly type: 'medicine' }): DecidedWords {
  const title = () => {
    if (isSettling) return 'Decided between changes made apart'
    if (before === null) return 'Medicine started'
    if (after.status === 'stopped') return 'Medicine stopped'
    return before.status === 'stopped' ? 'Medicine started again' : 'Medicine changed'
  }
  const stopped = after.status === 'stopped' ? [stoppedOn(after)] : []
  const now = medicine(after)
  const was = before === null ? '' : medicine(before)
  const changed = was !== '' && was !== now ? [`Before: ${was}`, `Now: ${now}`] : [now]
  return { title: `${title()}: ${after.name}`, lines: filled([...changed, ...stopped]), why: reason }
}

function medicine({ dose, form, frequency, name, route }: MedicineState): string {
  return filled([[name, dose, form].filter((words) => words !== '').join(' '), frequency, route]).join(', ')
}

function stoppedOn({ stoppedOn: day }: MedicineState): string {
  return day === null ? '' : `Stopped on ${writtenDay(day)}.`
}

const partWords = { allergy: 'Allergy', alert: 'Alert', target: 'Oxygen target 88–92 % (Scale 2)' } as const

function wordPart({ after, before, isSettling, kind, reason }: DecidedSaid & { readonly type: 'part' }): DecidedWords {
  const part = { kind, id: '' } as const
  const [was, now] = [before === null ? '' : detailsText.words(part, before), detailsText.words(part, after)]
  const isNew = before === null || Object.values(before).every((words) => words === '')
  const isEnded = (after.endedOn ?? '') !== '' || (kind === 'target' && (after.value ?? '') === '')
  const did = isSettling ? 'decided between changes made apart' : isEnded ? 'ended' : isNew ? 'recorded' : 'changed'
  const lines = isNew || was === now ? [now] : [`Before: ${was}`, `Now: ${now}`]
  return { title: `${partWords[kind]} ${did}`, lines: filled(lines), why: reason }
}

const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'in-already': 'It is in the record already.',
  'by-hand': 'It was put into the record by hand.',
  'not-right': 'It is not right, or no longer right.',
  'not-theirs': 'It is not certain who wrote it.',
}

function heldWords(writer: string): string {
  return writer === '' ? 'Written on a device that was removed.' : `Written by ${writer}, on a device that was removed.`
}

function wordAgreement(kind: SharedKind, on: boolean, subject: string): DecidedWords {
  const who = subject === '' ? 'a relative whose name is not on this device' : subject
  return { title: on ? `Shared with ${who}` : `No longer shared with ${who}`, lines: [kindWords[kind]], why: '' }
}

const howWords: Readonly<Record<DecidedContact['how'], string>> = {
  'in-person': 'Said in person, and written down.',
  'by-phone': 'Said on the phone, and written down.',
  herself: 'Said on the person’s own phone.',
}

/** Of a channel or scope that a newer app knows, the word it is kept by. */
function wordContact({ agreed, channel, how, scope }: DecidedContact): DecidedWords {
  const where = channel === 'doorstep' ? 'messages in Doorstep' : `messages by ${channel}`
  const about = scope === 'visits-and-care' ? 'visits and care' : scope
  const title = agreed ? `Agrees to ${where}` : `Wants no ${where}`
  return { title, lines: [`About ${about}.`, howWords[how]], why: '' }
}
