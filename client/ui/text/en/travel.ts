/** How far something has travelled. One word for one fact, and a time for everything that has one. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { type Called, knownTogether, plainName, roleOf } from '../../../domain/records/who-wrote.ts'
import type { Me } from '../../../engine-api/device-state.ts'
import type { Reader, ReaderName, ReaderStep, Travel } from '../../../engine-api/travel.ts'
import { capitalised } from '../text.ts'
import { asKnown, type TimeWords, timeWords } from './time-words.ts'

export interface TravelWords {
  readonly travel: Travel
  readonly now: Instant
  /** What this device is called. */
  readonly here: string
  /** What the readers' devices are called, for staff. */
  readonly theirs: string
  /** The public read "your team", never counts of staff. */
  readonly audience: Me['audience']
  /** Without signal: the last contact. What only a receipt could change is then said as of that time. */
  readonly knownAt: Instant | null
}

export const willSend = 'Will send when there is signal.'

/** Of what others go by as well: what is still to come before it holds. */
const savedNext = {
  sent: 'It has been sent, and holds.',
  waits: 'There is no signal: it is sent, and then holds, as soon as there is.',
  goes: 'It is on its way now, and holds once it is sent.',
}

export function savedHere(here: string, howFar: keyof typeof savedNext): string {
  return `Saved on this ${here}. ${savedNext[howFar]}`
}

export function travelInWords(words: TravelWords): string {
  const { audience, knownAt, now, travel } = words
  const times = timeWords(audience)
  const said = stateInWords(words, times)
  return knownAt === null || !canChange(travel) ? said : `${said} · ${asKnown(knownAt, now, times)}`
}

function stateInWords({ travel, now, here, theirs, audience }: TravelWords, times: TimeWords): string {
  switch (travel.type) {
    case 'saved':
      return `Saved on this ${here}`
    case 'sent':
      return `Sent ${times.near(travel.at, now)}`
    case 'arrived':
      return `${arrivedOn(travel.on, travel.of, theirs, audience)} ${stepInWords(travel, now, times)}`
    case 'seen':
      return `${seenBy(travel.by, travel.of, audience)} ${stepInWords(travel, now, times)}`
    case 'not-sent':
      return 'Not sent – try again'
  }
}

/** Whether a receipt that is not here yet could make it say more. */
function canChange(travel: Travel): boolean {
  return travel.type === 'sent' || travel.type === 'arrived' || (travel.type === 'seen' && travel.by.length < travel.of)
}

/** "14:05"; read without signal, "14:05 · known since 16:20". */
function stepInWords({ at, learntAt }: ReaderStep, now: Instant, { near }: TimeWords): string {
  return learntAt === undefined ? near(at, now) : `${near(at, now)} · known since ${near(learntAt, now)}`
}

/** "On Karen’s phone", "On 3 of 5"; the public: "On Karen’s and Tom’s phones and your team’s tablet". */
function arrivedOn(on: readonly ReaderName[], of: number, theirs: string, audience: Me['audience']): string {
  const [name] = on
  if (audience === 'staff')
    return of <= 1 && name != null ? `On ${plainName(name)}’s ${theirs}` : `On ${on.length} of ${of}`
  const owners = on.filter((reader) => reader !== null).map((reader) => `${called(reader)}’s`)
  const phones = owners.length === 0 ? [] : [`${namesInWords(owners)} phone${owners.length === 1 ? '' : 's'}`]
  return `On ${namesInWords([...phones, ...(on.includes(null) ? ['your team’s tablet'] : [])])}`
}

/** "Seen", "Seen by 2 of 5", "Seen by your team", "Seen by Karen and your team". */
function seenBy(by: readonly ReaderName[], of: number, audience: Me['audience']): string {
  if (audience === 'public') return `Seen by ${namesInWords(markedNames(by))}`
  return of <= 1 ? 'Seen' : `Seen by ${by.length} of ${of}`
}

function called(name: ReaderName): string {
  if (name === null) return 'your team'
  return name === '' ? 'somebody' : plainName(name)
}

/** The team last. */
function markedNames(names: readonly ReaderName[]): readonly string[] {
  const people = names.filter((name) => name !== null).map((name) => (name === '' ? called(name) : name))
  return [...knownTogether(people, namesInWords), ...(names.includes(null) ? [called(null)] : [])]
}

/** "Doreen, Karen and Tom (family or friends)". */
export function knownInWords(names: readonly Called[]): string {
  return namesInWords(knownTogether(names, namesInWords))
}

/** "Karen, Tom and your team". */
export function namesInWords(names: readonly string[]): string {
  if (names.length <= 1) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What unfolds from a chip that counts: who has it, who has seen it, who not yet. */
export const reach = {
  open: 'Who?',
  title: 'Who has it',
  close: 'Close',
  none: 'Nobody else can read this yet.',
  known: (at: Instant, now: Instant, audience: Me['audience']) =>
    `No signal: ${asKnown(at, now, timeWords(audience))}. More may have happened since.`,
  name: (name: ReaderName) => capitalised(called(name)),
  /** " family or friend", of whoever says their name themselves: a line of its own below it. */
  standing: (name: ReaderName) =>
    name === null || typeof name === 'string' ? '' : ` ${roleOf({ as: name.as, role: '' })}`,
  /** "Seen 14:05", "On their device since 14:03": a line each. */
  words: ({ name, seen, stored }: Reader, canBeSeen: boolean, now: Instant, audience: Me['audience']) => {
    const times = timeWords(audience)
    const where = name === null ? 'On a tablet of theirs' : audience === 'staff' ? 'On their device' : 'On their phone'
    if (stored === null) return ['Not yet']
    const has = `${where} since ${stepInWords(stored, now, times)}`
    if (seen !== null) return [`Seen ${stepInWords(seen, now, times)}`, has]
    return canBeSeen ? [has, 'Not seen yet'] : [has]
  },
} as const
