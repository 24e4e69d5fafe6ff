import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { instantAt } from '../../domain/clock-times.ts'
import type { Day } from '../../domain/ids.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import { nextCall } from './next-call.ts'

const date = '2026-11-30'
const now = instantAt('2026-11-29' as Day, '18:00')
const aisha = { memberId: 'a1'.repeat(16), name: 'Aisha Rahman', role: 'community nurse' } as never
const visit: VisitRow = {
  ...{ visitId: '01'.repeat(16), personId: 'd0'.repeat(16), date, memberId: 'a1'.repeat(16) },
  ...{ from: '10:00', to: null, window: null, reason: 'Leg dressing', tag: null, order: 1, household: '' },
}

function told(visits: readonly VisitRow[], told: ReturnType<typeof nextCall> = null) {
  return nextCall({ now, visits, off: [], isFinished: () => false, signatureOf: () => aisha, told })
}

test('SR890 a visit set to two times apart is not told, what was told of it is taken back, and the others are told', () => {
  const first = told([visit])
  expect(first?.from).toBe(instantAt(date as Day, '10:00'))
  const times = ['10:00', '11:00'].map((from) => ({ from, to: null, window: null }))
  const apart = { ...visit, from: '10:00 / 11:00', times }
  expect(told([apart], first)).toBeNull()
  const later = { ...visit, visitId: '02'.repeat(16), from: '14:00' }
  expect(told([apart, later], first)?.from).toBe(instantAt(date as Day, '14:00'))
})

test('SR890 whatever a plan holds as a time, a call that is told has times, and the one that is right is told', () => {
  const words = fc.oneof(fc.string(), fc.constantFrom('10:00 / 11:00', '25:00', '9:30', '', '12:60', '23:59'))
  const some = fc.record({ from: fc.option(words), to: fc.option(words), window: fc.option(words) })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 4 }), (others) => {
      const day = others.map((times, at) => ({ ...visit, ...times, visitId: `b${at}`.repeat(16) }))
      const call = told([...day, { ...visit, from: '00:00', to: '23:59' }])
      expect(call).not.toBeNull()
      expect([call!.from, call!.to].every((at) => Number.isSafeInteger(at as Instant))).toBe(true)
    }),
  )
})
