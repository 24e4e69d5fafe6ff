/** When a team may begin anybody's record. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../lib/ids.ts'
import { type Control, circleIdOf } from '../protocol/control.ts'
import { createTestDevice, seededBytes, seededId, type TestDevice } from '../testing/test-device.ts'
import { createTestSpace, genesisControl, memberControl } from '../testing/test-space.ts'
import { applyControl, signerOf } from './chain.ts'
import { isReadyForPeople } from './readiness.ts'

const root = seededBytes('root key', 32)
const kit: Control = { type: 'kit', proposed: null }

type Step = 'kit' | 'kit-by-staff' | 'admin' | 'own-device' | 'staff' | 'remove-admin'
const steps = fc.array(fc.constantFrom<Step>('kit', 'kit-by-staff', 'admin', 'own-device', 'staff', 'remove-admin'), {
  maxLength: 8,
})

test('MB80 MB81 nobody’s chain begins before the kit is kept and two people are administrators, whatever came before', () => {
  fc.assert(
    fc.property(steps, (wanted) => {
      const made = createTestSpace('real', { peopled: false, root })
      const { cast, draft, person, space, team } = made
      made.post(cast.admin, team, memberControl(cast.nurse))
      const others: TestDevice[] = []
      let kept = false
      wanted.forEach((step, at) => {
        const newcomer = createTestDevice(`newcomer ${at}`, step === 'staff' ? 'staff' : 'admin')
        if (step === 'kit-by-staff') {
          expect(applyControl(made.chain(team), undefined, draft(cast.nurse, team, kit)).ok).toBe(false)
        } else if (step === 'kit') {
          made.post(cast.admin, team, kit)
          kept = true
        } else if (step === 'remove-admin') {
          const gone = others.pop()
          if (gone !== undefined) made.post(cast.admin, team, { type: 'remove', device: gone.id })
        } else if (step === 'admin' && made.chain(team).pairedAt !== null) {
          const alone = applyControl(made.chain(team), undefined, draft(cast.admin, team, memberControl(newcomer)))
          expect(alone).toMatchObject({ error: { type: 'needs-second' } })
        } else {
          const member = step === 'own-device' ? cast.admin.member : newcomer.member
          made.post(cast.admin, team, { ...(memberControl(newcomer) as object), member } as Control)
          if (step === 'admin') others.push(newcomer)
        }
        const isReady = kept && others.length > 0
        const chain = made.chain(team)
        expect(isReadyForPeople(chain, chain.seq)).toBe(isReady)
        const places = { care: seededId<GroupId>('care'), private: seededId<GroupId>('own') }
        for (const [kind, group] of [
          ['care', places.care],
          ['private', places.private],
          ['circle', circleIdOf(space, person)],
        ] as const) {
          const entry = draft(cast.nurse, group, genesisControl(cast.nurse, kind, 'x', person))
          const begun = applyControl(undefined, chain, entry)
          expect(begun.ok ? 'begun' : begun.error.type).toBe(isReady ? 'begun' : 'not-ready')
        }
      })
    }),
    { numRuns: 40 },
  )
})

test('MB80 the board and the team’s own devices wait for nothing, and a team without a root key is as before', () => {
  const real = createTestSpace('board first', { peopled: false, root })
  expect(real.found(real.cast.admin, 'board', 'board')).toBe(real.board)
  expect(createTestSpace('demo').chain(createTestSpace('demo').care).kind).toBe('care')
})

test('MB80 it is judged as of the cited head: what came later does not make an earlier beginning good', () => {
  const made = createTestSpace('cited', { peopled: false, root })
  const { cast, draft, person, team } = made
  const early = draft(cast.admin, made.care, genesisControl(cast.admin, 'care', 'x', person))
  made.post(cast.admin, team, kit)
  made.post(cast.admin, team, memberControl(createTestDevice('second', 'admin')))
  expect(applyControl(undefined, made.chain(team), early)).toMatchObject({ error: { type: 'not-ready' } })
  expect(made.found(cast.admin, 'care', 'care')).toBe(made.care)
})

test('MB80 two administrators before the kit is kept are not enough either, as of the cited head', () => {
  const made = createTestSpace('kit last', { peopled: false, root })
  const { cast, draft, person, team } = made
  made.post(cast.admin, team, memberControl(createTestDevice('second', 'admin')))
  const early = draft(cast.admin, made.care, genesisControl(cast.admin, 'care', 'x', person))
  made.post(cast.admin, team, kit)
  expect(applyControl(undefined, made.chain(team), early)).toMatchObject({ error: { type: 'not-ready' } })
})

test('MB81 a kit is kept under the root key alone, on the team chain alone, and only where there is one', () => {
  const made = createTestSpace('signed', { peopled: false, root })
  const { cast, draft, team } = made
  const entry = draft(cast.admin, team, kit)
  expect(signerOf(made.chain(team), undefined, entry)).toEqual({ ok: true, value: root })
  made.found(cast.admin, 'board', 'board')
  const onBoard = draft(cast.admin, made.board, kit)
  expect(signerOf(made.chain(made.board), made.chain(team), onBoard).ok).toBe(false)
  expect(applyControl(made.chain(made.board), made.chain(team), onBoard)).toMatchObject({
    error: { type: 'wrong-kind' },
  })
  const demo = createTestSpace('without', { peopled: false })
  const there = demo.draft(demo.cast.admin, demo.team, kit)
  expect(signerOf(demo.chain(demo.team), undefined, there).ok).toBe(false)
  expect(applyControl(demo.chain(demo.team), undefined, there)).toMatchObject({ error: { type: 'wrong-kind' } })
  made.post(cast.admin, team, kit)
  const first = made.chain(team).kitKeptAt
  made.post(cast.admin, team, kit)
  expect(made.chain(team).kitKeptAt).toBe(first)
})
