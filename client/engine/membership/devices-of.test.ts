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
      const isIn = (group: GroupId, { id }: TestDevice) => about.get(group)!.devices[id] !== undefined
      /** In the circle, on whose word, and as what another became. */
      const isTeams = new Map<TestDevice, boolean>()
      const became = new Set<TestDevice>()
      /** In her own group because somebody who was in it became them. */
      const byThemselves = new Set<TestDevice>()
      let first: readonly TestDevice[] | undefined
      const handOver = (device: TestDevice, next: TestDevice) => {
        for (const group of [base.circle, karens]) {
          const wasIn = isIn(group, next)
          about = tried(about, device, group, { type: 'succeed', keys: next.keys })
          if (wasIn || !isIn(group, next)) continue
          if (group === karens) byThemselves.add(next)
          else {
            became.add(next)
            isTeams.set(next, isTeams.get(device)!)
          }
        }
      }
      for (const step of [...steps, { what: 'care' as const }]) {
        if (step.what === 'care') {
          about = cared(about)
          const now = phones.filter((each) => isIn(karens, each))
          if (now.length > 0) first ??= now
          continue
        }
        const device = phones[step.phone]!
        if (step.what === 'hand-over') {
          handOver(device, phones[step.to]!)
          continue
        }
        const wasIn = isIn(base.circle, device)
        const control =
          step.what === 'let-in' ? memberControl(device) : ({ type: 'remove', device: device.id } as const)
        about = tried(about, step.byTeam ? nurse : patient, base.circle, control)
        if (!wasIn && isIn(base.circle, device)) isTeams.set(device, step.byTeam)
      }
      // One on the person's word at most, and then nobody beside it.
      const onHerWord = (first ?? []).filter((each) => isTeams.get(each) === false)
      expect(onHerWord.length === 0 || first?.length === 1).toBe(true)
      seen.first += onHerWord.length
      for (const [each, byTeam] of isTeams) {
        const isAllowed = byTeam || onHerWord.includes(each) || byThemselves.has(each)
        expect(!isIn(karens, each) || isAllowed).toBe(true)
        if (byTeam && isIn(karens, each)) seen.byTeam++
        if (!isIn(karens, each)) seen[became.has(each) ? 'becameKeptOut' : 'keptOut']++
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

test('GK1003 of several that the person let in before anybody looked it is the first, and what that became; with that gone it is none', () => {
  let about: About = new Map(places.map((group) => [group, base.chain(group)]))
  const [one, other, third] = phones as [TestDevice, TestDevice, TestDevice]
  for (const each of [third, one]) about = tried(about, patient, base.circle, memberControl(each))
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([third.id])
  const became = tried(about, third, base.circle, { type: 'succeed', keys: other.keys })
  expect(Object.keys(cared(became).get(karens)!.devices)).toEqual([other.id])
  about = tried(about, patient, base.circle, { type: 'remove', device: third.id })
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([])
})

test('GK1003 a group that somebody was in begins with nobody else, though they be gone and never were in the circle', () => {
  let about: About = new Map(places.map((group) => [group, base.chain(group)]))
  const [hers, onHerWord] = phones as [TestDevice, TestDevice]
  about = tried(about, nurse, karens, memberControl(hers))
  about = tried(about, patient, base.circle, memberControl(onHerWord))
  about = tried(about, nurse, karens, { type: 'remove', device: hers.id })
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([hers.id])
})

test('GK1003 what the team let in as somebody else is not the daughter’s', () => {
  let about: About = new Map(places.map((group) => [group, base.chain(group)]))
  const [first, hers] = phones as [TestDevice, TestDevice]
  about = tried(about, nurse, base.circle, memberControl(first))
  about = tried(about, patient, base.circle, memberControl(hers))
  about = tried(about, nurse, base.private, { ...memberControl(hers), member: patient.member } as Control)
  expect(about.get(base.private)!.devices[hers.id]?.member).toBe(patient.member)
  expect(Object.keys(cared(about).get(karens)!.devices)).toEqual([first.id])
})
