/** What Doreen shares with Karen, Sol in her circle, and who looked: on her phone and to staff. */

import type { Signature } from '../../domain/records/signature.ts'
import type { OpeningsView } from '../../engine-api/access-acts.ts'
import type { Phone, SharingView } from '../../engine-api/sharing.ts'
import { aisha, at, ben, doreen, karen, lena, people, priya, reid, sol } from './sample-cast.ts'
import { agreedInPerson } from './sample-contact.ts'

function phone(deviceId: string, mark: string, who: Signature): Phone {
  const { memberId } = who
  const said = { isHers: false, isThis: false, heardAt: null, leftCircle: false, circleOnly: false }
  return { deviceId, mark, memberId, who, ...said }
}

export const sampleSharing: SharingView = {
  personId: 'doreen',
  called: 'Dot',
  contact: agreedInPerson,
  family: [
    {
      who: karen,
      inCircle: true,
      furtherPhone: 'may',
      agreements: [
        { kind: 'visits', on: true, by: doreen, byHerself: true, at: at('10:05', 21) },
        { kind: 'next-steps', on: false, by: aisha, byHerself: false, at: at('15:20', 6) },
      ],
    },
  ],
  associates: [sol],
  outside: [],
  phones: [
    { ...phone('d-doreen', '3B90', doreen), isHers: true, heardAt: at('09:10') },
    { ...phone('d-doreen-old', '51E7', doreen), isHers: true, heardAt: at('18:20', 9) },
    { ...phone('d-karen', '8D04', karen), heardAt: at('08:40') },
  ],
  looks: [
    { who: aisha, at: at('08:58') },
    { who: priya, at: at('08:51') },
    { who: reid, at: at('17:12', 1) },
    { who: ben, at: at('10:30', 5) },
  ],
  complete: true,
  updatedAt: at('09:19'),
}

/** Ben, who looks after others, opened her record this morning; Lena, who leads the team, had put herself on a round. */
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
    { who: lena, at: at('08:20'), joinedAt: at('18:20', 2) },
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

export const nothingShared: SharingView = { ...sampleSharing, family: [], associates: [], phones: [], looks: [] }

/** As it is on Doreen's own phone. */
export const onHerPhone: SharingView = {
  ...sampleSharing,
  family: sampleSharing.family.map((one) => ({ ...one, furtherPhone: 'no' })),
  phones: sampleSharing.phones.map((each) => ({ ...each, isThis: each.deviceId === 'd-doreen' })),
}

/** Karen's only phone was removed; another one, of a neighbour who has said no name yet, is out of the circle. */
export const phonesGone: SharingView = {
  ...sampleSharing,
  family: sampleSharing.family.map((one) => ({ ...one, inCircle: false, agreements: [] })),
  phones: [
    ...sampleSharing.phones.slice(0, 1),
    { ...phone('d-jean', 'E1C2', karen), memberId: 'm-jean', who: null, leftCircle: true },
  ],
}

/** Doreen took Karen out of the circle; on her phone she still reads what she and the team write. */
export const takenOut: SharingView = {
  ...sampleSharing,
  family: sampleSharing.family.map((one) => ({
    ...one,
    inCircle: false,
    furtherPhone: 'out-of-circle',
    agreements: [],
  })),
  phones: sampleSharing.phones.map((each) => ({ ...each, leftCircle: each.deviceId === 'd-karen' })),
}

/** Doreen let a further phone in as Karen's, and one whose owner has not said a name. */
export const phonesOnHerWord: SharingView = {
  ...sampleSharing,
  phones: [
    ...sampleSharing.phones,
    { ...phone('d-karen-too', 'C4A9', karen), circleOnly: true },
    { ...phone('d-jean', 'E1C2', karen), memberId: 'm-jean', who: null, circleOnly: true },
  ],
}

/** Sol is of the team and not in her circle; of somebody else only the device is known. */
export const associatesOutside: SharingView = {
  ...sampleSharing,
  associates: [],
  outside: [
    { memberId: sol.memberId, who: sol, mark: '7C1F' },
    { memberId: 'm-new', who: null, mark: 'A2D0' },
  ],
}
