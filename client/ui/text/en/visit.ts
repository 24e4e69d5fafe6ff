/** Words of the screen "Write a visit" and of the page before it is finished. */
import type { Called } from '../../../domain/records/who-wrote.ts'
import type { NoteField } from '../../models/visit-form.ts'
import { knownInWords } from './travel.ts'

const labels = (name: string): Readonly<Record<NoteField, string>> => ({
  words: `In ${name}’s words`,
  found: 'What I found',
  did: 'What I did',
  next: 'What happens next',
})

export const visitText = {
  title: 'Visit note',
  started: (time: string) => `Started ${time}`,
  labels,
  willRead: (names: readonly Called[]) => `(${knownInWords(names)} will read this)`,
  nobodyWillRead: (name: string) => `(${name} does not use Doorstep yet: staff read this)`,
  keepAsDraft: 'Keep as draft',
  checkAndFinish: 'Check and finish',
  notSaved: 'Not saved yet',
  nothingTyped: 'Nothing written yet',
  draftSavedHere: (device: string, time: string) => `Draft saved on this ${device} ${time}`,
  savedHere: (device: string, time: string) => `Saved on this ${device} ${time}`,
  savedHereHint: 'This is your draft. Nobody else sees it until you finish.',
  draftKept: (time: string) => `Your draft from ${time}.`,
  startAgain: 'Start again',
  startAgainSure: 'Throw this draft away?',
  startAgainYes: 'Throw it away',
  startAgainNo: 'Keep it',
  opening: 'Opening your note…',
  unknownPerson: 'We could not find this person on this device.',
  unknownPersonHint: 'The record may still be on its way. Your typing is kept.',
  backToPerson: 'Back to the record',

  checkTitle: 'Check and finish',
  checkIntro: 'This is what will be written. It cannot be taken back; a correction can be added later.',
  staffRead: (name: string) => `Staff who look after ${name} will read this`,
  nextRead: (names: readonly Called[]) => `${knownInWords(names)} will read this, and staff`,
  nextNotRead: (name: string) => `Staff will read this. ${name} does not use Doorstep yet.`,
  notWritten: 'Nothing written',
  noObservations: 'No observations entered.',
  goBack: 'Go back and change',
  finish: 'Finish visit',

  errorsTitle: 'Before you finish',
  errorValue: (label: string, typed: string) =>
    `${label}: “${typed}” is not counted yet. Correct it, or keep it as typed.`,
  errorNothing: 'Nothing is written yet. Write a word, or enter a value.',

  finishingTitle: 'Finishing the visit',
  finishing: (device: string) => `Saving on this ${device}…`,
  doneTitle: 'Visit finished',
  doneSaved: (device: string) => `Saved on this ${device}.`,
  done: {
    sent: 'It has been sent.',
    waits: 'It will send when there is signal.',
    goes: 'It sends by itself. The record says when it is sent.',
  },
  doneBack: (name: string) => `Back to ${name}`,
  doneToday: 'Back to Today',
} as const
