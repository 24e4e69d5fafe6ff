/** When a device was last heard from: each state in words of its own. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Heard } from '../../../engine-api/travel.ts'
import { fullTime } from './times.ts'

export const heardText = {
  notKnown: 'Last heard from: not known yet.',
  nothing: 'Nothing written on it is here yet.',
}

export function lastHeard(at: Heard, now: Instant): string {
  if (at === undefined) return heardText.notKnown
  return at === null ? heardText.nothing : `Last heard from ${fullTime(at, now)}.`
}
