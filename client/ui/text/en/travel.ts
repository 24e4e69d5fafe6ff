/** How far something has travelled. One word for one fact, and a time for everything that has one. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Travel } from '../../../engine-api/queries.ts'
import { nearTime } from './times.ts'

export interface TravelWords {
  readonly travel: Travel
  readonly now: Instant
  /** What this device is called. */
  readonly here: string
  /** What the readers' devices are called. */
  readonly theirs: string
  /** The public read "your team", never counts of staff. */
  readonly forPublic: boolean
}

export const willSend = 'Will send when there is signal.'

export function travelInWords({ travel, now, here, theirs, forPublic }: TravelWords): string {
  switch (travel.type) {
    case 'saved':
      return `Saved on this ${here}`
    case 'sent':
      return `Sent ${nearTime(travel.at, now)}`
    case 'arrived':
      return `${arrivedOn(travel.on, travel.of, theirs, forPublic)} ${nearTime(travel.at, now)}`
    case 'seen':
      return `${seenBy(travel.by, travel.of, forPublic)} ${nearTime(travel.at, now)}`
    case 'not-sent':
      return 'Not sent – try again'
  }
}

/** "On Karen’s phone", "On 3 of 5". */
function arrivedOn(names: readonly string[], of: number, theirs: string, forPublic: boolean): string {
  const [name] = names
  if (name !== undefined && names.length === 1 && (of <= 1 || forPublic)) return `On ${name}’s ${theirs}`
  return forPublic ? `On your team’s ${theirs}s` : `On ${names.length} of ${of}`
}

/** "Seen", "Seen by 2 of 5", "Seen by your team". */
function seenBy(names: readonly string[], of: number, forPublic: boolean): string {
  if (forPublic) return 'Seen by your team'
  return of <= 1 ? 'Seen' : `Seen by ${names.length} of ${of}`
}

/** Who, for the details of a group: "On Ben’s and Priya’s tablets". */
export function namesInWords(names: readonly string[]): string {
  if (names.length <= 1) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
