/** Two changes to one medicine, made apart. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { dayAndTime } from '../../../domain/dates.ts'
import type { MedicineChange, MedicineState } from '../../../domain/projections/medicine-change.ts'
import type { Signature } from '../../../domain/records/signature.ts'
import { ageInWords, fullTime, inWords, writtenDay } from './times.ts'

const letters = 'ABCDEFGH'

function stoppedWords({ stoppedOn }: MedicineState): string {
  return stoppedOn === null ? 'stopped' : `stopped ${writtenDay(stoppedOn)}`
}

/** Who wrote a side of what was changed apart, when and why. */
type Side = Pick<MedicineChange, 'arrivedAt' | 'author' | 'reason' | 'writtenAt'>

export function writtenBy(author: Signature | null): string {
  return author === null ? 'nobody is named' : `${author.name}, ${author.role}`
}

export function writtenTimes({ arrivedAt, writtenAt }: Pick<Side, 'arrivedAt' | 'writtenAt'>, now: Instant): string {
  return [
    writtenAt === null ? 'Time of writing not known' : `Written ${fullTime(writtenAt, now)}`,
    ...(arrivedAt === null ? [] : [`arrived ${fullTime(arrivedAt, now)}`]),
  ].join(' · ')
}

/** The same inside a sentence, with who wrote it. */
function toldBy({ arrivedAt, author, writtenAt }: Omit<Side, 'reason'>, wordTime: (at: Instant) => string): string {
  return [
    writtenBy(author),
    writtenAt === null ? 'time of writing not known' : `written ${wordTime(writtenAt)}`,
    ...(arrivedAt === null ? [] : [`arrived ${wordTime(arrivedAt)}`]),
  ].join(', ')
}

/** How many changes made apart wait for one decision (DE760). */
export function differentChanges(sides: number): string {
  return sides > 2 ? `${sides} different changes` : 'Two different changes'
}

export const conflictText = {
  title: differentChanges,
  nothingPicked: (sides: number) =>
    `${sides === 2 ? 'Both were written without seeing the other' : 'They were written without seeing each other'}. Nothing has been picked.`,
  beforeBoth: (words: string) => `Before: ${words}.`,
  /** Of three changes two may be to one dose. */
  tag: (sides: number, isDose: boolean) => {
    if (!isDose) return differentChanges(sides)
    return sides > 2 ? 'Different doses' : 'Two doses'
  },
  openFor: (since: Instant, now: Instant) => `Open for ${ageInWords(since, now)}.`,
  until: 'Until this is decided nobody can change it here, and giving it needs an extra step.',
  letter: (index: number) => letters[index] ?? String(index + 1),
  stopped: stoppedWords,
  stop: 'Stop',
  none: 'none',
  whole: (state: MedicineState) =>
    state.status === 'stopped'
      ? `${state.name}, ${stoppedWords(state)}`
      : [state.name, state.form, state.dose, state.frequency, state.route].filter((part) => part !== '').join(', '),
  was: 'Before:',
  now: 'Changed to:',
  authorUnknown: 'Nobody is named',
  times: writtenTimes,
  told: (what: string, side: Omit<Side, 'reason'>, now: Instant) =>
    `${what} (${toldBy(side, (at) => fullTime(at, now))})`,
  reason: 'Reason:',
  noReason: 'none given',
  keep: (letter: string, what: string) => `Keep ${letter}: ${what}`,
  writeNew: 'Write new',
  hasCome: 'The changes above are not the ones you began with.',
  hasComeWords: 'What you have written is kept, and nothing is saved. Look at them, then go on.',
  goOn: 'I have looked – go on',
  ask: (sides: number) => (sides === 2 ? 'Ask both' : 'Ask all'),
  /** Stands in the record as the reason of the decision. */
  kept: (letter: string, what: string) => `Decided between changes made apart: kept ${letter}, ${what}.`,
  question: (name: string, sides: readonly string[]) =>
    `${name}: changes made apart, and nothing has been picked. ${sides.join(' ')} Which shall hold?`,
  /** Read on another day. */
  questionSide: (letter: string, what: string, { reason, ...side }: Side) =>
    `${letter}: ${what} (${toldBy(side, dayAndTime)}${reason === '' ? '' : `: “${reason}”`}).`,
  /** Where no conversation is about it. */
  aside: {
    whom: (names: readonly string[]) =>
      `No conversation here is about the team itself. Ask ${names.length === 0 ? 'whoever wrote it' : inWords(names)} in person, by telephone or by e-mail. Nothing is sent from here.`,
    copy: 'Copy the question',
    copied: 'Copied.',
    notCopied: 'It could not be copied. Mark the words above and copy them by hand.',
  },
  cannotAsk: 'The staff’s conversation about this person is not on this device yet.',
  mergedTag: 'Merged',
  merged: (names: string) => `Changed by ${names}, each without seeing the other. The changes go together.`,
}
