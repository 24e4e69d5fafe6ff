/** The sync panel: what is saved, what is sent, and why something waits. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { RefillView, SyncView, WaitingItem } from '../../../engine-api/sync-views.ts'
import type { Heard } from '../../../engine-api/travel.ts'
import { capitalised } from '../text.ts'
import { card as rollback } from './rollback.ts'
import type { TimeWords } from './time-words.ts'
import { ageInWords, counted } from './times.ts'

export const title = 'What is saved, what is sent'

/** A moment as its reader is told of it: what time it is now, and in which form they read times. */
export interface Telling {
  readonly now: Instant
  readonly times: TimeWords
}

export function now({ now: at, times }: Telling): string {
  return `${times.day(at)} · now ${times.clock(at)}`
}

export const state = {
  offline: (since: Instant | null, telling: Telling) =>
    since === null ? 'No signal. You can carry on.' : `No signal since ${near(since, telling)}. You can carry on.`,
  offlineWords: (count: number, here: string) =>
    count === 0
      ? `Everything written on this ${here} has been sent.`
      : `${things(count)} safe on this ${here} and will send by ${count === 1 ? 'itself' : 'themselves'}.`,
  sending: (waiting: Waiting) =>
    waiting.written === 0 ? `Sending ${openings(waiting)}` : `Sending ${counted(waiting.written, 'thing')}`,
  sendingWords: (here: string) => `You can carry on. Nothing is lost if this ${here} is closed meanwhile.`,
  settled: 'Everything here has been sent.',
  settledWords: (at: Instant | null, telling: Telling) =>
    at === null ? 'Not checked yet.' : `Last contact ${near(at, telling)}.`,
}

/** A relay that was put back to an older copy of itself: noticed, and not an alarm. */
export const refill = {
  title: (view: RefillView) =>
    view.type === 'refilling' ? 'The server lost what came last' : 'The server has been filled again',
  words: (view: RefillView, { now: moment, times }: Telling, here: string) =>
    view.type === 'refilling'
      ? `It was put back to an older copy. This ${here} is giving back what it holds. You can carry on.`
      : `It had been put back to an older copy. This ${here} gave back what it holds, ${times.full(view.at, moment)}. Your colleagues’ devices do the same.`,
}

function near(at: Instant, { now: moment, times }: Telling): string {
  return times.near(at, moment)
}

function things(count: number): string {
  return count === 1 ? '1 thing is' : `${count} things are`
}

/** Of what waits, what counts at the top of the page too, and records opened, which do not. */
export interface Waiting {
  readonly written: number
  readonly opened: number
}

export function waitingOf(items: readonly Pick<WaitingItem, 'kind'>[]): Waiting {
  const opened = items.filter(({ kind }) => kind === 'view').length
  return { written: items.length - opened, opened }
}

function openings({ opened }: Waiting): string {
  return `that you opened ${opened === 1 ? 'a record' : `${opened} records`}`
}

export const waiting = {
  title: (waiting: Waiting) =>
    waiting.opened === 0
      ? `Waiting to send: ${waiting.written}`
      : `Waiting to send: ${waiting.written === 0 ? '' : `${waiting.written}, and `}${openings(waiting)}`,
  byItself: (count: number, here: string) =>
    `${count} that this ${here} writes by itself: receipts for messages, and that you opened a record`,
  none: 'Nothing waits.',
}

export const needsYou = {
  title: (count: number) => `Needs you: ${count}`,
  state: 'Not sent',
  action: 'Try again',
}

const kindWords: Readonly<Record<WaitingItem['kind'], string>> = {
  note: 'visit note',
  observations: 'observations',
  message: 'message',
  visit: 'visit times',
  'next-step': 'what happens next',
  administration: 'a medicine given or not given',
  receipt: 'receipt for a message',
  person: 'correction of details',
  allergy: 'allergy',
  medicines: 'change of medicines',
  'shared-list': 'list of medicines, to read at home',
  'warning-answer': 'answer to a warning',
  decision: 'decision',
  photo: 'photo',
  'care-plan': 'care plan',
  tasks: 'task',
  diary: 'planned visit',
  'team-settings': 'the team’s settings',
  thread: 'who looks after a conversation',
  team: 'faces and names of the team',
  view: 'that you opened a record',
  sharing: 'what family are shown',
  contact: 'whether messages may be sent',
  'circle-tasks': 'something to do, for the circle',
  'left-out': 'decision about what was held back',
  other: 'change to a record',
}

