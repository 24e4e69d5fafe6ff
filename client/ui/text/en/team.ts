/** Who is where: the team's day. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { shortName } from '../../../domain/names.ts'
import type { PartChange } from '../../../domain/projections/part-rows.ts'
import type { TeamRound, TeamVisit } from '../../../engine-api/team-views.ts'
import { writtenBy, writtenTimes } from './conflict.ts'
import { lastHeard } from './heard.ts'
import { counted, dayAndDate } from './times.ts'

export const teamText = {
  title: 'Who is where',
  link: 'Who is where: give, move or call off visits',
  line: (now: Instant, visits: number) => `${dayAndDate(now)} · ${counted(visits, 'visit')}`,
  gettingReady: 'The day’s plan is still on its way or being opened here. More visits may appear.',
  nobodys: 'Nobody’s yet',
  off: 'Called off',
  me: 'you',
  unknownColleague: 'A colleague whose name is not on this device yet',
  noName: 'Name not on this device yet',
  visits: (count: number) => (count === 0 ? 'no visits' : counted(count, 'visit')),
  lastSeen: ({ isMe, lastSeenAt }: TeamRound, now: Instant) => {
    if (isMe) return ''
    return lastSeenAt === null ? 'Nothing heard from their device yet.' : lastHeard(lastSeenAt, now)
  },
  days: 'Days',
  before: 'Day before',
  after: 'Next day',
  dayBefore: 'who was where',
  dayAfter: 'who is where',
  today: 'Today',
  plan: 'Plan a visit',
  settings: 'Team settings',
  devices: 'People and devices',
  roundsLink: 'Rounds',
  devicesWait: (count: number) => `${count} ${count === 1 ? 'waits' : 'wait'} for your yes`,
  nobodyHere: 'No visits are planned for this day.',
  noVisits: 'No visits.',
  time: (from: string | null, to: string | null, window: string | null) =>
    from === null ? `Any time${window === null ? '' : ` ${window}`}` : to === null ? from : `${from} to ${to}`,
  states: { 'not-started': 'Not started', started: 'Begun', finished: 'Done' } as const,
  outside: 'Not on your round: you can plan it, not read the record.',
  givenToTwo: ({ members }: TeamVisit) =>
    `Given to ${members.map(({ name }) => name).join(' and to ')}, each without seeing the other. Decide who goes.`,
  twoTimes: (times: readonly string[]) =>
    `Set to ${times.join(' and to ')}, each without seeing the other. Decide when it is.`,
  whenIsIt: 'It is at',
  inDoubt: 'Different people are written here. Decide whom it is for.',
  writtenFor: (name: string, change: PartChange, now: Instant) =>
    `${name}: ${writtenBy(change.author)}. ${writtenTimes(change, now)}`,
  notReceived: (names: readonly string[]) => `${names.map(shortName).join(' and ')} may not have received this yet.`,
  change: 'Change',
  about: (name: string, time: string) => `${name}, ${time}`,
  giveTo: 'Give it to',
  nobodyYet: 'Nobody yet',
  colleague: (name: string, count: number) => `${name}, ${count === 0 ? 'not out today' : counted(count, 'visit')}`,
  whomFor: 'It is for',
  move: 'Move it',
  from: 'From',
  to: 'Until',
  timeHint: '09:30; empty is any time',
  saveMove: 'Move',
  callOff: 'Call it off',
  why: 'Why',
  whyHint: 'Read by everybody who plans.',
  saveOff: 'Call off',
  close: 'Leave it as it is',
  putBack: 'Put it back',
  undo: 'Undo',
  undone: 'It is as it was.',
  given: (name: string, to: string) => `${name} is ${to === '' ? 'nobody’s now' : `${to}’s now`}.`,
  moved: (name: string, time: string) => `${name}: ${time}.`,
  calledOff: (name: string) => `${name}: called off.`,
  isBack: (name: string) => `${name}: on again.`,
  decided: (name: string) => `It is for ${name}.`,
  movedFrom: (from: string, to: string, who: string) => `Moved from ${from} to ${to} by ${who}.`,
  offBecause: (who: string, why: string) => `${who === '' ? 'Nobody is named' : who}: “${why}”`,
}
