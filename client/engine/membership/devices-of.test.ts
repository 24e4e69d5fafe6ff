/** Whose devices come into which group about a person: by the word on which they are in, and as what. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { applyControl } from '../../../shared/membership/chain.ts'
import type { Control } from '../../../shared/protocol/control.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl } from '../../../shared/testing/test-space.ts'
import { toLetIn } from './circle-plan.ts'
import { devicesOf, ownDevicesOf } from './devices-of.ts'

const base = createTestSpace('devices of')
const { nurse, patient } = base.cast
const karens = base.found(nurse, 'private', 'of the daughter')
const phones = Array.from({ length: 7 }, (_, at) => createTestDevice(`Karen’s ${at}`, 'family', createMember()))
const karen = { member: phones[0]!.member, role: 'family' } as const
const chains = { team: () => base.chain(base.team) }

function createMember() {
  return createTestDevice('Karen', 'family').member
}

type About = ReadonlyMap<GroupId, ChainState>
const places = [base.private, base.circle, karens]

function tried(about: About, author: TestDevice, group: GroupId, control: Control): About {
  const chain = about.get(group)!
  const place = { groupSeq: chain.seq + 1, prev: chain.head }
  const entry = base.draft({ ...author, sign: () => new Uint8Array(64) }, group, control, place)
  const next = applyControl(chain, base.chain(base.team), entry)
  return next.ok ? new Map(about).set(group, next.value) : about
}

/** What any device of the team does when it looks, and looks again. */
function cared(about: About): About {
  const own = about.get(karens)!
  const into = toLetIn(own, ownDevicesOf(chains, [...about.values()], own, karen))
  const now = into.reduce((each, device) => tried(each, nurse, karens, { type: 'member', ...device }), about)
  const circle = now.get(base.circle)!
  const beside = toLetIn(circle, devicesOf(chains, [...now.values()], karen))
  return beside.reduce((each, device) => tried(each, nurse, base.circle, { type: 'member', ...device }), now)
}

const phone = fc.nat({ max: phones.length - 1 })
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('let-in' as const), phone, byTeam: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('hand-over' as const), phone, to: phone }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('remove' as const), phone, byTeam: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('care' as const) }) },
)

test('GK1003 whoever lets in, hands over and removes which phones, and whenever the team’s devices look: into her own group come those that the team let in, what they became, and the very first alone', () => {
  const seen = { first: 0, byTeam: 0, keptOut: 0, becameKeptOut: 0 }
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 4, maxLength: 20 }), (steps) => {
      let about: About = new Map(places.map((group) => [group, base.chain(group)]))
      /** By name of a phone: whether the word it is in the circle on is the team’s. */
      const isTeams = new Map<TestDevice, boolean>()
      let founders: readonly TestDevice[] = []
      for (const step of steps) {
        const before = about
        const circle = () => about.get(base.circle)!.devices
        if (step.what === 'care') {
          const wasEmpty = Object.keys(about.get(karens)!.devices).length === 0
          about = cared(about)
          if (wasEmpty) founders = phones.filter(({ id }) => about.get(karens)!.devices[id] !== undefined)
          continue
        }
        const device = phones[step.phone]!
        if (step.what === 'let-in') {
          about = tried(about, step.byTeam ? nurse : patient, base.circle, memberControl(device))
          if (about !== before) isTeams.set(device, step.byTeam)
        } else if (step.what === 'remove') {
          about = tried(about, step.byTeam ? nurse : patient, base.circle, { type: 'remove', device: device.id })
        } else {
          const next = phones[step.to]!
          for (const group of [base.circle, karens])
            about = tried(about, device, group, { type: 'succeed', keys: next.keys })
          if (circle()[next.id] !== undefined && before.get(base.circle)!.devices[next.id] === undefined)
            isTeams.set(next, isTeams.get(device) ?? false)
        }
      }
      about = cared(about)
      const own = about.get(karens)!
      if (founders.length === 0) founders = phones.filter(({ id }) => own.devices[id] !== undefined)
      const byPerson = founders.filter((each) => isTeams.get(each) === false)
      // One of the person's at most, and only where there was none of the team's.
      expect(byPerson.length).toBeLessThanOrEqual(1)
      if (byPerson.length === 1) expect(founders).toHaveLength(1)
      seen.first += byPerson.length
      for (const each of phones) {
        const isIn = own.devices[each.id] !== undefined
        const became = Object.values(own.devices).some(({ removedAt, since }) => {
          return removedAt !== null && since !== removedAt && own.devices[each.id]?.since === removedAt
        })
        if (isTeams.get(each) === true && isIn) seen.byTeam++
        if (isTeams.get(each) !== false) continue
        expect(!isIn || became || byPerson.includes(each)).toBe(true)
        if (!isIn) seen.keptOut++
        const wasTold = Object.values(about.get(base.circle)!.devices).some(
          ({ removedAt }) => removedAt !== null && about.get(base.circle)!.devices[each.id]?.since === removedAt,
        )
        if (!isIn && wasTold) seen.becameKeptOut++
      }
    }),
    { numRuns: 300 },
  )
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(5)
})

test('GK1003 her own group begins with all that the team let in, also where the person let one in before', () => {
  let about: About = new Map(places.map((group) => [group, base.chain(group)]))
  const [hers, one, other, later] = phones as [TestDevice, TestDevice, TestDevice, TestDevice]
  about = tried(about, patient, base.circle, memberControl(hers))
  for (const each of [one, other]) about = tried(about, nurse, base.circle, memberControl(each))
  about = tried(about, patient, base.circle, memberControl(later))
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([one.id, other.id])
})

test('GK1003 of several that the person let in before anybody looked it is the first that is still in', () => {
  let about: About = new Map(places.map((group) => [group, base.chain(group)]))
  const [one, other, third] = phones as [TestDevice, TestDevice, TestDevice]
  for (const each of [third, one, other]) about = tried(about, patient, base.circle, memberControl(each))
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([third.id])
  about = tried(about, patient, base.circle, { type: 'remove', device: third.id })
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([one.id])
})
