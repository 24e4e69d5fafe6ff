/** Words of joining a neighbourhood, waiting to be let in, and opening Doorstep again. */
import type { Invite, JoinOutcome } from '../../../engine-api/engine-api.ts'

type JoinProblem = Extract<JoinOutcome, { readonly ok: false }>['problem']

export const joiningText = {
  reading: 'Reading your invitation…',
  broken: 'This invitation cannot be read',
  brokenHint:
    'Part of the link may be missing. Open it again from the message, or ask whoever invited you for a new one.',
  expired: 'This invitation has run out',
  expiredHint: (space: string) => `Ask ${space} for a new one. It takes a minute.`,

  staffTitle: (space: string) => `Join ${space}`,
  publicTitle: (space: string) => `${space} invites you`,
  staffIntro: (role: string, standing: Invite['standing']) =>
    `You are invited as ${role}${standing === 'admin' ? ', and as an administrator: you let colleagues in and remove devices' : ''}.`,
  /** Nothing is promised that somebody has yet to share. */
  publicIntro: (standing: Invite['standing']) =>
    standing === 'family'
      ? 'You can write to the team, and read and write in the circle of the person who is looked after. What else you see is for that person to decide.'
      : standing === 'associate'
        ? 'You can read and write in the circles you are let into. You see nothing of anybody’s record.'
        : 'You can read what your team writes for you, write to them, and see who is coming.',
  nameLabel: 'Your name',
  nameHint: 'Your colleagues and the people you visit will see it. Correct it if it is wrong.',
  nameHintPublic: 'Those you write with will see it. Correct it if it is wrong.',
  passphraseTitle: 'Choose a passphrase',
  passphraseWhy: 'It opens Doorstep on this device and protects what is stored here. Nobody can look it up for you.',
  passphraseAdvice:
    'Four words that have nothing to do with each other are good and easy to type. For example: lamp otter gravel seven. Do not use these.',
  passphraseLabel: 'Passphrase',
  passphraseHint: (minimum: number) => `At least ${minimum} characters. Spaces count. You may paste it.`,
  again: 'The same passphrase again',
  show: 'Show what I type',
  phoneLock: 'Protected by your phone’s lock',
  phoneLockHint: 'No password is needed. Whoever can open this phone can open Doorstep, so keep a lock on your phone.',
  join: 'Join',
  joinPublic: 'Yes, join',
  joining: 'Making your keys on this device…',

  errorsTitle: 'Please check',
  nameMissing: 'Write your name.',
  tooShort: (minimum: number, have: number) => `The passphrase needs at least ${minimum} characters. It has ${have}.`,
  notTheSame: 'The two passphrases are not the same.',

  unlockTitle: (name: string) => `Hello, ${name}`,
  unlockHint: 'Write your passphrase to open Doorstep. It works without signal.',
  unlock: 'Open',
  unlocking: 'Opening…',
  unlockDevice: 'Open Doorstep',
  unlockDeviceHint: 'Protected by your phone’s lock.',
  unsent: (count: number, device: string) =>
    count === 1
      ? `1 thing is safe on this ${device}. It will send by itself when there is signal.`
      : `${count} things are safe on this ${device}. They will send by themselves when there is signal.`,
  passphraseMissing: 'Write your passphrase.',
  wrong: 'That is not the passphrase.',
  wrongHint: 'Check capital letters and spaces, and try again.',
  waitSeconds: (seconds: number) =>
    seconds === 1 ? 'You can try again in 1 second.' : `You can try again in ${seconds} seconds.`,
  waitMinutes: (minutes: number) =>
    minutes === 1 ? 'You can try again in 1 minute.' : `You can try again in ${minutes} minutes.`,
  waitWhy: 'Each wrong try makes the wait longer. That protects what is stored here.',
  unlockBroken: 'This device could not open its store.',
  unlockBrokenHint:
    'What is stored is still here. Restart the device and try again. If it stays so, tell your team lead.',
  unlockFull: (device: string) => `There is not enough space on this ${device} for the new version.`,
  unlockFullHint: 'What is stored is still here. Remove photos or apps that are not needed, then open Doorstep again.',
  leaseOver: (device: string) => `This ${device} has been without signal for too long`,
  leaseOverWhy: (days: number) =>
    `To protect the people in it, it stays closed after ${days} days without contact. Nothing is lost: what is written here is still here.`,
  leaseOverNext: 'Take it where there is signal. It then opens as usual, by itself or when you press the button.',
  leaseLeapt: (device: string) => `The clock of this ${device} may be wrong`,
  leaseLeaptWhy: (day: string) =>
    `It says ${day}. That is a long time since it was last used, so it stays closed. Nothing is lost: what is written here is still here.`,
  leaseLeaptNext: (device: string) =>
    `If that is not today, put date and time right in the settings of this ${device}, then come back here. It opens as before.`,
  leaseLeaptRight: 'If it is today, take it where there is signal. It then opens as usual.',
  leaseTry: 'Look for signal now',
  leaseTried: 'Looked. No answer yet.',
  clockBack: (device: string) => `The clock of this ${device} seems to be set back. Please check date and time.`,
  clockBackCarryOn: 'You can carry on.',
  forgotten: 'Forgotten it?',
  forgottenHint: 'Nobody can look it up. Your team lead can invite this device again; your record comes back with it.',
} as const

export function wordJoinProblem(
  problem: JoinProblem,
  device: string,
): { readonly title: string; readonly whatToDo: string } {
  switch (problem.type) {
    case 'invite-broken':
      return { title: joiningText.broken, whatToDo: joiningText.brokenHint }
    case 'invite-expired':
      return { title: joiningText.expired, whatToDo: 'Ask whoever invited you for a new one. It takes a minute.' }
    case 'invite-used':
      return {
        title: 'This invitation was used already',
        whatToDo:
          'An invitation works once. If that was not you, tell whoever invited you. Otherwise ask for a new one.',
      }
    case 'invite-not-by-right':
      return {
        title: 'This invitation does not hold any more',
        whatToDo:
          'Whoever made it may not let you in now. Ask your team for a new one: anybody of the team can make it.',
      }
    case 'already-joined':
      return {
        title: `This ${device} has joined already`,
        whatToDo: 'Open Doorstep as usual. One browser belongs to one person.',
      }
    case 'no-space':
      return {
        title: `Not enough space on this ${device}`,
        whatToDo: 'Nothing is lost. Remove photos or apps you do not need, then open the invitation again.',
      }
    case 'passphrase-too-short':
      return {
        title: 'The passphrase is too short',
        whatToDo: `It needs at least ${problem.minimum} characters. Make it longer: four words that have nothing to do with each other are good.`,
      }
    case 'disk':
      return {
        title: `This ${device} could not store your keys`,
        whatToDo: 'Check that this is not a private window, then open the invitation again.',
      }
  }
}
