/** The Person screen. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { timeOf } from '../../../domain/dates.ts'
import { dateOf, fullTime } from './times.ts'

export const tabTitle = 'Record'
export const toToday = 'Today'
export const toPeople = 'People'
export const writeVisit = 'Write a visit'
export const messagesTitle = 'Messages'
export const noThreads = 'No messages yet. Write to your team here.'
export const allMessages = 'All messages'
export const wayIn = 'Way in'

export function whoLooksAfter(name: string): string {
  return `Who looks after ${name}`
}
export const noAddress = 'No address recorded'
export const phone = 'Phone'
export const since = 'Last updated'

export function lastUpdated(at: Instant, now: Instant): string {
  return `Last updated ${fullTime(at, now)}`
}

export const needsDecision = 'needs a decision.'

export const old = {
  title: (at: Instant, now: Instant) => `Last updated ${fullTime(at, now)}`,
  words: 'This record may have changed since. Check what matters with the person or a colleague.',
}

/** On paper a record goes on ageing: it says when it was printed and as of when. */
export function onPaper(updatedAt: Instant | null, now: Instant): string {
  const known = updatedAt === null ? 'not known how old' : `as known on this device ${fullTime(updatedAt, now)}`
  return `Printed ${dateOf(now)} ${timeOf(now)}, ${known}. What is on paper does not change when the record does.`
}

export const arriving = {
  title: 'Part of this record is still on its way, or being read on this device',
  short: 'Still being read.',
  words: 'What is missing below may exist. Do not read it as “nothing recorded”.',
}

export const unknownPerson = {
  title: 'This person is not on this device',
  words: 'They may be on another round, or not fetched yet. Nothing was lost.',
  action: 'Find a person',
}
