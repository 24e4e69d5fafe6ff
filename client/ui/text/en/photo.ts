/** A photo with a visit note, and in the record. What is said of where it is is what is proven. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { PhotoActOutcome, PhotoTravel } from '../../../engine-api/photo-acts.ts'
import { fullTime } from './times.ts'
import { willSend } from './travel.ts'

const size = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_000))} kB`

/** Nothing sends it again: its bytes are gone. */
export const lostHere = 'lost-here'

export const photoText = {
  title: 'Photo',
  add: 'Add a photo',
  another: 'Take another one instead',
  remove: 'Remove the photo',
  removeSure: 'Remove it? It is kept with this draft and nowhere else.',
  removeYes: 'Yes, delete the photo',
  removeNo: 'Keep it',
  goesWithDraft: 'Its photo is deleted with it: it is nowhere else.',
  now: 'The new photo',
  before: 'The photo before',
  takenBefore: (when: string, by: string) => `Taken ${when}, by ${by}.`,
  compareWith: 'Compare with',
  noneOfThis: 'No earlier photo has these words. Choose one below if it shows the same place.',
  samePlace: 'It is the same place: use these words',
  hint: 'It is kept in the record, not among the photos of this device, and does not say where it was taken.',
  working: 'Making the photo ready…',
  without: 'Go on without this photo',
  keptOnceHere: 'The draft is kept, and left, once the photo is here.',
  words: 'What it shows',
  wordsHint: 'For whoever cannot see it: “Left shin, wound with a clean edge”.',
  consent: (name: string) => `May it be taken and kept in ${name}’s record?`,
  agreed: (name: string) => `${name} agrees`,
  bestInterests: (name: string) => `${name} cannot decide, and it is in their best interests`,
  missing: {
    making: 'The photo is still being made ready. Wait until it is here, or go on without it, then press again.',
    words: 'Say in a few words what the photo shows, or remove it.',
    consent: 'Say whether the photo may be kept, or remove it.',
  },
  keptAs: (words: string) => `Photo: ${words}`,
  problems: {
    'no-picture':
      'This is no picture that can be opened here. Your note is safe. Take the photo again, or go on without it.',
    'no-space':
      'Not enough space for the photo. Your note is safe. Go on without it, or free some space and try again.',
    'not-kept': 'The photo could not be kept. Your note is safe. Try again, or go on without it.',
  },
  /** As of everything written: what is proven. */
  state: (travel: PhotoTravel, device: string, now: Instant): string => {
    if (travel.type === 'here-only') return `Photo on this ${device} only. ${willSend}`
    return travel.type === 'not-sent' ? 'Photo not sent' : `Photo sent ${fullTime(travel.at as Instant, now)}`
  },
  /** Why not, and what to do. */
  notSent: (problem: string, device: string): string =>
    problem === lostHere
      ? `It cannot be read from this ${device}’s disk any more. Take it again if it is still needed.`
      : `It is on this ${device} only: ${notTaken(problem)}`,
  tryAgain: 'Try again',
  consents: {
    agreed: 'Kept with the person’s agreement.',
    'best-interests': 'Kept in the person’s best interests: they could not decide.',
  },
  show: 'Show the photo',
  get: (bytes: number) => `Get the photo (${size(bytes)})`,
  larger: (words: string) => `${words}: show larger`,
  smaller: (words: string) => `${words}: show smaller`,
  getting: 'Getting the photo…',
  away: (
    device: string,
  ): Readonly<Record<Exclude<PhotoActOutcome['type'], 'picture' | 'kept' | 'discarded'>, string>> => ({
    'not-here': `Not on this ${device} yet. Getting it needs signal.`,
    'no-signal': `Not on this ${device} yet, and there is no signal. Try again when there is.`,
    'not-at-relay': 'It is still on the device that took it, and has not been sent from there.',
    damaged: 'What came is not the photo that was taken. Ask whoever took it.',
    none: 'There is no photo any more.',
    failed: 'The photo could not be shown. Try again.',
  }),
} as const

function notTaken(problem: string): string {
  return problem === 'over-quota'
    ? 'there is no room left for it where records are kept. Tell your administrator, then try again.'
    : 'it was not taken. Try again; if that does not help, tell your administrator.'
}
