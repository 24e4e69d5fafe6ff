/** What removed devices had not sent: whose it is, what it says, and what an administrator does with it. */

import type { DocumentKind } from '../../../../shared/lib/doc-id.ts'
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { LeftOutReason } from '../../../domain/records/left-out.ts'
import type { HeldItem, HeldPlace, HeldProblem } from '../../../engine-api/held-back.ts'
import { readerNames, readers, threadTitle } from './threads.ts'
import { fullTime } from './times.ts'
import { namesInWords } from './travel.ts'

const kinds: Readonly<Record<DocumentKind, string>> = {
  person: 'the details of this person',
  medicines: 'the list of medicines',
  'care-plan': 'the care plan',
  tasks: 'the tasks',
  diary: 'the plan of a day',
  'team-settings': 'the team’s settings',
  thread: 'who looks after a conversation',
  'circle-tasks': 'what a circle has to do',
}

export const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'in-already': 'It is in the record already',
  'by-hand': 'I put it in by hand',
  'not-right': 'It is not right, or no longer right',
  'not-theirs': 'It is not certain who wrote it',
}

const unreadable = {
  key: 'It cannot be opened yet: its key is still on its way to this device. Look again in a minute.',
  'newer-app': 'It was written with a newer Doorstep. Update this one first, then look again.',
  broken: 'Nobody can open it: it is damaged, or written under a key that the team never had. Ask what it was.',
} as const

/** Long enough to see that it was the wrong one. */
export const undoSeconds = 8

export const heldBackText = {
  title: 'Held back',
  hint: 'What colleagues had written on a device that was removed, and that had not been sent. It is in nobody’s record until you let it in.',
  list: 'What is held back',
  none: 'Nothing is held back.',
  noneHint: 'When a removed device still had something to send, it waits here for an administrator.',
  more: 'There is more than fits here. Decide about these, then look again.',
  again: 'Look again',

  unknownWho: 'Somebody whose name is not on this device',
  unknownPerson: 'A person whose name is not on this device',
  team: 'For the team',
  written: ({ mark, storedAt, writtenAt }: HeldItem, now: Instant) =>
    writtenAt === null
      ? `Device ${mark} · arrived ${fullTime(storedAt, now)}`
      : `Device ${mark} · written ${fullTime(writtenAt, now)} · arrived ${fullTime(storedAt, now)}`,
  next: 'Next:',
  change: (of: DocumentKind | null) => `A change to ${of === null ? 'something that several people write' : kinds[of]}`,
  changeWhy:
    'A change cannot be let in as it is: others have gone on since. Look at what it wrote, put it in by hand if it is right, then leave it out here.',
  changeWords: 'What it wrote',
  closed:
    'This record is not on your round, so it is not shown here. Open the record first: everybody can see that you did, and why.',
  openRecord: 'To the record',
  unreadable: (why: keyof typeof unreadable) => unreadable[why],

  /** Of several parts of one press, where nothing tells them apart. */
  part: 'a part of it',
  aPhoto: 'Photo',
  photo: (words: string) => `Photo: ${words}`,
  photoAway:
    'This photo has not come: it is still on that device, or was lost with it. Once that device says that it has erased itself, it will not come any more: ask for a new one where it is needed. What is written can be let in without it. If the photo comes later, it is listed here.',
  getPhoto: (bytes: number) => `Show the photo (${Math.max(1, Math.round(bytes / 1_000))} kB)`,
  gettingPhoto: 'Getting the photo…',
  photoAlone: 'What was written with this photo is in the record already. The photo had not been sent.',
  addPhoto: 'Put the photo with it',
  photoAdded: 'The photo is with what was written.',

  letIn: 'Let it into the record',
  notDecided: 'Nothing was decided.',
  leaveOut: 'Leave it out…',
  leaveOutLegend: 'Why is it left out?',
  leaveOutHint:
    'The reason stands in the record with your name. What was written stays sealed, as evidence, and cannot be let in afterwards.',
  leaveOutPhotos: 'Photos are not kept as evidence: left out, they are deleted.',
  notNow: 'Not now',
  isGoing: 'One moment.',
  willLetIn: 'It is let in in a few seconds. After that it stands, and nobody can take it out again.',
  willLeaveOut: 'It is left out in a few seconds. After that nobody can let it in.',
  undo: 'Undo',
  isIn: 'Let in. It stands there with their name and yours.',
  isOut: 'Left out. The record says so, with your name and the reason.',
  notSent: 'It is saved on this device and goes with the next signal.',

  automatic: (count: number) =>
    count === 1 ? 'One thing a device noted by itself' : `${count} things devices noted by themselves`,
  automaticHint: 'That a record was opened, or that a message had arrived. Nobody wrote any of it.',
  putAway: 'Put away',
  lostPhotos: (count: number) =>
    count === 1 ? 'One photo that nobody can open' : `${count} photos that nobody can open`,
  lostPhotosHint:
    'What was written with it is not on this device, and the photo does not open without it. Look again later if it may still come. Put away, it is deleted.',
} as const

/** "For the conversation with Karen Ashworth, about Doreen. Karen Ashworth can read this." */
export function wordHeldPlace(place: HeldPlace): string {
  const { about, isTalk, kind } = place
  if (!isTalk) return `${readers(place.audience)} once it is in.`
  if (kind === 'circle') return `For the conversation of ${threadTitle(place)}. ${readers(place.audience)}.`
  const whose = about === null ? 'of all staff' : `of staff about ${about}`
  return `For the conversation ${kind === 'staff' ? whose : `with ${threadTitle(place)}`}. ${readers(place.audience)}.`
}

export function wordLetIn(place: HeldPlace | null): string {
  if (place === null) return heldBackText.letIn
  return place.isTalk ? 'Let it into the conversation' : `Show it to ${namesInWords(readerNames(place.audience))}`
}

const problems: Readonly<Record<HeldProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'no-signal': [
    'There is no signal now.',
    'What is held back lies with the server, and nothing of it is lost. Look again when there is signal.',
  ],
  'not-allowed': ['An administrator of the team decides about this.', 'Ask them to look here.'],
  decided: ['Somebody else has decided about this meanwhile.', 'Look again to see what is left.'],
  closed: ['This record is not on your round.', 'Open the record first, then decide.'],
  'by-hand': ['This cannot be let in as it is.', 'Put what is right into the record by hand, then leave it out here.'],
  'too-large': [
    'This is too large to be let in as it is.',
    'Put what is right into the record by hand, then leave it out here.',
  ],
  'no-space': ['There is no room left on this device.', 'Nothing was changed. Make room, then try again.'],
  disk: [
    'This device could not save it.',
    'Nothing was decided. Please try again. If it happens again, restart the device.',
  ],
  forked: [
    'Nothing more can be written there from this device.',
    'Two devices were shown two different histories of the team, and nothing was decided. Decide on another device, and see “What is saved, what is sent”.',
  ],
  'no-photo': [
    'This photo cannot be had.',
    'It has not come, or it is not the one that was taken. Let in what is written without it, or look again later.',
  ],
}

export function wordHeldProblem(problem: HeldProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}
