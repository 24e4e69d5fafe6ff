/** Words on whether a person agrees to be sent messages: what it means, truthfully, who said so, and what to do instead. */
import type { ContactState } from '../../../engine-api/contact.ts'
import { longDay, shortName } from './public-times.ts'

export const contactText = {
  title: 'Messages from your team',
  notAsked: 'You have not been asked yet.',
  onItsWay: 'This is still on its way to this phone.',
  no: 'No, leave it as it is',
  stop: 'Stop messages',
  stopEffect:
    'Visits and care go on as before. Instead of writing here, your team rings you or tells you when they come. What was sent before stays. You can always write to them.',
  stopYes: 'Yes, stop messages',
  agree: 'Allow messages',
  agreeAgain: 'Agree again',
  agreeEffect:
    'Your team can then write to you here, about your visits and your care. You can stop it at any time, on this page.',
  agreeYes: 'Yes, they may',
  stoppedInTalk: 'You have said no to messages from your team here. You can write to them all the same.',
  change: 'Change this',

  askTitle: 'May your team send you messages here?',
  askWords:
    'They would be about your visits and your care. Your care is the same whichever you choose, and you can change it at any time under “Who can see my things”.',
  askYes: 'Yes, they may',
  askNo: 'No, thank you',
  askedYes: 'Then your team may send you messages here.',
  askedNo: 'Then your team rings you, or tells you when they come.',

  said: 'Said in person',
  saidByPhone: 'Said on the phone',
  leave: 'Leave it as it is',
  record: 'Record it',
  noPhone: (called: string) =>
    `No phone number of ${called} is in the details. Ask at the visit, or ask a colleague who looks after ${called}, and add it there.`,
  toDetails: 'Add a phone number',
  draftKept: 'What you typed is kept here and can be sent once it is agreed.',
} as const

/** To herself: what holds. */
export function contactHolds(state: ContactState): string {
  switch (state.type) {
    case 'agreed':
      return 'Your team may send you messages here, about your visits and your care.'
    case 'stopped':
      return 'Your team sends you no messages here.'
    case 'not-asked':
      return contactText.notAsked
    case 'unknown':
      return contactText.onItsWay
  }
}

/** "Since 3 November 2026. Aisha wrote it down for you." */
export function contactSince(state: ContactState): string {
  if (state.type !== 'agreed' && state.type !== 'stopped') return ''
  const by = state.said === 'herself' ? 'You said so.' : `${shortName(state.by.name)} wrote it down for you.`
  return `Since ${longDay(state.at)}. ${by}`
}

/** To staff, one line: what holds. */
export function staffContactHolds(state: ContactState, called: string): string {
  switch (state.type) {
    case 'agreed':
      return `${called} agrees to messages in Doorstep, about visits and care.`
    case 'stopped':
      return `${called} wants no messages in Doorstep.`
    case 'not-asked':
      return `${called} has not been asked yet whether messages may be sent.`
    case 'unknown':
      return `Whether ${called} agreed to messages is still on its way to this device.`
  }
}

/** "Said in person, 3 November 2026. Aisha Rahman wrote it down." */
export function staffContactSince(state: ContactState, called: string): string {
  if (state.type !== 'agreed' && state.type !== 'stopped') return ''
  const day = longDay(state.at)
  switch (state.said) {
    case 'herself':
      return `Said on ${called}’s own phone, ${day}.`
    case 'in-person':
      return `Said in person, ${day}. ${state.by.name} wrote it down.`
    case 'by-phone':
      return `Said on the phone, ${day}. ${state.by.name} wrote it down.`
  }
}

export function staffTitle(called: string): string {
  return `Messages to ${called}`
}

export function staffRecord(agreed: boolean, called: string): string {
  return agreed ? `Record that ${called} agrees` : `Record that ${called} wants no messages`
}

/** Before it is recorded: when one may, and what it does. */
export function staffEffect(agreed: boolean, called: string): string {
  const honest = `Only when ${called} told you so: your name stands beside it.`
  return agreed
    ? `${honest} ${called} can stop it at any time, and reads here who wrote it down.`
    : `${honest} Visits and care go on, and ${called} can still write. Ring, or speak at the visit.`
}

/** Where staff would write and may not: what to do next. To ring is said only where there is a number to ring. */
export function mayNotWrite(state: ContactState, called: string, hasPhone: boolean): Record<'title' | 'words', string> {
  switch (state.type) {
    case 'stopped': {
      const next = hasPhone ? `Ring ${called}, or speak at the visit.` : 'Speak at the visit.'
      return { title: `${called} wants no messages here.`, words: `${staffContactSince(state, called)} ${next}` }
    }
    case 'unknown': {
      const next = hasPhone ? `If it cannot wait, ring ${called}.` : `If it cannot wait, go and see ${called}.`
      return { title: staffContactHolds(state, called), words: `Until it is here nothing can be sent. ${next}` }
    }
    case 'agreed':
    case 'not-asked': {
      const next = `Ask ${called} at the visit, then record it here${hasPhone ? `, or ring ${called}` : ''}.`
      return { title: `${called} has not agreed to messages yet.`, words: next }
    }
  }
}

export function inCircleToo(called: string): string {
  return `What is written in this circle comes to ${called}’s phone too.`
}

export function ring(called: string, phone: string): string {
  return `Ring ${called}: ${phone}`
}
