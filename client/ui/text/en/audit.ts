/** Words of the audit: who was let in, who opened what and why, what the relay handed to whom; for readers who are no engineers. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { dayOf, timeOf } from '../../../domain/dates.ts'
import type {
  AuditAccess,
  AuditAgreement,
  AuditFetch,
  AuditLogOutcome,
  AuditLook,
  AuditMember,
  AuditOpening,
  AuditOwnRound,
  AuditWentBack,
} from '../../../engine-api/audit.ts'
import { reasonInWords } from './opening.ts'
import { shortRole } from './team-devices.ts'
import { counted, dayAndDate, fullTime, writtenDay } from './times.ts'

export const auditText = {
  title: 'Audit',
  titleLine: 'Who opened which record, and why',
  whatTitle: 'What you see here, and what you do not',
  what: [
    'You see who was let into which record, who opened one outside their rounds and for what kind of reason, who looked into which record on which day, and what the server handed to whose device.',
    'You read no record. The people looked after are codes here. Their nurse types the code under “People”, or finds it under “Family, sharing, and who looked”, and can tell you who it is.',
    'Why somebody opened a record, in their own words, stands in that record. The person reads it, and so does the nurse.',
    'Staff are named as the team’s card names them. Whoever is not on the card is shown by the mark of their device.',
  ],

  checkTitle: 'Can these lists be trusted?',
  reading: 'Reading the server’s log …',
  readAgain: 'Read it again',

  filters: 'Show only',
  person: 'Person',
  anyPerson: 'Everybody',
  member: 'Member of the team',
  anyMember: 'Everybody in the team',
  days: 'Time',
  dayChoices: [
    [1, 'The last 24 hours'],
    [7, 'The last 7 days'],
    [30, 'The last 30 days'],
  ],

  openings: 'Opened outside rounds',
  noOpenings: 'Nobody opened a record they do not look after.',
  accesses: 'Let into a record',
  noAccesses: 'Nobody was let into a record in this time.',
  ownRounds: 'Put themselves on a round',
  ownRoundsHint:
    'Whoever is on a round reads the records of its people, without a reason and without an end. An administrator can go on one without anybody’s yes.',
  noOwnRounds: 'Nobody put themselves on a round in this time.',
  looks: 'Looked into a record',
  looksHint:
    'Once a person, member and day, signed by the device that looked. Who looked without signal stands here later; a changed app, or the server, can leave it out.',
  noLooks: 'Nobody looked into a record in this time.',
  looksUnread: 'Who looked is not here.',
  fetches: 'Handed out by the server',
  fetchesHint:
    'Once a person and day. To be handed something is not yet to have read it: a tablet fetches what its rounds hold.',
  noFetches: 'The server’s log has nothing in this time.',
  fetchesUnread: 'The server’s log is not here.',
  wentBack: 'When the server went back to an older state',
  wentBackHint:
    'As this device noticed it itself, whatever is chosen above. Other devices may have noticed more: each keeps it under “What is saved, what is sent”.',
  neverWentBack: 'This device has noticed nothing of the kind.',
  showAll: (count: number) => `Show all ${count}`,
  onItsWay: 'Part of this list may still be on its way to this device.',
  asOf: (at: Instant, now: Instant) => `As of ${fullTime(at, now)}.`,

  save: 'Save a copy',
  saveHint: 'One page that any browser opens and prints, without Doorstep and without signal.',
  saved: 'The copy is in the downloads of this device.',
  copyTitle: (space: string) => `Audit of ${space}`,
  copyMade: (at: Instant, by: string) => `Made ${dayAndDate(at)} by ${by}.`,
  copyName: (day: string) => `audit-${day}.html`,
} as const

export interface Sentence {
  readonly title: string
  readonly words: string
}

const differs: Readonly<Record<Extract<AuditAgreement, { readonly type: 'differs' }>['how'], string>> = {
  changed: 'A page of it was changed after the server had signed for it.',
  missing: 'A page between two others is missing.',
  'cut-short': 'It ends before the last page that the server signed for.',
  unreadable: 'A page of it cannot be read.',
}

export function agreementInWords(agreement: AuditAgreement, now: Instant): Sentence {
  switch (agreement.type) {
    case 'agrees':
      return {
        title: `The server’s log agrees with what it signed. Checked up to ${fullTime(agreement.upTo, now)}.`,
        words: agreement.late
          ? 'It has signed nothing for more than two days, though it handed more out. Ask whoever looks after the server why.'
          : 'What came after that is the server’s word until it signs again, which it does once a day.',
      }
    case 'not-signed':
      return {
        title: 'The server has signed nothing yet.',
        words: 'It signs its log once a day. Until then what it says here is its word alone.',
      }
    case 'no-key':
      return {
        title: 'Nobody can check the server’s log.',
        words: 'This team was founded without the server’s key. What the server says here is its word alone.',
      }
    case 'differs':
      return {
        title: 'The server’s log does not agree with what it signed.',
        words: `${differs[agreement.how]} Save a copy now, and call whoever answers for information security. Do not rely on “Handed out by the server” below. The other lists are signed by the people themselves and still hold.`,
      }
  }
}

export function unreadInWords(problem: Extract<AuditLogOutcome, { readonly type: 'failed' }>['problem']): Sentence {
  if (problem === 'no-signal')
    return {
      title: 'There is no signal now, so the server’s log cannot be read.',
      words: 'The other lists are signed by the people themselves and lie on this device.',
    }
  return {
    title: 'The server does not show its log to this device.',
    words: 'An administrator of the team can say whether you are in as information governance.',
  }
}

export function personCode(code: string): string {
  return `person ${code}`
}

/** "Aisha", "administrator, device 44B9"; after somebody left, that too. */
export function memberName(member: AuditMember | undefined): string {
  if (member === undefined) return 'somebody no list names'
  const name = member.name ?? `${shortRole(member.role)}, device ${member.mark}`
  return member.left ? `${name} (not in the team any more)` : name
}

