/**
 * Who looks after a person: given and taken back, to members and by a round,
 * opened and ended, rounds that change and colleagues who leave, in any order.
 * The model keeps plain sets; what the chains say must be the same.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant, MemberId, RoundId } from '../lib/ids.ts'
import type { AccessTarget, Control } from '../protocol/control.ts'
import { createTestDevice, seededId, type TestDevice } from '../testing/test-device.ts'
import { accessControl, createTestSpace, memberControl } from '../testing/test-space.ts'
import { applyControl, type ChainState } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'
import { isForGood, leavesNobody, lookingAfter, maySayWhoLooksAfter } from './looking-after.ts'
import { hasAccess, looksAfter } from './rights.ts'
import { takenBack } from './taking-back.ts'

const hour = 60 * 60_000
const made = createTestSpace('looking after')
const { admin, linkWorker, nurse, pharmacist } = made.cast
const ben = createTestDevice('looking after ben', 'staff')
made.post(admin, made.team, memberControl(ben))
const { care, team } = made
const round = seededId<RoundId>('looking after round')
const colleagues = [nurse, pharmacist, ben] as const

interface Step {
  readonly what: string
  readonly who: number
  readonly by: number
  readonly hours: number | null
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('give', 'give', 'take', 'take', 'give-round', 'take-round', 'round', 'open', 'end', 'leave'),
  who: fc.nat({ max: 2 }),
  by: fc.nat({ max: 3 }),
  hours: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null, freq: 2 }),
})

/** When what was given ends; by the last that was given after it was taken back, the longest counts. */
interface Model {
  readonly given: Map<string, (number | null)[]>
  readonly opened: Map<MemberId, number>
  onRound: readonly MemberId[]
  readonly left: Set<MemberId>
}

const byRound = 'the round'

/** Whoever was given something, whatever end it had. */
function isHeld(ends: readonly (number | null)[] | undefined, now: number): boolean {
  return (ends ?? []).some((end) => end === null || end > now)
}

function givenNow({ given, left, onRound }: Model, member: MemberId, now: number): boolean {
  const inRound = onRound.includes(member) && isHeld(given.get(byRound), now)
  return !left.has(member) && (inRound || isHeld(given.get(member), now))
}

/** The model's mind, where the chain lets it happen; false where it must refuse. */
function foresee(model: Model, { hours, what, who }: Step, now: number): boolean {
  const { given, left, opened } = model
  const { member } = colleagues[who]!
  const end = hours === null ? null : now + hours * hour
  const key = what.endsWith('round') ? byRound : member
  switch (what) {
    case 'give':
    case 'give-round':
      given.set(key, [...(given.get(key) ?? []), end])
      return true
    case 'take':
    case 'take-round': {
      const others = [...given].filter(([each]) => each !== key)
      if (!others.some(([, ends]) => ends.includes(null))) return false
      given.delete(key)
      return true
    }
    case 'round':
      model.onRound = hours === null ? [member] : colleagues.slice(0, hours % 4).map((each) => each.member)
      return true
    case 'open':
      if (left.has(member)) return false
      opened.set(member, now + (hours ?? 1) * hour)
      return true
    case 'end':
      opened.delete(member)
      return true
    default:
      if (left.has(member)) return false
      left.add(member)
      return true
  }
}

function controlOf({ hours, what, who }: Step, { onRound }: Model, now: number): Control {
  const each = colleagues[who]!
  const until = hours === null ? null : ((now + hours * hour) as Instant)
  const to: AccessTarget = what.endsWith('round') ? { type: 'round', round } : { type: 'member', member: each.member }
  switch (what) {
    case 'give':
    case 'give-round':
      return { type: 'access', to, reason: 'looks after', until }
    case 'take':
    case 'take-round':
      return { type: 'access', to, reason: 'no longer', until: takenBack }
    case 'round':
      return { type: 'round', round, staff: onRound }
    case 'open':
      return accessControl(each, (now + (hours ?? 1) * hour) as Instant)
    case 'end':
      return accessControl(each, now as Instant)
    default:
      return { type: 'remove', device: each.id }
  }
}

/** Whoever opens does so for herself, and may take herself off; what only an administrator may, she does. */
function authorOf({ by, what, who }: Step, { left }: Model): TestDevice {
  if (what === 'open') return colleagues[who]!
  const colleague = [...colleagues, admin][by]!
  const isOwnGift = what === 'give' && colleague === colleagues[who]
  const isAdmins = what === 'leave' || what === 'round' || what === 'end' || isOwnGift
  return isAdmins || left.has(colleague.member) ? admin : colleague
}

const unsigned = (author: TestDevice): TestDevice => ({ ...author, sign: () => new Uint8Array(64) })

function tryStep(chains: { care: ChainState; team: ChainState }, author: TestDevice, control: Control, now: number) {
  const group = control.type === 'access' ? care : team
  const [chain, parent] = group === care ? [chains.care, chains.team] : [chains.team, undefined]
  const place = { groupSeq: chain.seq + 1, prev: chain.head, writtenAt: now as Instant }
  const cited = parent === undefined ? {} : { team: { seq: parent.seq, hash: parent.head } }
  return applyControl(chain, parent, made.draft(unsigned(author), group, control, { ...place, ...cited }))
}

