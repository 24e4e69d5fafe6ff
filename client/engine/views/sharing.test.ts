/** Rules SR570 and OW993 of client/engine/SPEC.md. */
import { expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { FamilyMember } from '../sharing/family.ts'
import { sharingView } from './sharing.ts'

const doreen = { memberId: 'doreen', name: 'Doreen Ashworth', role: '', face: '' } as unknown as Signature
const karen = { ...doreen, memberId: 'karen', name: 'Karen Ashworth' }
const agreed = { author: doreen, at: 1_000 as Instant, on: true, kind: 'visits' }

function agreementsOf(inCircle: boolean, agreements: readonly object[]) {
  const one = { member: 'karen' as MemberId, inCircle, leftCircle: !inCircle, agreements } as unknown as FamilyMember
  const nothing = {
    associates: [],
    outside: [],
    phones: [],
    furtherPhoneOf: () => 'may',
    views: [],
    joinedAt: new Map(),
    contact: { type: 'not-asked' },
  }
  const facts = { personId: 'p', called: 'Doreen', now: 2_000, family: [one], herself: new Set(['doreen']) }
  const view = sharingView({
    ...{ ...nothing, ...facts, complete: true, updatedAt: null },
    nameOf: () => karen,
  } as unknown as Parameters<typeof sharingView>[0])
  return view.family[0]!.agreements.map(({ kind, on }) => `${kind} ${on ? 'on' : 'off'}`)
}

test('SR570 out of the circle, what was agreed before is no word of having stopped it; what was stopped still is', () => {
  const stopped = { ...agreed, kind: 'next-steps', on: false }
  expect(agreementsOf(true, [agreed, stopped])).toEqual(['visits on', 'next-steps off'])
  expect(agreementsOf(false, [agreed, stopped])).toEqual(['next-steps off'])
})

test('OW993 that somebody put herself on a round stands on the newest of her looks since, once, and for thirty days', () => {
  const day = 24 * 60 * 60_000
  const looks = (joinedDay: number, lookedOn: readonly number[], opened: readonly number[] = []) => {
    const nothing = {
      associates: [],
      outside: [],
      phones: [],
      furtherPhoneOf: () => 'may',
      family: [],
      contact: { type: 'not-asked' },
    }
    const reason = { reason: 'urgent', words: 'x', until: 0 }
    const view = sharingView({
      ...{ ...nothing, personId: 'p', called: 'Doreen', now: 100 * day, herself: new Set(), complete: true },
      views: lookedOn.map((on) => ({ author: doreen, at: on * day, ...(opened.includes(on) && { opened: reason }) })),
      joinedAt: new Map([['doreen', joinedDay * day]]),
    } as unknown as Parameters<typeof sharingView>[0])
    return view.looks.flatMap(({ at, joinedAt }) => (joinedAt === undefined ? [] : [[at / day, joinedAt / day]]))
  }
  expect(looks(90, [80, 90, 95, 98])).toEqual([[98, 90]])
  expect(looks(90, [80, 89])).toEqual([])
  expect(looks(60, [80, 98])).toEqual([])
  // Why she opened it is told there, and is another matter.
  expect(looks(90, [95, 98], [98])).toEqual([[95, 90]])
})
