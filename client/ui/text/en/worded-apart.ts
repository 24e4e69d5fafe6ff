/** Words that two people wrote apart, both of which are shown. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { fullTime } from './times.ts'

export const wordedApartText = {
  title: 'Two people changed these words apart, and all of them are shown.',
  by: (name: string, at: Instant, now: Instant) => `Changed by ${name}, ${fullTime(at, now)}. `,
  hint: {
    task: 'Change it under “More” to say what it is.',
    thread: 'Write it anew under “Title and how soon” to say what it is.',
  },
}
