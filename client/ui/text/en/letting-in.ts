/** Words of letting family and associates into a circle, and out of it. */
import type { CircleProblem } from '../../../engine-api/circle-acts.ts'

export const lettingInText = {
  begin: 'Let somebody of the family in',
  orAsk: 'Your nurse can do it for you: write, or ring.',
  known:
    'Has somebody above got another phone? Ask your nurse: they let it in as theirs. From here it would be somebody new.',
  staffKnown: 'Has somebody above got another phone? Let it in on their card: from here it would be somebody new.',
  name: 'Their name',
  relation: 'Who they are to you',
  staffRelation: 'Who they are to the person',
  relationHint: 'For example: daughter, son, neighbour',
  makeLink: 'Make the link',
  cancel: 'Not now',
  linkTitle: (name: string) => `The link for ${name}`,
  linkHint: (name: string) => `Send it to ${name} alone. It lets one phone ask to come in, and holds for a week.`,
  orByLink: 'No camera on it? Use the link.',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'It could not be copied. Mark the link below and copy it by hand.',
  waitHint: (name: string) =>
    `When ${name} has opened it, six digits show on both phones. Then you let them in. This page may stay open, or you come back to it.`,
  compare: (name: string) => `Somebody asks to come in. Does the phone of ${name} show these digits?`,
  compareAnybody: 'Somebody asks to come in. Does their phone show these digits?',
  letIn: 'Yes, the same. Let them in',
  notThese: 'No, other digits: do not let in',
  turnedAway:
    'Nobody was let in. Somebody else may have opened the link: make a new one, and give it to them yourself. If it asks again, say no again.',
  cut: 'There is no signal here now. The digits show as soon as there is, by themselves.',
  isIn: 'They are in. What was written in the circle before, they can read too.',
  letOut: (name: string) => `Take ${name} out of the circle`,
  letOutBefore: (name: string) =>
    `Out of the circle, ${name} reads nothing new of it and is told so. What was read stays read.`,
  letOutEffect: (name: string) =>
    `${name} then reads nothing new of the circle, nothing more is shared, and ${name} is told so. What ${name} has read stays read. Their own thread with the team stays.`,
  letOutYes: 'Yes, take them out',
  isOut: (name: string) => `Done. ${name} is out of the circle, and reads nothing new of it.`,
} as const

/** Another phone of somebody who is known in the circle. To staff. */
export const furtherText = {
  begin: (name: string) => `Let another phone of ${name}’s in`,
  effect: (name: string, called: string) =>
    `It is then ${name}’s like any other of theirs: it reads ${called}’s circle, and what ${name} and the team write to each other, also what was written before.`,
  shared: (name: string, called: string) =>
    `What ${called} shares with ${name}, or does not, is so on it too. Other phones of ${name}’s go on as before.`,
  sharedAgain: (name: string, called: string) =>
    `What ${called} had shared with ${name} is shared again. Ask ${called} first, if ${called} had taken ${name} out of the circle.`,
  lost: (name: string) =>
    `Is one of ${name}’s phones lost or stolen? Remove it as well, further down under “Phones”: then it reads nothing new. What it already read stays read.`,
  linkTitle: (name: string) => `For ${name}’s other phone`,
  linkHint: (name: string) =>
    `Let ${name} scan the square, or send the link to ${name} alone. It lets one phone ask to come in, works once, and holds for a week.`,
  square: (name: string) => `On ${name}’s other phone, if it is beside you`,
  squareLabel: (name: string) => `Square code for ${name}’s other phone`,
  squareSteps: (host: string) => [
    `Open ${host} in its browser.`,
    'Press “Scan a square code”.',
    'Point its camera at this square.',
  ],
  waitHint: (name: string) =>
    `When it is opened, six digits show on that phone and here. Until you have compared them with ${name} and said yes, it reads nothing, so a link that is not used need not be taken back.`,
  close: 'Close',
  compare: (name: string) =>
    `A phone asks to come in as ${name}’s. Ask ${name}: does their other phone show these digits?`,
  isIn: (name: string) =>
    `Done. ${name}’s other phone is in, and what ${name} may read comes to it by itself. If a phone of ${name}’s is lost, remove it now, further down under “Phones”.`,
  outOfCircle: (name: string, called: string) =>
    `No other phone of ${name}’s can be let in now: ${name} was taken out of ${called}’s circle. If that was for a lost phone, or if ${called} wants ${name} back, first remove every phone of ${name}’s, further down under “Phones”. Then let ${name} in again from here: what ${called} had shared is shared again.`,
} as const

export const associatesText = {
  title: 'Associates and the circle',
  intro: (called: string) =>
    `Social prescribers, carers and voluntary workers of your team. They read what is written in ${called}’s circle, and nothing else of ${called}’s. Ask ${called} before you let one in.`,
  isInCircle: (called: string) => `In ${called}’s circle.`,
  isOutside: (called: string) => `Not in ${called}’s circle.`,
  unnamed: (mark: string) => `An associate whose name is not here yet (device ${mark})`,
  unnamedShort: (mark: string) => `the associate with device ${mark}`,
  letIn: (name: string) => `Let ${name} into the circle`,
  letInEffect: (name: string, called: string) =>
    `From then on ${name} reads and writes in ${called}’s circle, also what was written in it before. Nothing of the record.`,
  letInYes: 'Yes, let them in',
  isIn: (name: string) => `Done. The circle comes to the device of ${name} by itself.`,
  takeOut: (name: string) => `Take ${name} out of the circle`,
  takeOutBefore: (name: string) => `Out of the circle, ${name} reads nothing new of it. What was read stays read.`,
  takeOutEffect: (name: string) =>
    `${name} then reads nothing new of the circle. What ${name} has read stays read. Only a new device can come back in.`,
  takeOutYes: 'Yes, take them out',
  isOut: (name: string) => `Done. ${name} is out of the circle.`,
} as const

const problems: Readonly<Record<CircleProblem, readonly [title: string, words: string]>> = {
  'not-open': ['Doorstep is locked.', 'Open it again to go on.'],
  'no-signal': [
    'There is no signal now.',
    'It may not be done yet. Look again when there is signal, and if it is not done, try once more.',
  ],
  'no-circle': ['There is no circle yet.', 'Ask the team: they make it, and then you let in whom you like.'],
  'nothing-written': ['There is no name yet.', 'Write the name of whom you want to let in.'],
  'not-allowed': ['This cannot be done from here.', 'Ask the team.'],
  'nobody-waits': [
    'Nobody was let in.',
    'This request cannot be answered here: it has run out, or is for somebody else to answer. If they are not in the circle, make a new link.',
  ],
  'digits-changed': [
    'The digits have changed. Nobody was let in.',
    'Another device asks with this link now. Compare the digits again: let in only whose screen shows the same.',
  ],
  'out-of-circle': [
    'Nobody was let in: they are not in the circle any more.',
    'They were taken out of it meanwhile. If they are to come back, see on their card what to do first.',
  ],
  refused: [
    'This did not work.',
    'Somebody else may have changed the circle meanwhile. Look again, then try once more.',
  ],
}

export function wordCircleProblem(problem: CircleProblem): { readonly title: string; readonly words: string } {
  const [title, words] = problems[problem]
  return { title, words }
}