export const waitingKinds = Object.keys(kindWords) as readonly WaitingItem['kind'][]

const reasonWords: Readonly<Record<WaitingItem['reason'], string>> = {
  'no-signal': 'No signal',
  'in-queue': 'Waiting its turn',
  sending: 'Being sent now',
  refused: 'The server did not take it',
  'too-long-queued': 'Waiting for more than a day',
}

/** What one can do with it: it is on this device and nowhere else. Read by everybody, so in the words of neither card. */
const setBack = 'It waits until this device is put right. What to do about it stands above'

/** What a refusal means to the person who wrote; its own name stands in the report only. */
const problemWords: Readonly<Record<string, string>> = {
  'too-large': 'It is too large to send',
  'author-not-active': 'This device may no longer write there',
  'unknown-or-forbidden': 'This device may not write there',
  'over-quota': 'The team’s space is full',
  'version-unsupported': 'This version of Doorstep is too old to send it',
  'unknown-epoch': 'The group’s key has changed; it is being fetched',
  'chain-refused': 'The server knows another history of the team. Ask your administrator',
  fork: setBack,
  'previous-mismatch': setBack,
}

function whyInWords({ reason, problem }: WaitingItem): string {
  return problemWords[problem ?? ''] ?? reasonWords[reason]
}

export const savedHere = (here: string): string => `Saved on this ${here}`
export const sendingNow = 'Sending'

export const item = {
  /** "D.A., message": which one. */
  named: ({ initials, kind }: WaitingItem) => [initials, kindWords[kind]].filter((part) => part !== '').join(', '),
  what: ({ kind, bytes }: WaitingItem) => `${kindWords[kind]}, ${size(bytes)}`,
  why: (waiting: WaitingItem, at: Instant) => `${ageInWords(waiting.writtenAt, at)} old. ${whyInWords(waiting)}`,
  written: (waiting: WaitingItem, { now: moment, times }: Telling) =>
    `Written ${times.full(waiting.writtenAt, moment)}. ${whyInWords(waiting)}`,
}

export const parked = {
  title: (count: number) => `Could not be taken in: ${count}`,
  words:
    'Sent by others and not readable here. It holds up nothing else. Copy the report for whoever looks after Doorstep.',
  item: (at: Instant, { now: moment, times }: Telling) => `Arrived ${times.full(at, moment)}`,
}

export const early = {
  title: (count: number) => `Waiting for an earlier part: ${count}`,
  words:
    'What somebody changed builds on another change that has not come here yet. It is kept, and appears by itself once that is here. It holds up nothing else. If it still stands here tomorrow, copy the report for whoever looks after Doorstep.',
  item: (at: Instant, { now: moment, times }: Telling) => `Waiting since ${times.full(at, moment)}`,
}

export const escrow = {
  title: 'A key that the recovery kit could not have opened',
  words:
    'A device made a new key without a true copy for the kit. It was noticed here, and a right key is made in its place by itself: nothing is lost. Copy the report for whoever looks after Doorstep, and tell an administrator if it is noticed again.',
  item: (at: Instant, { now: moment, times }: Telling) => `Noticed ${times.full(at, moment)}`,
}

export const ready = {
  title: 'Ready for today',
  count: (have: number, of: number, at: Instant | null, isOffline: boolean) =>
    of > 0
      ? `${have} of ${counted(of, 'visit')}`
      : at === null
        ? 'Getting today’s visits ready …'
        : isOffline
          ? 'No visits were planned at the last contact'
          : 'No visits planned',
  fetched: (at: Instant | null, telling: Telling) =>
    at === null ? 'Not all here yet.' : `Fetched ${near(at, telling)}.`,
  contact: (at: Instant | null, telling: Telling) =>
    at === null ? 'No contact yet.' : `Last contact ${near(at, telling)}.`,
}

