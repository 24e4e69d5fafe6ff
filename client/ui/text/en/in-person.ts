/** Words of bringing a person's own phone in face to face: the tablet's square, the phone's camera, and what is pending. */
import type { SpokenReading } from '../../../engine-api/engine-api.ts'
import type { InPersonProblem, InPersonStep } from '../../../engine-api/in-person-acts.ts'

export const showText = {
  title: (name: string) => `Bring in the phone of ${name}`,
  link: 'Bring in their own phone',
  linkHint: 'Face to face, also without signal.',
  making: 'Making the square…',
  onPhone: 'On the phone',
  steps: ['Open Doorstep. It must be on the phone already.', 'Press “Scan a square code”.', 'Point it at this square.'],
  bright: 'Too dark to scan? Turn up the brightness of this tablet.',
  square: (name: string) => `Square code for the phone of ${name}`,
  holds: (left: string) => `This square works once, for ${left} more.`,
  ranOut: 'This square has run out. Nobody can come in by it.',
  another: 'Make a new square',
  anotherHint: 'May somebody else have photographed the square? Make a new one, and scan the phone, to be sure.',
  oldOne: 'The square before this one works until it is used or has run out.',
  scan: 'Scan the phone',
  scanWhy:
    'When the phone has joined it shows a square of its own. Scan it: then this tablet knows that it is this phone.',
  scanTitle: 'Point this tablet at the square on the phone',
  stop: 'Not now',
  back: 'Back to who sees what',
  tryIt: 'To the record and its messages',
  cameraBroken: 'The camera of the phone does not work?',
  spokenWords:
    'Read sixteen digits out instead. That needs signal here and on the phone: this tablet leaves the invitation, locked with those digits, where the phone can fetch it.',
  speak: 'Make a spoken code',
  speaking: 'Leaving the invitation…',
  spokenTitle: 'Read these out, four at a time',
  spokenHow: 'On the phone: “Scan a square code”, then “Type digits instead”.',
  spokenHolds: (left: string) => `They work once, for ${left} more.`,
  spokenOver: 'These digits have run out. Make others.',
} as const

const steps: Readonly<Record<InPersonStep, (name: string) => readonly [title: string, words: string]>> = {
  shown: (name) => [
    `Waiting for the phone of ${name}.`,
    'If the phone has signal, it is let in by itself, also while this tablet has none. Without signal, scan the phone.',
  ],
  kept: () => [
    'The phone is read and kept on this tablet.',
    'It is let in when this tablet or the phone has signal, by itself. You can close this page.',
  ],
  in: (name) => [
    `The phone of ${name} is in.`,
    'It fetches what it may read when it has signal. Try it together: a message from the phone, read on this tablet.',
  ],
  another: () => [
    'Another phone came in with this square.',
    'It is not the one you scanned. Remove it now: go back to who sees what, and find it under “Phones”. Then make a new square.',
  ],
}

export function wordStep(step: InPersonStep, name: string): { readonly title: string; readonly words: string } {
  const [title, words] = steps[step](name)
  return { title, words }
}

const problems: Readonly<Record<InPersonProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'not-allowed': [
    'No phone can be brought in for this person yet.',
    'Their record is not on this tablet. Open it once with signal, then come back.',
  ],
  'no-signal': [
    'There is no signal now.',
    'A spoken code needs it, here and on the phone. Use the square: it works without.',
  ],
  'not-kept': ['This tablet could not store it.', 'Nothing was changed. Make room on it, then try again.'],
  'not-its-answer': [
    'That is not the answer to this square.',
    'Scan the phone that has just scanned this tablet. If it scanned an older square, make a new one and start again.',
  ],
}

export function wordInPersonProblem(problem: InPersonProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}

