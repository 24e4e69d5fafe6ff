/** Who says who is on a round: an administrator, and of herself whoever leaves it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId, RoundId } from '../lib/ids.ts'
import type { Control } from '../protocol/control.ts'
import { seededId, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, type TestSpace } from '../testing/test-space.ts'
import { applyControl } from './chain.ts'
import { encodeChainState, parseChainState } from './chain-codec.ts'

function attempt({ chain, draft, teamOf }: TestSpace, author: TestDevice, group: GroupId, control: Control) {
  return applyControl(chain(group), teamOf(group), draft(author, group, control))
}

const refused = (type: string) => ({ ok: false, error: { type } })

test('MB41 a colleague leaves a round she is on, and changes nothing else of any', () => {
  const made = createTestSpace()
  const { cast, team, post } = made
  const round = seededId<RoundId>('north')
  const all = [cast.admin, cast.nurse, cast.pharmacist, cast.governance, cast.linkWorker]
  const members = (some: readonly TestDevice[]) => some.map(({ member }) => member)
  const tried = { left: 0, refused: 0 }
  fc.assert(
    fc.property(
      fc.subarray(all),
      fc.shuffledSubarray(all),
      fc.boolean(),
      // Mostly those who may leave, or too few of them come up.
      fc.constantFrom(...all, cast.nurse, cast.pharmacist, cast.nurse, cast.pharmacist),
      (before, any, isJustOff, author) => {
        post(cast.admin, team, { type: 'round', round, staff: members(before) })
        const after = isJustOff ? before.filter((each) => each !== author) : any
        const outcome = attempt(made, author, team, { type: 'round', round, staff: members(after) })
        const isLeaving =
          before.includes(author) && members(after).join() === members(before.filter((each) => each !== author)).join()
        const isClinical = author === cast.nurse || author === cast.pharmacist
        const may = author === cast.admin || (isClinical && isLeaving)
        expect(outcome.ok).toBe(may)
        if (!may) expect(outcome).toEqual(refused('own-round'))
        if (isClinical) tried[may ? 'left' : 'refused']++
      },
    ),
    { numRuns: 300 },
  )
  expect(Math.min(tried.left, tried.refused)).toBeGreaterThan(5)
})

test('MB41 nobody but an administrator puts herself or others on a round', () => {
  const made = createTestSpace()
  const { cast, team, post } = made
  const round = seededId<RoundId>('north')
  const set = (...staff: readonly TestDevice[]): Control => ({
    ...{ type: 'round', round },
    staff: staff.map(({ member }) => member),
  })
  expect(attempt(made, cast.nurse, team, set(cast.nurse))).toEqual(refused('own-round'))
  expect(attempt(made, cast.nurse, team, set(cast.pharmacist, cast.nurse))).toEqual(refused('own-round'))
  post(cast.admin, team, set(cast.nurse))
  expect(attempt(made, cast.nurse, team, set(cast.nurse, cast.pharmacist))).toEqual(refused('own-round'))
  post(cast.nurse, team, set())
  expect(attempt(made, cast.nurse, team, set(cast.nurse))).toEqual(refused('own-round'))
  expect(attempt(made, cast.admin, team, set(cast.admin))).toMatchObject({ ok: true })
})

test('MB991 an administrator who puts herself on a round stands on the chain with when, each time; whom she or another puts on or takes off does not', () => {
  const rounds = ['north', 'south'].map((name) => seededId<RoundId>(name))
  fc.assert(
    fc.property(
      fc.array(fc.record({ isSouth: fc.boolean(), others: fc.boolean(), her: fc.boolean(), byNurse: fc.boolean() })),
      (steps) => {
        const made = createTestSpace()
        const { cast, chain, post, team } = made
        const wanted: { readonly round: RoundId; readonly member: string }[] = []
        for (const { byNurse, her, isSouth, others } of steps) {
          const round = rounds[isSouth ? 1 : 0]!
          const before = chain(team).rounds[round] ?? []
          const staff = byNurse
            ? before.filter((member) => member !== cast.nurse.member)
            : [...(others ? [cast.nurse.member] : []), ...(her ? [cast.admin.member] : [])]
          if (byNurse && staff.length === before.length) continue
          if (!before.includes(cast.admin.member) && staff.includes(cast.admin.member))
            wanted.push({ round, member: cast.admin.member })
          post(byNurse ? cast.nurse : cast.admin, team, { type: 'round', round, staff })
        }
        const { ownRounds } = chain(team)
        expect(ownRounds.map(({ member, round }) => ({ round, member }))).toEqual(wanted)
        expect(ownRounds.every(({ writtenAt }) => writtenAt > 0)).toBe(true)
        expect(parseChainState(encodeChainState(chain(team)))).toEqual({ ok: true, value: chain(team) })
      },
    ),
    { numRuns: 60 },
  )
})
