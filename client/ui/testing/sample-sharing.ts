/** What Doreen shares with Karen, Sol in her circle, and who looked: on her phone and to staff. */

import type { OpeningsView } from '../../engine-api/access-acts.ts'
import type { SharingView } from '../../engine-api/sharing.ts'
import { aisha, at, ben, doreen, karen, lena, people, priya, reid, sol } from './sample-cast.ts'

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
  outside: [],
  looks: [
    { who: aisha, at: at('08:58') },
    { who: priya, at: at('08:51') },
    { who: reid, at: at('17:12', 1) },
    { who: ben, at: at('10:30', 5) },
  ],
  complete: true,
  updatedAt: at('09:19'),
}

/** Ben, who looks after others, opened her record this morning. */
export const openedSharing: SharingView = {
  ...sampleSharing,
  looks: [
    {
      who: ben,
      at: at('09:05'),
      opened: {
        reason: 'urgent',
        words: 'Her neighbour rang: found on the kitchen floor, and Aisha was not on.',
        until: at('13:05'),
      },
    },
    ...sampleSharing.looks,
  ],
}

export const sampleOpenings: OpeningsView = {
  complete: true,
  rows: [
    {
      personId: 'doreen',
      memberId: ben.memberId,
      person: people[0]!,
      who: ben,
      reason: 'urgent',
      until: at('13:05'),
      isOpen: true,
      own: false,
      yours: true,
      mayEnd: true,
      ended: null,
    },
  ],
}

/** As Ben sees it, once Lena has ended it. */
export const endedOpenings: OpeningsView = {
  complete: true,
  rows: sampleOpenings.rows.map((row) => ({
    ...row,
    ...{ isOpen: false, own: true, yours: false, mayEnd: false, until: at('09:10') },
    ended: { who: lena, at: at('09:10') },
  })),
}

export const nothingOpened: OpeningsView = { complete: true, rows: [] }

export const nothingShared: SharingView = { ...sampleSharing, family: [], associates: [], looks: [] }

/** Sol is of the team and not in her circle; of somebody else only the device is known. */
export const associatesOutside: SharingView = {
  ...sampleSharing,
  associates: [],
  outside: [
    { memberId: sol.memberId, who: sol, mark: '7C1F' },
    { memberId: 'm-new', who: null, mark: 'A2D0' },
  ],
}
