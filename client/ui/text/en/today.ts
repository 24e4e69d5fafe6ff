/** The Today screen. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { timeOf } from '../../../domain/dates.ts'
import type { TodayVisit } from '../../../engine-api/queries.ts'
import { ageInWords, counted, dayAndDate, fullTime, nearTime } from './times.ts'

export const title = 'Today'
export const visitsInOrder = 'Visits in order'
export const unsafeFirst = 'Needs you first'
export const anyTime = 'Any time'
export const noName = 'Name not on this device yet'

/** A day without visits has nothing to be made ready, and is not counted. */
export function summaryLine(visits: number, now: Instant, readyAt: Instant | null, readyCount: number): string {
  if (visits === 0) return `${dayAndDate(now)} · now ${timeOf(now)} · ${lastChecked(readyAt, now)}`
  return `${dayAndDate(now)} · ${counted(visits, 'visit')} · now ${timeOf(now)} · ${readiness(visits, now, readyAt, readyCount)}`
}

/** No count while the list may grow. */
export function gettingReadyLine(now: Instant): string {
  return `${dayAndDate(now)} · now ${timeOf(now)} · not all ready yet`
}

export const gettingReady = {
  title: 'Getting today’s visits ready …',
  words: 'What is planned appears here by itself.',
  more: 'More visits, or more about these people, may still appear.',
}

function lastChecked(at: Instant | null, now: Instant): string {
  return at === null ? 'the plan has not been checked yet' : `plan last checked ${nearTime(at, now)}`
}

function readiness(visits: number, now: Instant, readyAt: Instant | null, readyCount: number): string {
  return readyAt === null || readyCount === 0
    ? `Not ready offline yet, ${readyCount} of ${visits}`
    : `Ready offline ${nearTime(readyAt, now)}, ${readyCount} of ${visits}`
}

export function orAt(times: readonly string[]): string {
  return times.map((time) => `or ${time}`).join(' ')
}

export function until(time: string): string {
  return `to ${time}`
}

export const done = 'done'

export function household(address: string, count: number): string {
  return `${address} – ${count === 2 ? 'two people' : `${count} people`}, one door`
}

export const states: Readonly<Record<TodayVisit['state'], string>> = {
  'not-started': 'Not started',
  started: 'Started, not finished',
  finished: 'Done',
}

export function tasks({ count, first }: NonNullable<TodayVisit['tasks']>): string {
  return count === 1 ? `Task: ${first}` : `${count} tasks, first: ${first}`
}

/** Two colleagues were given one visit apart. */
export function givenTo(names: readonly string[]): string {
  return `Given to ${names.join(' and to ')}: decide who goes.`
}

export const outside = 'Not on your round: ask your team lead for access.'

export const needsDecision = 'Needs a decision'

/** Of how many changes is not known here: no number is said. */
export const decisionTag: Readonly<Record<NonNullable<TodayVisit['decision']>, string>> = {
  dose: 'Different doses',
  other: 'Different changes',
  details: 'Different details',
}

export function newMessages(count: number): string {
  return count === 1 ? 'New message' : `${count} new messages`
}

/** To the administrator of a team that cannot look after anybody yet. */
export const firstSteps = {
  title: 'Before the first person is added',
  words: (isKept: boolean, isAlone: boolean) => {
    if (isKept) return 'The recovery kit is kept. One thing is left: a second administrator.'
    return isAlone
      ? 'Two things come first: the recovery kit on paper, and a second administrator.'
      : 'There is a second administrator. One thing is left: the recovery kit on paper.'
  },
  action: 'See what is to do',
}

/** Where a removed device had something to send. */
export function heldWaiting(count: number): string {
  return count === 1
    ? 'One thing from a removed device waits for you to decide'
    : `${count} things from removed devices wait for you to decide`
}

export const empty = {
  title: 'Nobody is on your list today.',
  words: 'Visits planned for you appear here by themselves. What waits for you besides stands in Tasks and Messages.',
  action: 'Find a person',
  /** Without signal nobody can know. */
  offlineTitle: (at: Instant, now: Instant) => `Nobody was on your list for today ${asOf(at, now)}.`,
  offlineWords: 'Visits may have been planned since. They appear here by themselves once there is signal.',
}

function asOf(at: Instant, now: Instant): string {
  return `when there was signal last, ${fullTime(at, now)}`
}

export const allDone = {
  title: 'All visits for today are written.',
  words: 'What is not sent yet is on the Sync page.',
}

export function offline(since: Instant, now: Instant): string {
  return `No signal since ${fullTime(since, now).replace(/^today /, '')}. You can carry on.`
}

export function notSent(count: number): string {
  return `${counted(count, 'visit')} not sent`
}

export const next = {
  label: 'Next visit',
  at: (from: string | null, window: string | null) =>
    from === null ? `Next, any time${window === null ? '' : ` ${window}`}` : `Next at ${from}`,
  knownAs: 'Known as',
  born: 'Born',
  start: 'Start visit',
  carryOn: 'Carry on with the visit',
  open: 'Open the record',
  wayIn: 'Way in',
  phone: 'Phone',
  noAddress: 'No address recorded',
  lastNote: (author: string, at: Instant, now: Instant) => `Last note, ${author}, ${fullTime(at, now)}`,
  lastObservation: (at: Instant, now: Instant) => fullTime(at, now),
  updated: (at: Instant, now: Instant, offlineSince: Instant | null) =>
    `This record was last updated ${fullTime(at, now)}${
      offlineSince !== null && offlineSince >= at ? ', before signal went' : ''
    }.`,
  decideFirst: 'Nothing has been picked. It stands in the record, with who wrote what.',
  onTheWay: 'Alerts and last note are still on their way to this device.',
}

export const pins = {
  notSent: (name: string) => `${name}: visit note not sent`,
  notSentWords: 'It is safe on this device. See why and try again.',
  open: 'Open',
  look: 'See why',
  news2: (name: string, score: string) => `${name}: ${score}`,
  news2Words: (response: string, at: Instant, now: Instant) => `${response} Taken ${ageInWords(at, now)} ago.`,
}

export const couldNotStart = 'The visit could not be started. Nothing was lost; try again.'