export const colleagues = {
  title: 'Colleagues’ devices',
  none: 'Nobody else has been seen yet.',
  /** One line a device; of several each has a number, the newest first. */
  lastSeen: (devices: readonly Heard[], telling: Telling): readonly string[] => {
    const said = (at: Heard) => {
      if (at === undefined) return 'last seen: not known yet'
      return at === null ? 'not seen yet' : `last seen ${near(at, telling)}`
    }
    if (devices.length <= 1) return [capitalised(said(devices.length === 0 ? null : devices[0]))]
    return devices.map((at, index) => `Device ${index + 1} ${said(at)}`)
  },
}

export const device = {
  title: (here: string) => `This ${here}`,
  used: (used: number, quota: number | null) =>
    quota === null ? `Space used: ${size(used)}` : `Space: ${size(used)} of ${size(quota)} used`,
  usedLabel: 'Space used',
  nearlyFull: (here: string) => `Nearly full. Free some space on this ${here}, or new notes may not fit.`,
  promised: 'The browser has promised to keep this data.',
  notPromised: 'The browser may clear this data when space is short. Send what waits soon, and install Doorstep.',
  clock: (skewMs: number | null, here: string) => clockInWords(skewMs, here),
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

function clockInWords(skewMs: number | null, here: string): string {
  if (skewMs === null) return 'Clock: not checked yet'
  const size = Math.abs(skewMs)
  const direction = skewMs > 0 ? 'fast' : 'slow'
  if (size < 5 * second) return 'Clock: right to within 5 seconds'
  if (size < minute) return `Clock: about ${Math.round(size / second)} seconds ${direction}`
  const amount = size < hour ? counted(Math.round(size / minute), 'minute') : counted(Math.round(size / hour), 'hour')
  return `This ${here}’s clock is about ${amount} ${direction}.`
}

export const actions = {
  tryNow: 'Try now',
  trying: 'Trying',
  copy: 'Copy this report',
  copied: 'Copied. It holds no names.',
  notCopied: 'It could not be copied.',
  lock: (here: string) => `Lock ${here}`,
}

/** "940 bytes", "2 KB", "210 MB", "1 GB". */
export function size(bytes: number): string {
  const steps = [
    ['GB', 1024 ** 3],
    ['MB', 1024 ** 2],
    ['KB', 1024],
  ] as const
  for (const [unit, one] of steps) {
    if (bytes < one) continue
    const amount = bytes / one
    return `${amount < 10 ? Number(amount.toFixed(1)) : Math.round(amount)} ${unit}`
  }
  return counted(bytes, 'byte')
}

/** Everything somebody needs to help, and nothing about the people cared for: no names, no initials. */
export function report(view: SyncView, telling: Telling, here: string, pillWords: string): string {
  const items = [...view.needsYou, ...view.waiting].map(
    (entry) =>
      `- ${item.what(entry)}; ${item.why(entry, telling.now)}; ${entry.problem ?? entry.reason}; id ${entry.id.slice(0, 8)}`,
  )
  return [
    `Doorstep, ${now(telling)}`,
    `Neighbourhood ${view.space}`,
    pillWords,
    ready.contact(view.lastContactAt, telling),
    ...view.rollbacks.flatMap((each) => [rollback.happened(each, telling, here), rollback.kept(each, telling, here)]),
    ...(view.refill === null ? [] : [refill.words(view.refill, telling, here)]),
    waiting.title(waitingOf(view.waiting)),
    needsYou.title(view.needsYou.length),
    ...items,
    parked.title(view.parked.length),
    ...view.parked.map((entry) => `- ${parked.item(entry.at, telling)}: ${entry.reason}`),
    `${ready.title}: ${ready.count(view.ready.have, view.ready.of, view.ready.at, view.offlineSince !== null)}`,
    device.used(view.storage.usedBytes, view.storage.quotaBytes),
    view.storage.promised === true ? device.promised : device.notPromised,
    device.clock(view.clockSkewMs, here),
  ].join('\n')
}
