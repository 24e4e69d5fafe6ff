/** What Noor, information governance, sees: codes of people, what the team's card calls its staff, and the relay's log. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { AuditFetch, AuditLog, AuditLook, AuditView } from '../../engine-api/audit.ts'
import { aisha, at, ben, doreen, lena, noor, priya, reid, sol } from './sample-cast.ts'

const [dot, harold, joan] = [
  '0000000000000000000000000007c1fa2',
  '00000000000000000000000000b3e510d',
  '0000000000000000000000000029c4e77',
]

const named = (memberId: string, name: string | null, mark: string) => ({ memberId, name, mark, left: false })

export const sampleAudit: AuditView = {
  complete: true,
  updatedAt: at('09:19'),
  people: [
    { personId: dot!, code: '7C1 FA2' },
    { personId: joan!, code: '9C4 E77' },
    { personId: harold!, code: '3E5 10D' },
  ],
  staff: [
    { ...named(aisha.memberId, 'Aisha', '7F3A'), role: 'staff' },
    { ...named(ben.memberId, 'Ben', '1B20'), role: 'staff' },
    { ...named(reid.memberId, 'Dr Reid', '5D11'), role: 'staff' },
    { ...named(noor.memberId, 'Noor Aziz', '90CE'), role: 'ig' },
    { ...named(priya.memberId, 'Priya', 'A4A4'), role: 'staff', left: true },
    { ...named(lena.memberId, null, '44B9'), role: 'admin' },
    { ...named(sol.memberId, null, 'B81E'), role: 'associate' },
  ],
  openings: [
    { at: at('09:05'), memberId: ben.memberId, personId: dot!, reason: 'urgent', until: at('13:05') },
    {
      at: at('22:40', 3),
      memberId: reid.memberId,
      personId: joan!,
      reason: 'cover',
      until: at('02:40', 2),
      endedAt: at('23:10', 3),
    },
  ],
  wentBack: [],
  ownRounds: [
    { at: at('18:20', 2), memberId: lena.memberId, round: '0A1 F3C', isOn: true, personIds: [harold!, joan!] },
  ],
  accesses: [
    {
      at: at('10:00', 1),
      memberId: lena.memberId,
      personId: dot!,
      to: { memberId: priya.memberId },
      until: null,
      isTakingBack: false,
    },
    {
      at: at('08:12', 40),
      memberId: lena.memberId,
      personId: harold!,
      to: { round: '0A1 F3C', memberIds: [aisha.memberId, reid.memberId] },
      until: null,
      isTakingBack: false,
    },
  ],
}

function fetched(over: Partial<AuditFetch>): AuditFetch {
  const day = '2026-11-24'
  const base = { day, from: at('08:30'), until: at('08:58'), memberId: aisha.memberId, kind: 'staff' } as const
  return { ...base, personId: dot!, items: 14, ...over }
}

function looked(memberId: string, personId: string, when: Instant): AuditLook {
  return { day: dayOf(when), at: when, memberId, personId }
}

export const sampleAuditLog: AuditLog = {
  agreement: { type: 'agrees', upTo: at('03:00'), late: false },
  since: at('09:00', 30),
  readAt: at('09:19'),
  looks: [
    looked(ben.memberId, dot!, at('09:06')),
    looked(aisha.memberId, dot!, at('08:41')),
    looked(reid.memberId, joan!, at('17:12', 1)),
  ],
  unproven: 0,
  fetches: [
    fetched({ memberId: ben.memberId, from: at('09:05'), until: at('09:06'), items: 212 }),
    fetched({}),
    fetched({ memberId: doreen.memberId, kind: 'public', items: 3 }),
    fetched({ memberId: reid.memberId, personId: joan!, day: '2026-11-23', until: at('17:12', 1), items: 6 }),
    fetched({ memberId: sol.memberId, personId: null, day: '2026-11-23', until: at('09:00', 1), items: 1 }),
  ],
}

/** The relay went back: once without a word, and once it said so itself. */
export const wentBackAudit: AuditView = {
  ...sampleAudit,
  wentBack: [
    { at: at('09:02'), times: 1, said: false, lost: null, overAt: null },
    { at: at('17:30', 12), times: 2, said: true, lost: 14, overAt: at('17:36', 12) },
  ],
}
export const emptyAudit: AuditView = { ...sampleAudit, openings: [], accesses: [], people: [] }
export const emptyAuditLog: AuditLog = {
  ...sampleAuditLog,
  agreement: { type: 'not-signed' },
  since: null,
  looks: [],
  fetches: [],
}
