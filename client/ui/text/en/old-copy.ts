/** A device that was put back to an older copy of itself and wrote again: what happened, what is safe, what to press. */
import type { AnewProblem } from '../../../engine-api/start-anew.ts'
import { counted } from './times.ts'

export const oldCopyText = {
  label: 'This device was put back to an older copy',
  title: (here: string) => `This ${here} was put back to an older copy of itself`,
  happened: (here: string) =>
    `What was written on it since cannot be sent: the team already has other things that this ${here} wrote before. All of it is safe on this ${here}.`,
  start: (here: string) =>
    `Start this ${here} anew: then what was not sent goes by itself, with the time it was written. You stay who you are, and your passphrase stays the same, and so does your PIN if you have one. Everything else is fetched again, which needs signal.`,
  other: 'If another copy of it is still in use, that one sends what it has and closes for good.',
  action: (here: string) => `Start this ${here} anew`,
  ask: (here: string) => `Start this ${here} anew now?`,
  yes: 'Yes, start anew',
  no: 'Not now',
  going: 'Starting anew. This takes a moment.',

  cannotPublic: (here: string) =>
    `Please ring your team: they put this ${here} right with you. Until then, tell them what you wrote here.`,
  cannot: (_here: string) =>
    'Tell an administrator of the team: they let this device in again. Until then, put what you wrote where others see it, from another device or by telephone.',

  sealing: (count: number) => `Sending again: ${counted(count, 'thing')}`,
  sealingWords: 'What was written on the old copy is being sent with its own times. You can carry on.',

  byHand: (count: number) => `To do by hand: ${count}`,
  byHandWords:
    'This could not be sent again as it was: what it was written on is not in the record. Look at the record, put in what is still right, then put it away here.',
  written: (time: string) => `Written ${time}`,
  done: 'Done, put it away',
} as const

/** The same in the words of somebody who looks after nobody’s record: no passphrase, no team, no copies. */
export const oldCopyPublicText = {
  title: (here: string) => `This ${here} went back to an earlier day`,
  happened: (here: string) =>
    `What you wrote here since then has not reached anybody yet. All of it is safe on this ${here}.`,
  start: () =>
    'One press puts it right. What you wrote then goes by itself, once, with the time you wrote it. It needs signal and takes a few minutes.',
  other: 'If Doorstep is still open as you on an older phone, it closes there for good.',
  action: (here: string) => `Put this ${here} right`,
  ask: (here: string) => `Put this ${here} right now?`,
  yes: 'Yes, put it right',
  going: 'Putting it right. Please keep Doorstep open.',
  sealingWords: 'What you wrote is on its way, with the time you wrote it. You can carry on.',
  byHandWords: 'This could not be sent as it was. Tell your team what it says, then put it away here.',
} as const

const problems: Readonly<Record<AnewProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'no-signal': ['There is no signal now.', 'Everything is still here. Try again when there is signal.'],
  'not-allowed': ['This device cannot do it alone now.', 'Nothing was changed. Ring the team: they let it in again.'],
  'not-needed': ['There is nothing to do any more.', 'What you wrote can be sent. Go on as usual.'],
  'not-yet': ['Something else has to be sent first.', 'Try again in a minute.'],
  'no-space': ['There is no room left on this device.', 'Nothing was changed. Make room, then try again.'],
  refused: ['The team’s devices were busy.', 'Nothing was changed. Try again in a minute.'],
}

export function wordAnewProblem(problem: AnewProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}
