/** Phones that hand over on one chain and not yet on another, and are removed meanwhile, in whatever order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { applyControl, type ChainState } from '../../../shared/membership/chain.ts'
import type { Control } from '../../../shared/protocol/control.ts'
import { createTestDevice, type TestDevice } from '../../../shared/testing/test-device.ts'
import { createTestSpace, memberControl } from '../../../shared/testing/test-space.ts'
import { toLetIn } from './circle-plan.ts'
import { devicesOf } from './devices-of.ts'
import { identitiesOf, leftToRemove, placesOf } from './lost-phones.ts'

const base = createTestSpace('lost phones')
const { nurse, patient, relative } = base.cast
const further = createTestDevice('a further phone', 'patient', patient.member)
const [hers, karens] = ['hers', 'Karen’s'].map((name) => base.found(nurse, 'private', name)) as [GroupId, GroupId]
for (const [group, device] of [
  ...[[hers, patient] as const, [hers, further] as const, [karens, relative] as const],
  [base.circle, further] as const,
])
  base.post(nurse, group, memberControl(device))
const groups = [base.circle, hers, karens]

type About = ReadonlyMap<GroupId, ChainState>
const start: About = new Map(groups.map((group) => [group, base.chain(group)]))

/** Each phone under the names it takes one after the other. */
const phones = [patient, further, relative].map((first, at): readonly [TestDevice, ...TestDevice[]] => [
  first,
  ...[1, 2].map((turn) => createTestDevice(`phone ${at}, ${turn}`, first.role, first.member)),
])

function applied(about: About, author: TestDevice, group: GroupId, control: Control): About {
  const chain = about.get(group)!
  const heads = { groupSeq: chain.seq + 1, prev: chain.head }
  const entry = base.draft({ ...author, sign: () => new Uint8Array(64) }, group, control, heads)
  const next = applyControl(chain, base.teamOf(group), entry)
  return next.ok ? new Map(about).set(group, next.value) : about
}

const all = (about: About) => [...about.values()]
const isIn = (about: About, group: GroupId, { id }: TestDevice) => about.get(group)!.devices[id]?.removedAt === null
const isAnywhere = (about: About, device: TestDevice) => groups.some((group) => isIn(about, group, device))

/** As `handOver` does: the identity that is still in somewhere and has another after it, on one chain. */
function handOver(about: About, names: readonly TestDevice[], group: GroupId): About {
  const at = names.findIndex((each) => isAnywhere(about, each))
  const [old, next] = [names[at], names[at + 1]]
  if (old === undefined || next === undefined) return about
  const control: Control = isIn(about, group, next)
    ? { type: 'remove', device: old.id }
    : { type: 'succeed', keys: next.keys }
  return applied(about, old, group, control)
}

/** What the circle asks for, and Karen’s own group. */
function letIn(about: About, [{ member, role }]: readonly [TestDevice, ...TestDevice[]], group: GroupId): About {
  if (group === hers || (group === karens && member !== relative.member)) return about
  const missing = toLetIn(
    about.get(group)!,
    devicesOf({ team: () => base.chain(base.team) }, all(about), { member, role }),
  )
  return missing.reduce((now, each) => applied(now, nurse, group, { type: 'member', ...each }), about)
}

const anyStep = fc.record({
  what: fc.constantFrom<'hand-over' | 'let-in' | 'lose'>('hand-over', 'hand-over', 'hand-over', 'let-in', 'lose'),
  phone: fc.nat({ max: phones.length - 1 }),
  group: fc.nat({ max: groups.length - 1 }),
  name: fc.nat({ max: 2 }),
  /** Controls that get through. */
  most: fc.nat({ max: 3 }),
})

test('GK840 whichever of its names is removed, and wherever whoever does it is cut off, a lost phone is nowhere in the end, and no other is touched', () => {
  let [halfOver, removed] = [0, 0]
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 16 }), (steps) => {
      let about = start
      const lost = new Set<readonly TestDevice[]>()
      const remove = (places: ReturnType<typeof placesOf>) => {
        for (const { device, group } of places) about = applied(about, nurse, group, { type: 'remove', device })
      }
      const expectOthersLeft = () => {
        const ids = new Set([...lost].flat().map(({ id }) => id))
        expect(leftToRemove(all(about)).filter(({ device }) => !ids.has(device))).toEqual([])
      }
      for (const { group: at, most, name, phone, what } of steps) {
        const [names, group] = [phones[phone]!, groups[at]!]
        if (what === 'hand-over') about = handOver(about, names, group)
        if (what === 'let-in') about = letIn(about, names, group)
        if (what === 'lose') {
          const named = names.filter((each) => isAnywhere(about, each))
          const chosen = named[name % Math.max(named.length, 1)]
          const places = chosen === undefined ? [] : placesOf(all(about), chosen.id)
          if (named.length > 1 && most > 0) halfOver++
          if (most > 0 && places.length > 0) lost.add(names)
          remove(places.slice(0, most))
        }
        expectOthersLeft()
      }
      for (let turn = 0; turn < 4; turn++) remove(leftToRemove(all(about)))
      for (const names of lost) {
        removed++
        expect(names.filter((each) => isAnywhere(about, each)).map(({ name }) => name)).toEqual([])
      }
      for (const names of phones.filter((each) => !lost.has(each)))
        expect(names.some((each) => isAnywhere(about, each))).toBe(true)
    }),
    { numRuns: 500 },
  )
  expect(Math.min(halfOver, removed)).toBeGreaterThan(50)
})

test('GK840 whoever removes it is cut off after Karen’s own group: under the name it has in the circle it is not let in there again', () => {
  const names = phones[2]!
  let about = handOver(start, names, base.circle)
  about = applied(about, nurse, karens, { type: 'remove', device: relative.id })
  about = letIn(about, names, karens)
  expect(leftToRemove(all(about))).toEqual([{ group: base.circle, device: names[1]!.id }])
})

test('GK840 two identities that an old one handed over to on two chains are the same phone as it, and not as one another', () => {
  const [owners, thiefs] = [phones[0]![1]!, createTestDevice('a copy', 'patient', patient.member)]
  let about = applied(start, patient, hers, { type: 'succeed', keys: owners.keys })
  about = applied(about, patient, base.circle, { type: 'succeed', keys: thiefs.keys })
  expect(identitiesOf(all(about), patient.id)).toEqual(new Set([patient.id, owners.id, thiefs.id]))
  expect(identitiesOf(all(about), thiefs.id)).toEqual(new Set([thiefs.id, patient.id]))
  expect(placesOf(all(about), thiefs.id)).toEqual([{ group: base.circle, device: thiefs.id }])
})
