/** Words of sharing with family and of who looked: what it does, truthfully, and how it can be ended. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { SharedKind } from '../../../domain/records/agreement.ts'
import type { ToldKind } from '../../../domain/records/shared-with.ts'
import { capitalised } from '../text.ts'
import { dayInWords } from './public-times.ts'
import { namesInWords } from './travel.ts'

export const sharingText = {
  whoTitle: 'Who can see my things',
  teamTitle: 'Your team',
  team: 'The staff who look after you see your record. Each time one of them opens it, it is noted.',
  looked: 'Who looked at my record',
  family: 'Your family',
  nobody: 'Nobody of your family has Doorstep here yet.',
  nobodyHint: 'If you would like somebody to join you, let them in here. Your nurse can help.',
  onItsWay: 'This is still on its way to this phone.',
  others: 'Others in your circle',
  otherSees: (name: string) => `${name} reads what is written in your circle, and nothing else of yours.`,
  yes: 'Yes, share it',
  stopYes: 'Yes, stop sharing',
  no: 'No, leave it as it is',
  notShared: 'Not shared',
  never: 'Your medicines, notes and measurements are never shown to family here.',

  lookedTitle: 'Who looked at my record',
  lookedHint: 'Staff of your team, in the last 30 days. Each is named once a day.',
  lookedNobody: 'Nobody has opened your record in the last 30 days.',
  lookedLate: 'Who looked without signal is shown here later, with the day on which it was.',
  lookedAsk: 'Ask your team about this',
  lookedAt: (time: string) => `at ${time}`,

  seeTitle: 'What I can see',
  seeMore: 'Would you like to see more?',
  otherPhoneTitle: 'Have you got another phone?',
  otherPhone:
    'Ask the team: they let it in as yours, with the circle and what you and they wrote. If a phone of yours is lost or stolen, ring them: they remove it.',

  staffTitle: 'Family and sharing',
  staffLink: 'Family, sharing, and who looked',
  staffOnItsWay: 'This is still on its way to this device.',
  staffNobody: 'Nobody of the family has joined yet.',
  lookedStaff: 'Who opened this record',
  lookedStaffNobody: 'Nobody has, in the last 30 days, as far as is known here.',
} as const

/** "Today", "Thursday 26 November": the head of those who looked on that day. */
export function lookedOn(at: Instant, now: Instant): string {
  return capitalised(dayInWords(at, now).replace(/^on /, ''))
}

export const kindWords: Readonly<Record<SharedKind, string>> = {
  visits: 'Visits: who comes and when, and who came last',
  'next-steps': 'What the team writes under “What happens next”',
}

export function inCircle(name: string): string {
  return `${name} is in your circle and reads what is written there.`
}

export function leftCircle(name: string): string {
  return `${name} is not in your circle any more. Nothing is shared.`
}

export function shareWith(name: string): string {
  return `Share with ${name}`
}

export function stopWith(name: string): string {
  return `Stop sharing with ${name}`
}

/** What switching it on or off does, before it is done. */
export function effect(kind: SharedKind, on: boolean, name: string): string {
  if (!on)
    return `${name} is shown nothing new and is told that it has ended. What ${name} has already read stays read.`
  return kind === 'visits'
    ? `${name} then sees who comes and when, and who came last. Nothing about your health.`
    : `${name} then reads what your team writes to you from now on. It can be about your health. What was written before stays yours.`
}

/** "Shared since 3 November 2026. You said so." */
export function sharedSince(day: string, by: string | null): string {
  return `Shared since ${day}. ${by === null ? 'You said so.' : `${by} wrote it down for you.`}`
}

export function stoppedOn(day: string, by: string | null): string {
  return `Not shared since ${day}. ${by === null ? 'You said so.' : `${by} wrote it down for you.`}`
}

export function staffIntro(called: string): string {
  return `${called} decides what family are shown. Change it here only when ${called} told you so: your name stands beside it.`
}

export function staffInCircle(name: string, called: string): string {
  return `${name} is in ${called}’s circle.`
}

export function staffLeft(name: string, called: string): string {
  return `${name} is not in ${called}’s circle any more. Nothing is shared.`
}

export function staffPhoneless(name: string, called: string): string {
  return `No phone of ${name}’s is in ${called}’s circle now. Nothing is shared until one is.`
}

export function staffEffect(kind: SharedKind, on: boolean, name: string, called: string): string {
  if (!on)
    return `${name} is shown nothing new and is told that it has ended. What ${name} has already read stays read.`
  return kind === 'visits'
    ? `${name} then sees who comes to ${called} and when, and who came last. Nothing clinical.`
    : `${name} then reads “What happens next” of every note from now on. What was written before stays ${called}’s.`
}

export function staffSince(day: string, by: string, byHerself: boolean): string {
  return `Shared since ${day}. ${by} ${byHerself ? 'switched it on.' : 'wrote it down.'}`
}

export function staffStopped(day: string, by: string, byHerself: boolean): string {
  return `Not shared since ${day}. ${by} ${byHerself ? 'switched it off.' : 'wrote it down.'}`
}

export function openingNoted(called: string): string {
  return `That you opened this record is noted, and ${called} can see it.`
}

const toldWords: Readonly<Record<ToldKind, (called: string) => string>> = {
  circle: (called) => `What is written in ${called}’s circle`,
  visits: (called) => `Who comes to ${called} and when, and who came last`,
  'next-steps': () => 'What the team writes under “What happens next”',
}

export function sees(kind: ToldKind, called: string): string {
  return toldWords[kind](called)
}

/** Said kindly, and with whom to speak. */
export function hasEnded(kinds: readonly ToldKind[], called: string): string {
  if (kinds.includes('circle')) return `You are not in ${called}’s circle any more. What you read there stays read.`
  const things = kinds.map((kind) => (kind === 'visits' ? 'visits' : 'what happens next'))
  return `${called} does not share ${namesInWords(things)} with you any more. What you read before stays read.`
}

export function endedHint(called: string): string {
  return `It says nothing about you. You can talk about it with ${called}, and you can always write to the team.`
}

export function seeMoreHint(called: string): string {
  return `Ask ${called}: it is ${called}’s to decide. The team can help you both to talk about it.`
}