test('MB235 MB236 whatever is given, taken back, opened, ended and left in what order, the chains say who looks after her, and somebody was always left by the chain', () => {
  const counts = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 5, maxLength: 30 }), (steps) => {
      const chains = { care: made.chain(care), team: made.chain(team) }
      const model: Model = {
        given: new Map([[nurse.member as string, [null]]]),
        opened: new Map(),
        onRound: [],
        left: new Set(),
      }
      let now = made.now + hour
      for (const step of steps) {
        now += 20 * 60_000
        const author = authorOf(step, model)
        const mayHappen = foresee(model, step, now)
        const outcome = tryStep(chains, author, controlOf(step, model, now), now)
        const refusal = outcome.ok ? null : outcome.error.type
        if (step.what.startsWith('take')) expect(refusal).toBe(mayHappen ? null : 'last-access')
        else expect(outcome.ok, `${step.what}: ${refusal}`).toBe(mayHappen)
        counts.set(`${step.what} ${mayHappen}`, (counts.get(`${step.what} ${mayHappen}`) ?? 0) + 1)
        if (outcome.ok) {
          const kept = parseChainState(encodeChainState(outcome.value))
          if (!kept.ok) throw new Error('not kept')
          chains[outcome.value.kind === 'care' ? 'care' : 'team'] = kept.value
        }
        const inTeam = colleagues.filter(({ member }) => !model.left.has(member)).map(({ member }) => member)
        for (const member of inTeam) {
          const isGiven = givenNow(model, member, now)
          expect(looksAfter(chains.care, chains.team, member, now as Instant)).toBe(isGiven)
          const isOpen = (model.opened.get(member) ?? 0) > now
          expect(hasAccess(chains.care, chains.team, member, now as Instant)).toBe(isGiven || isOpen)
        }
        // For good is what lasts, however long it is.
        const lasts = Number.MAX_SAFE_INTEGER
        const forGood = inTeam.filter((member) => givenNow(model, member, lasts)).sort()
        expect([...lookingAfter(chains.care, chains.team)].sort()).toEqual(forGood)
        expect(chains.care.access.some((access) => isForGood(chains.care, access))).toBe(true)
      }
    }),
    { numRuns: 60, seed: 20_261_128 },
  )
  for (const what of ['give true', 'take true', 'take false', 'give-round true', 'take-round true', 'open true'])
    expect(counts.get(what) ?? 0, what).toBeGreaterThan(20)
})

test('MB237 who looks after her says who else does, an administrator too; who opened the record, an associate and who left do not', () => {
  const here = createTestSpace('who says')
  const { cast } = here
  const may = (device: TestDevice, after = 0) =>
    maySayWhoLooksAfter(here.chain(here.care), here.chain(here.team), device.id, (here.now + after) as Instant)
  here.post(cast.pharmacist, here.care, accessControl(cast.pharmacist, (here.now + hour) as Instant))
  const who = [cast.nurse, cast.admin, cast.pharmacist, cast.linkWorker, cast.governance, cast.stranger]
  expect(who.map((device) => may(device))).toEqual([true, true, false, false, false, false])
  here.post(cast.admin, here.care, accessControl(cast.pharmacist, null))
  here.post(cast.nurse, here.care, accessControl(cast.nurse, takenBack))
  expect([may(cast.nurse), may(cast.pharmacist)]).toEqual([false, true])
  here.post(cast.admin, here.team, { type: 'remove', device: cast.pharmacist.id })
  expect(may(cast.pharmacist)).toBe(false)
})

test('MB237 nobody is left with nobody: by a member, by a round, and by a round that would be empty', () => {
  const here = createTestSpace('left')
  const { cast, chain, draft, post } = here
  const toRound = (until: Instant | null): Control => ({
    ...{ type: 'access', to: { type: 'round', round }, reason: 'round', until },
  })
  const set = (...staff: readonly TestDevice[]): Control => ({
    ...{ type: 'round', round },
    staff: staff.map(({ member }) => member),
  })
  const leaves = (control: Control) => {
    const isCare = control.type === 'access'
    const group = isCare ? here.care : here.team
    const next = applyControl(chain(group), here.teamOf(group), draft(cast.admin, group, control))
    if (!next.ok) return next.error.type
    return leavesNobody(chain(here.care), chain(here.team), { [isCare ? 'care' : 'team']: next.value })
  }
  post(cast.admin, here.team, set())
  post(cast.nurse, here.care, toRound(null))
  // The chain alone would have it so: there is a round, with nobody on it.
  expect(leaves(accessControl(cast.nurse, takenBack))).toBe(true)
  post(cast.admin, here.team, set(cast.pharmacist))
  expect(leaves(accessControl(cast.nurse, takenBack))).toBe(false)
  post(cast.nurse, here.care, accessControl(cast.nurse, takenBack))
  expect(leaves(set())).toBe(true)
  expect(leaves(set(linkWorker))).toBe(true)
  expect(leaves(set(cast.nurse))).toBe(false)
  expect(leaves(toRound(takenBack))).toBe('last-access')
  // Whom nobody looks after as it is, nothing leaves with nobody.
  post(cast.admin, here.team, { type: 'remove', device: cast.pharmacist.id })
  expect(leaves(set())).toBe(false)
})