/** "23 hours and 40 minutes", "5 minutes": never more than there is, though the clock of the screens goes by minutes. */
export function timeLeft(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const some = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`)
  if (hours === 0) return some(minutes, 'minute')
  return rest === 0 ? some(hours, 'hour') : `${some(hours, 'hour')} and ${some(rest, 'minute')}`
}

export type CameraProblem = 'none' | 'denied' | 'busy'

export const scanText = {
  title: 'Scan the square code',
  intro: (device: string) => `Hold this ${device} so that the whole square is in the picture.`,
  opening: 'Opening the camera. If you are asked, say yes: the picture stays on this device.',
  looking: 'Looking for a square code…',
  dark: 'It is too dark to see. Turn on a light, or turn up the brightness of the other screen.',
  picture: 'What the camera sees',
  usePhoto: 'Use a photo',
  photoWords: 'Take a picture of the square with the camera app, or choose one.',
  noSquare: 'There is no square code in that picture. Take it again, nearer and straight on.',
  typeInstead: 'Type digits instead',
  again: 'Try the camera again',
  notOurs:
    'That square code is not an invitation to Doorstep here. Scan the one on the screen of whoever brings you in.',
  back: 'Back',
}

const cameraProblems: Readonly<Record<CameraProblem, readonly [title: string, words: string]>> = {
  none: [
    'There is no camera here.',
    'Use a photo of the square, or ask whoever brings you in for digits to type, or for a link.',
  ],
  denied: [
    'Doorstep may not use the camera.',
    'Allow the camera for this page in the settings of your browser, or use a photo of the square.',
  ],
  busy: ['The camera does not answer.', 'Close other apps that use it and try again, or use a photo of the square.'],
}

export function wordCameraProblem(problem: CameraProblem): { readonly title: string; readonly words: string } {
  const [title, words] = cameraProblems[problem]
  return { title, words }
}

/** Where what would be scanned must not lie among the photos, and can be typed. */
const secretCameraProblems: Readonly<Record<CameraProblem, readonly [title: string, words: string]>> = {
  none: ['There is no camera here.', 'Type the letters of the sheet instead.'],
  denied: [
    'Doorstep may not use the camera.',
    'Allow the camera for this page in the settings of your browser and try again, or type the letters of the sheet.',
  ],
  busy: [
    'The camera does not answer.',
    'Close other apps that use it and try again, or type the letters of the sheet.',
  ],
}

export function wordSecretCameraProblem(problem: CameraProblem): { readonly title: string; readonly words: string } {
  const [title, words] = secretCameraProblems[problem]
  return { title, words }
}

export const waitingText = {
  title: 'Nearly there',
  asked: (space: string) => `You said yes to ${space}. There is nothing more for you to do.`,
  offline:
    'This phone has no signal. Your yes is kept here, and goes by itself when there is signal. Or show this square:',
  online: 'Your yes has arrived. Your team opens the door by itself, as soon as one of their tablets has signal.',
  show: 'Show this square to your nurse. Their tablet scans it, and knows that it is your phone.',
  square: 'Square code of this phone, for the tablet of your nurse',
  leave: 'You can close Doorstep. It carries on when you open it again.',
} as const

export const typeText = {
  title: 'Type the digits',
  intro: 'Your nurse reads out sixteen digits. This needs signal.',
  digits: 'The sixteen digits',
  hint: 'In fours, as on a bank card. Spaces do not matter.',
  go: 'Go on',
  looking: 'Looking for the invitation…',
  back: 'Back',
} as const

type SpokenProblem = Exclude<SpokenReading['type'], 'good'>

const spokenProblems: Readonly<Record<SpokenProblem, string>> = {
  mistyped: 'A digit is wrong or missing. Ask to hear them again, four at a time.',
  'no-signal': 'There is no signal. Nothing is lost: try again where there is, or scan the square.',
  unknown: 'No invitation lies under these digits any more. Ask your nurse for new ones.',
  'no-memory': 'This phone has not enough memory free. Close other apps, then try again.',
}

export function wordSpokenProblem(problem: SpokenProblem): string {
  return spokenProblems[problem]
}
