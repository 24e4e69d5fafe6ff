/** Words of making another recovery kit. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { KitProblem } from '../../../engine-api/founding.ts'
import { foundingText, wordKitProblem } from './founding.ts'
import { dateOf, fullTime } from './times.ts'

export const newKitText = {
  made: (at: Instant, now: Instant) => `This kit has held since ${fullTime(at, now)}.`,
  keptSteady: 'Each sheet should be with another person, in another place.',
  oldSheets: 'Sheets of an earlier kit open nothing that is written from now on. Shred them.',

  title: 'Make a new kit',
  when: 'When a sheet is lost, was seen or copied by somebody, or whoever keeps one leaves the team. Whoever finds one sheet can do nothing with it; two of them open every record.',
  steps: [
    'This device draws the new kit. You print three sheets and give two of them back.',
    'A second administrator says yes, on a device of their own. Until then the old kit holds.',
    'Then you hand out the new sheets and shred the old ones.',
  ],
  make: 'Make a new kit',
  making: 'Drawing the kit on this device…',
  alone: 'It needs a second administrator, and you are the only one now. Appoint one first, under People and devices.',

  print: foundingText.kitStep1,
  printHint: foundingText.kitPrintHint,
  printButton: foundingText.print,
  stay: 'Do both steps now. The sheets are nowhere on this device: if it locks or you leave this page, shred what you printed and start again.',
  stop: 'Stop, keep the old kit',
  backHint: `${foundingText.kitBackHint} Take two of the new ones.`,
  offline:
    'There is no signal now. You can print the sheets. They are checked, and the second administrator is asked, once there is signal: stay on this page until then.',

  waitsTitle: 'The new kit waits for a second administrator',
  waitsMine:
    'Two of the new sheets fit together, and this device has forgotten them. Another administrator has to say yes, on a device of their own, under Team, People and devices.',
  notGivenTitle: 'A new kit was begun and not finished',
  notGivenMine:
    'Two of its sheets are still to be given back. If you have them, type or scan them below; else take it back and start again.',
  oldHolds: 'Until then the old sheets hold. Keep old and new ones, each in its own place.',
  toTakeBack: 'See it, or take it back',
  toAnswer: 'Answer it',

  sheetWhich: (now: Instant) =>
    `Of the kit that was made on ${dateOf(now)}. It takes the place of every earlier one once two administrators have agreed.`,
} as const

export function wordNewKitProblem(problem: KitProblem): string {
  switch (problem) {
    case 'other-kit':
      return 'These are not sheets of the new kit. Take two of the three that were printed last.'
    case 'no-signal':
      return 'There is no signal. It may not be proposed yet. Stay on this page and check the sheets again when there is.'
    default:
      return wordKitProblem(problem)
  }
}
