/** A PIN beside the passphrase, on a device that an administrator has marked as managed. */
import type { PinProblem } from '../../../domain/pin-rules.ts'
import type { PinActProblem } from '../../../engine-api/pin-acts.ts'
import { counted } from './times.ts'

export const pinText = {
  label: 'Your PIN',
  open: 'Open with your PIN',
  or: 'Or with your PIN',
  opening: 'Opening…',
  usePassphrase: 'Use your passphrase instead',
  usePin: 'Use your PIN instead',
  missing: 'Type your PIN.',
  wrong: (left: number) =>
    `That is not the PIN. ${left === 1 ? 'One try is' : `${left} tries are`} left; after that your passphrase opens it.`,
  closed: 'The PIN is closed after ten wrong ones. Your passphrase opens this device, and then the PIN works again.',
  unusable: 'The PIN cannot be used now. Your passphrase opens this device.',
  gone: 'Your PIN does not open this device any more: an administrator has taken away the mark that it is managed. Your passphrase opens it.',

  title: (here: string) => `A PIN for this ${here}`,
  hint: (shortest: number, advised: number) =>
    `Your organisation manages this device, so a PIN of at least ${shortest} digits may open it beside your passphrase; ${advised} are better. It opens your own place and nobody else’s. After ten wrong PINs only the passphrase opens it.`,
  has: 'Your PIN and your passphrase both open Doorstep here.',
  takenAway:
    'Your PIN was deleted: an administrator has taken away the mark that this device is managed. Your passphrase opens it.',
  add: 'Add a PIN',
  change: 'Change the PIN',
  takeAway: 'Take the PIN away',
  passphrase: 'Your passphrase',
  passphraseHint: 'Asked for so that nobody else can add a PIN while this device is open.',
  newPin: 'The new PIN',
  newPinHint: (shortest: number, advised: number) =>
    `At least ${shortest} digits, better ${advised}. One that nobody here uses for anything else.`,
  again: 'The new PIN once more',
  keep: 'Keep this PIN',
  keeping: 'Keeping…',
  cancel: 'Not now',
  kept: 'Kept. It opens Doorstep from now on.',
  notRemoved: 'It could not be taken away. Free some space, then try again.',
  removed: 'Taken away. Your passphrase opens Doorstep.',
  different: 'The two are not the same. Type the PIN once more.',
  noPassphrase: 'Type your passphrase.',
} as const

const weak: Readonly<Record<PinProblem, string>> = {
  'too-short': 'That is too short. Use at least 6 digits, better 8.',
  'too-long': 'That is too long. Use at most 16 digits.',
  'not-digits': 'Use digits only.',
  'all-same': 'All digits are the same. Choose others: this is tried first.',
  run: 'The digits follow each other. Choose others: this is tried first.',
  repeated: 'The same digits come again and again. Choose others: this is easy to guess.',
  date: 'That is a date or a year. Choose other digits: birthdays are tried first.',
}

export function wordWeakPin(why: PinProblem): string {
  return weak[why]
}

export function wordPinProblem(problem: Exclude<PinActProblem, { type: 'weak' }>, now: number): string {
  switch (problem.type) {
    case 'wrong-passphrase':
      return 'That is not the passphrase. Try again in a moment.'
    case 'too-soon': {
      const seconds = Math.max(1, Math.ceil(((problem.waitUntil ?? now) - now) / 1000))
      return `After a wrong passphrase there is a wait. Try again in ${counted(seconds, 'second')}.`
    }
    case 'not-managed':
      return 'This device is not marked as managed any more, so no PIN may open it. Ask an administrator of your team.'
    case 'no-space':
      return 'There is no room to keep it. Free some space, then try again.'
    case 'not-open':
      return 'Doorstep is locked. Open it, then try again.'
    case 'broken':
      return 'The PIN could not be kept. Close other apps, then try again. Your passphrase works.'
  }
}
