/** The sync pill, in the words of one glance; and the public's line, in theirs. "Up to date" is said only when the engine has proved it. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Pill } from '../../../engine-api/sync-views.ts'
import { timeWords } from './time-words.ts'

const { near } = timeWords('staff')
const publicTimes = timeWords('public')

export function pillInWords(pill: Pill, now: Instant): string {
  switch (pill.type) {
    case 'up-to-date':
      return `Up to date ${near(pill.at, now)}`
    case 'nothing-to-send':
      return pill.lastCheckedAt === null
        ? 'Nothing to send, not checked yet'
        : `Nothing to send, last checked ${near(pill.lastCheckedAt, now)}`
    case 'to-send':
      return `${pill.count} to send`
    case 'sending':
      return `Sending ${pill.nth} of ${pill.count}`
    case 'no-signal':
      return pill.saved === 0 ? 'No signal' : `No signal – ${pill.saved} saved here`
  }
}

export function needsYouInWords(count: number): string {
  return `Needs you (${count})`
}

export function publicPillInWords(pill: Pill, now: Instant): string {
  switch (pill.type) {
    case 'up-to-date':
      return `Up to date ${publicTimes.near(pill.at, now)}`
    case 'nothing-to-send':
      return pill.lastCheckedAt === null
        ? 'Not checked yet'
        : `Last checked ${publicTimes.near(pill.lastCheckedAt, now)}`
    case 'to-send':
      return 'Saved on this phone'
    case 'sending':
      return 'Sending now'
    case 'no-signal':
      return pill.saved === 0 ? 'No signal' : 'No signal – saved on this phone'
  }
}

export const publicNeedsYouInWords = 'Something was not sent'
