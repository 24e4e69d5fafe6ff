/** Any controls in any order, honest or not: what holds whatever is applied, and that the table alone decides. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../lib/ids.ts'
import type { Control, GroupKind, Role } from '../protocol/control.ts'
import { anyControl, mutated } from '../testing/arbitraries.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { accessControl, createTestSpace, epochControl, memberControl, type TestSpace } from '../testing/test-space.ts'
import { applyControl, type ChainState } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'

const newcomers = (['admin', 'staff', 'associate', 'patient', 'family', 'ig'] as const).map((role) =>
  createTestDevice(`model ${role}`, role),
)

interface Step {
  readonly author: number
  readonly group: GroupKind
  readonly what: 'member' | 'remove' | 'epoch' | 'access'
  readonly target: number
  /** How many controls back the cited team head is. */
  readonly behind: number
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  author: fc.nat({ max: 13 }),
  group: fc.constantFrom('team', 'care', 'private', 'circle', 'board'),
  what: fc.constantFrom('member', 'remove', 'epoch', 'access'),
  target: fc.nat({ max: 13 }),
  behind: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 3 })),
})

function controlOf(made: TestSpace, group: GroupId, step: Step, target: TestDevice): Control {
  if (step.what === 'member') return memberControl(target)
  if (step.what === 'remove') return { type: 'remove', device: target.id }
  if (step.what === 'access') return accessControl(target)
  return epochControl(made.chain(group), made.teamOf(group))
}

function expectGrown(before: ChainState, after: ChainState): void {
  expect(after.seq).toBe(before.seq + 1)
  expect(after.hashes).toHaveLength(after.seq + 1)
  expect(after.hashes.at(-1)).toBe(after.head)
  expect(after.hashes.slice(0, -1)).toEqual(before.hashes)
  expect(after.teamSeqs.slice(0, -1)).toEqual(before.teamSeqs)
  expect(after.teamSeq).toBeGreaterThanOrEqual(before.teamSeq)
  expect(after.teamSeq).toBe(after.teamSeqs.at(-1))
  expect(after.epochs.slice(0, before.epochs.length)).toEqual(before.epochs)
  expect(after.access.slice(0, before.access.length)).toEqual(before.access)
  expect(after.cuts).toMatchObject(before.cuts)
  for (const [id, device] of Object.entries(before.devices)) {
    const now = after.devices[id as keyof typeof after.devices]
    expect(now).toMatchObject({ keys: device.keys, role: device.role, member: device.member, since: device.since })
    expect(now?.letInBy).toBe(device.letInBy)
    if (device.removedAt !== null) expect(now?.removedAt).toBe(device.removedAt)
  }
}

/** The table once more, over the author's role in the group and nothing else. */
function mayAtAll(kind: GroupKind, role: Role, step: Step, target: TestDevice, author: TestDevice): boolean {
  const clinical = role === 'admin' || role === 'staff'
  const hers = kind === 'private' || kind === 'circle'
  if (step.what === 'epoch') return clinical || (hers && role === 'patient')
  if (step.what === 'access') return kind === 'care' && clinical
  if (step.what === 'member') {
    if (kind === 'circle' && role === 'patient') return target.role === 'family'
    return kind === 'team' ? role === 'admin' || isOwnDevice(role, author, target) : clinical
  }
  if (author === target || role === 'admin') return true
  return kind !== 'team' && (clinical || (hers && role === 'patient' && target.role === 'family'))
}

function isOwnDevice(role: Role, author: TestDevice, target: TestDevice): boolean {
  return role === 'staff' && target.role === 'staff' && target.member === author.member
}

function roleIn(made: TestSpace, group: GroupId, device: TestDevice): Role | undefined {
  const inGroup = made.chain(group).devices[device.id]
  const inTeam = made.chain(made.team).devices[device.id]
  if (inGroup !== undefined && inGroup.removedAt === null) {
    const isGuestOfTeam = inGroup.role === 'associate' && (group === made.circle || group === made.board)
    return isGuestOfTeam && inTeam?.removedAt !== null ? undefined : inGroup.role
  }
  if (group === made.team || inTeam === undefined || inTeam.removedAt !== null) return undefined
  return inTeam.role === 'admin' || inTeam.role === 'staff' ? inTeam.role : undefined
}

function tryStep(made: TestSpace, step: Step): 'applied' | 'refused' {
  const everybody = [...Object.values(made.cast), ...newcomers]
  const author = everybody[step.author]!
  const target = everybody[step.target]!
  const group = made[step.group]
  const [chain, team] = [made.chain(group), made.teamOf(group)]
  const seq = team === undefined ? 0 : Math.max(team.seq - step.behind, 0)
  const over = team === undefined ? {} : { team: { seq, hash: team.hashes[seq]! } }
  const control = controlOf(made, group, step, target)
  const outcome = applyControl(chain, team, made.draft(author, group, control, over))
  if (!outcome.ok) return 'refused'
  expectGrown(chain, outcome.value)
  if (step.what === 'member') expect(outcome.value.devices[target.id]?.letInBy).toBe(author.id)
  if (step.behind > 0 && team !== undefined) return 'refused'
  const role = roleIn(made, group, author)
  expect(role, `${author.name} acts on ${step.group}`).toBeDefined()
  expect(mayAtAll(chain.kind, role!, step, target, author)).toBe(true)
  made.post(author, group, control)
  return 'applied'
}

test('MB33 whatever is tried, a chain only grows, and only by what the table allows', () => {
  let applied = 0
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 20, maxLength: 40 }), (steps) => {
      const made = createTestSpace()
      for (const step of steps) if (tryStep(made, step) === 'applied') applied++
      for (const group of [made.team, made.care, made.private]) {
        const chain = made.chain(group)
        expect(parseChainState(encodeChainState(chain))).toEqual({ ok: true, value: chain })
      }
    }),
    { numRuns: 25, seed: 20_260_701 },
  )
  expect(applied).toBeGreaterThan(50)
})

test('MB33 any control by anybody is answered, never thrown on', () => {
  const made = createTestSpace()
  const everybody = Object.values(made.cast)
  const groups = [made.team, made.care, made.private]
  fc.assert(
    fc.property(anyControl, fc.constantFrom(...everybody), fc.constantFrom(...groups), (control, author, group) => {
      const entry = made.draft(author, group, control)
      const outcome = applyControl(made.chain(group), made.teamOf(group), entry)
      if (control.type === 'genesis' || control.type === 'member' || control.type === 'epoch')
        expect(outcome.ok).toBe(false)
    }),
    { numRuns: 150 },
  )
})

test('MB32 a stored state reads back as itself, and altered bytes never throw', () => {
  const made = createTestSpace()
  const chain = made.chain(made.private)
  const bytes = encodeChainState(chain)
  expect(parseChainState(bytes)).toEqual({ ok: true, value: chain })
  fc.assert(
    fc.property(mutated(bytes), (other) => {
      const parsed = parseChainState(other)
      if (parsed.ok) expect(encodeChainState(parsed.value)).toEqual(other)
    }),
    { numRuns: 300 },
  )
})