/** `ender`: the other one who ended it; null where nobody but herself did. */
export function openingLine({ at, endedAt, reason, until }: AuditOpening, ender: string | null, now: Instant): string {
  const end =
    endedAt !== undefined
      ? `closed early${ender === null ? '' : ` by ${ender}`}, ${endTime(at, endedAt, now)}`
      : until === null
        ? 'without an end'
        : `${until > now ? 'open until' : 'closed by itself'} ${endTime(at, until, now)}`
  return `${reasonInWords(reason)}. Opened ${fullTime(at, now)}, ${end}.`
}

/** The day is said again only where it is another one. */
function endTime(from: Instant, until: Instant, now: Instant): string {
  return dayOf(from) === dayOf(until) ? timeOf(until) : fullTime(until, now)
}

export function openedBy(who: string, person: string): string {
  return `${who} opened ${person}`
}

export function accessTitle(
  { isTakingBack, to }: AuditAccess,
  names: (memberId: string) => string,
  person: string,
): string {
  const who = 'memberId' in to ? names(to.memberId) : `Round ${to.round}`
  return isTakingBack ? `${who} no longer looks after ${person}` : `${who} may look into ${person}`
}

export function accessLine(
  { at, isTakingBack, memberId, to, until }: AuditAccess,
  names: (memberId: string) => string,
  now: Instant,
): string {
  const end = until === null ? 'until somebody ends it' : `until ${fullTime(until, now)}`
  const round =
    'memberId' in to
      ? ''
      : ` On this round now: ${to.memberIds.length === 0 ? 'nobody' : to.memberIds.map(names).join('; ')}.`
  return isTakingBack
    ? `Taken back ${fullTime(at, now)} by ${names(memberId)}.${round}`
    : `Given ${fullTime(at, now)} by ${names(memberId)}, ${end}.${round}`
}

export function ownRoundTitle({ round }: AuditOwnRound, who: string): string {
  return `${who} put themselves on round ${round}`
}

export function ownRoundLine({ at, isOn }: AuditOwnRound, people: readonly string[], now: Instant): string {
  const whom = people.length === 0 ? 'It looks after nobody now.' : `It looks after ${people.join('; ')}.`
  return `${fullTime(at, now)}. ${isOn ? 'Still on it.' : 'Not on it any more.'} ${whom}`
}

export function lookTitle(who: string, person: string): string {
  return `${who} looked into ${person}`
}

export function lookLine({ at, day }: AuditLook): string {
  return `${writtenDay(day)}, first at ${timeOf(at)}.`
}

/** Something is wrong with the relay, or with what somebody sent. */
export function unprovenLooks(count: number): string {
  return `${counted(count, 'line')} that the server showed here ${count === 1 ? 'is' : 'are'} signed by nobody of the team, and left out. Tell whoever answers for information security.`
}

export function fetchTitle({ kind }: AuditFetch, who: string, person: string | null): string {
  const what = person ?? 'the team’s own, and the board'
  if (kind === 'public') return `A phone of ${person ?? 'the public'}: their own, or family’s`
  return kind === 'unknown' ? `A device no list names: ${what}` : `${who}: ${what}`
}

export function fetchLine({ day, from, items, until }: AuditFetch): string {
  const [first, last] = [timeOf(from), timeOf(until)]
  return `${writtenDay(day)}: ${counted(items, 'item')}, ${first === last ? last : `${first} to ${last}`}.`
}

export function sinceWhen(since: Instant): string {
  return `The log that is shown begins ${dayAndDate(since)}.`
}

/** To staff, on a person’s page. */
export function codeOfPerson(code: string): string {
  return `In the audit, where people have no names, this is person ${code}.`
}

export function wentBackTitle({ said }: AuditWentBack): string {
  return said
    ? 'Restored from an older copy, as the server said itself'
    : 'Something was lost or hidden, and the server did not say so'
}

export function wentBackLine({ at, lost, overAt, times }: AuditWentBack, now: Instant): string {
  const often = times > 1 ? `, ${times} times in all` : ''
  const what =
    lost === null
      ? ''
      : ` ${counted(lost, 'entry', 'entries')} that this device knows of ${lost === 1 ? 'was' : 'were'} gone.`
  const over =
    overAt === null
      ? ' The devices are giving it back what they hold.'
      : ` This device had given back what it holds by ${fullTime(overAt, now)}.`
  return `Noticed ${fullTime(at, now)}${often}.${what}${over}`
}
