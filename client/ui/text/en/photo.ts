/** A photo with a visit note, and in the record. What is said of where it is is what is proven. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { PhotoActOutcome, PhotoItem } from '../../../engine-api/photo-acts.ts'
import { fullTime } from './times.ts'

const size = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_000))} kB`

export const photoText = {
  title: 'Photo',
  add: 'Add a photo',
  another: 'Take another one instead',
  remove: 'Remove the photo',
  hint: 'It is kept in the record, not among the photos of this device, and does not say where it was taken.',
  working: 'Making the photo ready…',
  words: 'What it shows',
  wordsHint: 'For whoever cannot see it: “Left shin, wound with a clean edge”.',
  consent: (name: string) => `May it be taken and kept in ${name}’s record?`,
  agreed: (name: string) => `${name} agrees`,
  bestInterests: (name: string) => `${name} cannot decide, and it is in their best interests`,
  missing: {
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
  where: (travel: PhotoItem['travel'], device: string, now: Instant): string | null => {
    if (travel === null) return null
    if (travel.type === 'here-only') return `Photo on this ${device} only. It sends by itself when there is signal.`
    if (travel.type === 'not-sent')
      return `Photo not sent, and on this ${device} only: ${notSent(travel.problem)} “Try now” in the sync panel tries again.`
    return `Photo sent ${fullTime(travel.at as Instant, now)}`
  },
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

function notSent(problem: string): string {
  if (problem === 'over-quota') return 'there is no room left for it where records are kept. Tell your administrator.'
  return problem === 'lost-here'
    ? 'it cannot be read from this disk any more.'
    : 'it was not taken. Tell your administrator.'
}
