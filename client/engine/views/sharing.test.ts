/** Rule SR570 of client/engine/SPEC.md. */
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
  const nothing = { associates: [], outside: [], phones: [], phoneless: [], views: [], contact: { type: 'not-asked' } }
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
