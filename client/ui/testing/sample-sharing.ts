/** What Doreen shares with Karen, Sol in her circle, and who looked: on her phone and to staff. */
import type { SharingView } from '../../engine-api/sharing.ts'
import { aisha, at, ben, doreen, karen, priya, reid, sol } from './sample-cast.ts'

export const sampleSharing: SharingView = {
  personId: 'doreen',
  called: 'Dot',
  family: [
    {
      who: karen,
      inCircle: true,
      agreements: [
        { kind: 'visits', on: true, by: doreen, byHerself: true, at: at('10:05', 21) },
        { kind: 'next-steps', on: false, by: aisha, byHerself: false, at: at('15:20', 6) },
      ],
    },
  ],
  associates: [sol],
  looks: [
    { who: aisha, at: at('08:58') },
    { who: priya, at: at('08:51') },
    { who: reid, at: at('17:12', 1) },
    { who: ben, at: at('10:30', 5) },
  ],
  complete: true,
  updatedAt: at('09:19'),
}

export const nothingShared: SharingView = { ...sampleSharing, family: [], associates: [], looks: [] }
