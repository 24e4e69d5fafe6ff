/** Phones of a person and her family: whose, last heard of when, and what removing a lost one does. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Heard } from '../../../engine-api/travel.ts'
import { heardText, lastHeard } from './heard.ts'
import { furtherText } from './letting-in.ts'
import { fullTime } from './public-times.ts'

export const phonesText = {
  title: 'Phones',
  none: 'No phone of theirs is in yet.',
  onItsWay: 'Which phones there are is still on its way to this device.',
  lost: 'Is one lost or stolen? Remove it here.',
  staffIntro: (called: string) =>
    `Phones of ${called}, and of family. If one was lost or stolen, remove it: anybody who looks after ${called} may.`,
  whose: (name: string) => `${name}’s phone`,
  unnamed: 'A phone of the family whose name is not here yet',
  yours: 'Your phone',
  here: 'the one in your hand',
  mark: (mark: string) => `phone ${mark}`,
  heard: lastHeard,
  heardPublic: (at: Heard, now: Instant) => {
    if (at === undefined) return 'When it was last used to write is not known yet.'
    return at === null ? heardText.nothing : `Last used to write ${fullTime(at, now)}.`
  },
  leftCircle: 'Out of the circle. What they and the team write to each other it still reads.',
  circleOnly: (called: string, name: string | null) => {
    const owner = name ?? 'its owner'
    const again =
      name === null ? 'let them in again from this page' : `press “${furtherText.begin(name)}” on ${name}’s card above`
    return `It came in on ${called}’s word alone: nobody of the team let it in. It reads the circle, and not what ${owner} and the team write to each other. If ${owner} is to write to you with it, remove it, and then ${again}.`
  },
  remove: 'Remove this phone…',
  effect:
    'It reads nothing new from now on. What it already read stays read. When it next has signal it erases itself.',
  staffUnsent: 'What was written on it and not sent is held back, and an administrator decides about it.',
  othersStay: 'Every other phone goes on as before.',
  familyEffect: (name: string) =>
    `It reads nothing new of your circle from now on. What it already read stays read. What ${name} and the team write to each other it can still read, until your team removes it: ring them.`,
  yes: 'Yes, remove this phone',
  no: 'No, leave it as it is',
  noSignal: (isPublic: boolean) => ({
    title: 'There is no signal now.',
    words: `It may not be removed yet. Once there is signal, look whether it still stands here, and if so, press again. If that cannot wait, ring ${isPublic ? 'your team' : 'a colleague who looks after them'}: they can remove it.`,
  }),
  going: 'Removing it…',
  removed: (whose: string, mark: string) => `Done. ${whose} (${mark}) reads nothing new from now on.`,
  removedFromCircle: (whose: string, mark: string) =>
    `Done. ${whose} (${mark}) reads nothing new of your circle. Now ring your team, so that they remove it whole.`,
  goesOn: (whose: string, mark: string) =>
    `${whose} (${mark}) is being removed. The signal went before it was done: the rest follows by itself as soon as a device of the team has signal. Until then it may still read some of what is new.`,
  againHers: 'If there is another phone, bring it in now, face to face.',
  againFamily: (name: string) =>
    `When ${name} has another phone, press “${furtherText.begin(name)}” on ${name}’s card, further up on this page.`,
  askNurse: 'When you have another phone, your nurse brings it in.',
} as const
