/** Whose further phone the team may let in: whoever lets whom in and out of the circle, and removes which phone whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { applyControl, type ChainState } from '../../../shared/membership/chain.ts'
import type { Control } from '../../../shared/protocol/control.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl } from '../../../shared/testing/test-space.ts'
import { furtherPhoneOf, isTakenOut } from './further-phone.ts'

const base = createTestSpace('further phones')
const { nurse, patient } = base.cast
const karens = base.found(nurse, 'private', 'of the daughter')
const { member } = createTestDevice('Karen', 'family')
const phones = [0, 1, 2].map((at) => createTestDevice(`Karen’s ${at}`, 'family', member))
/** As family under the ids of others, and another than family. */
const liars = [
  ...[nurse, patient].map((whose, at) => createTestDevice(`liar ${at}`, 'family', whose.member)),
  createTestDevice('another', 'patient'),
]
const all = [...phones, ...liars]
const { person: personId } = base

type About = ReadonlyMap<GroupId, ChainState>

function tried(about: About, author: TestDevice, group: GroupId, control: Control): About {
  const chain = about.get(group)!
  const place = { groupSeq: chain.seq + 1, prev: chain.head }
  const entry = base.draft({ ...author, sign: () => new Uint8Array(64) }, group, control, place)
  const next = applyControl(chain, base.chain(base.team), entry)
  return next.ok ? new Map(about).set(group, next.value) : about
}

const chainsOf = (about: About) => ({
  team: () => base.chain(base.team),
  circleOf: () => about.get(base.circle),
  privateOf: (_: unknown, owner: unknown) =>
    owner === null ? about.get(base.private) : owner === member ? about.get(karens) : undefined,
})

const anyStep = fc.record({
  phone: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
  where: fc.constantFrom('circle' as const, 'circle' as const, 'own' as const),
  isIn: fc.boolean(),
  byTeam: fc.boolean(),
})

test('GK1090 GK1091 GK1092 another phone is let in of whom the circle had as family, unless one of theirs is in their own group and none in the circle; under no id of others', () => {
  const seen = { no: 0, may: 0, 'out-of-circle': 0 }
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 3, maxLength: 20 }), (steps) => {
      let about: About = new Map([base.circle, base.private, karens].map((group) => [group, base.chain(group)]))
      const places = { circle: new Map<TestDevice, boolean>(), own: new Map<TestDevice, boolean>() }
      for (const { byTeam, isIn, phone, where } of steps) {
        const device = all[phone]!
        const isOwn = where === 'own'
        if (isOwn && !phones.includes(device)) continue
        const [before, group] = [about, isOwn ? karens : base.circle]
        const control = isIn ? memberControl(device) : ({ type: 'remove', device: device.id } as const)
        about = tried(about, byTeam || isOwn ? nurse : patient, group, control)
        if (about !== before) places[where].set(device, isIn)
      }
      const some = (place: ReadonlyMap<TestDevice, boolean>) => phones.some((each) => place.get(each) === true)
      const wasIn = phones.some((each) => places.circle.has(each))
      const isOut = wasIn && !some(places.circle) && some(places.own)
      const chains = chainsOf(about)
      const answer = furtherPhoneOf(chains, personId, member)
      expect(answer).toBe(wasIn ? (isOut ? 'out-of-circle' : 'may') : 'no')
      expect(isTakenOut(chains, personId, member)).toBe(isOut)
      for (const each of liars) expect(furtherPhoneOf(chains, personId, each.member)).toBe('no')
      seen[answer]++
      if (liars.some((each) => places.circle.has(each))) seen.no++
    }),
    { numRuns: 300 },
  )
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(10)
})
