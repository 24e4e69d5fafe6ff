/** Visits that cannot all be meant. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findClashes, type VisitFact } from './visit-clashes.ts'

const visit = (visitId: string, more: Partial<VisitFact> = {}): VisitFact => ({
  visitId,
  personId: `person of ${visitId}`,
  memberId: 'aisha',
  from: '09:30',
  to: '10:00',
  household: '',
  ...more,
})

const typesOf = (...visits: readonly VisitFact[]) => findClashes(visits).map(({ type }) => type)

test('SC10 a visit given to two members apart, two to one person and one member at two doors at one time are found', () => {
  expect(typesOf(visit('a', { members: ['aisha', 'ben'] }))).toEqual(['two-members'])
  expect(typesOf(visit('a', { personId: 'p' }), visit('b', { personId: 'p', memberId: 'ben' }))).toEqual([
    'same-person',
  ])
  expect(typesOf(visit('a'), visit('b', { from: '09:45', to: null }))).toEqual(['same-member'])
})

test('SC10 one after the other, any time, another member or one door is no clash', () => {
  expect(typesOf(visit('a'), visit('b', { from: '10:00', to: '10:30' }))).toEqual([])
  expect(typesOf(visit('a'), visit('b', { from: null, to: null }))).toEqual([])
  expect(typesOf(visit('a'), visit('b', { memberId: 'ben' }))).toEqual([])
  expect(typesOf(visit('a', { household: '6 Kiln' }), visit('b', { household: '6 Kiln' }))).toEqual([])
})

test('SC10 times touch where one begins before the other ends, or both begin at once; a visit without an end is at its start', () => {
  const span = (from: string | null, to: string | null) => typesOf(visit('a'), visit('b', { from, to }))
  expect(span('09:00', '09:45')).toEqual(['same-member'])
  expect(span('09:00', '09:30')).toEqual([])
  expect(span('09:00', null)).toEqual([])
  expect(span('09:30', null)).toEqual(['same-member'])
  const anyTime = { from: null, to: null }
  expect(typesOf(visit('a', anyTime), visit('b', anyTime))).toEqual([])
  expect(typesOf(visit('a', anyTime), visit('b'))).toEqual([])
  const atStart = { from: '09:30', to: null }
  expect(typesOf(visit('a', atStart), visit('b', atStart))).toEqual(['same-member'])
  expect(typesOf(visit('a', atStart), visit('b', { from: '09:00', to: '10:00' }))).toEqual(['same-member'])
  expect(typesOf(visit('a', atStart), visit('b', { from: '09:00', to: '09:30' }))).toEqual([])
})

test('SC10 of several times or members each may be meant', () => {
  const times = [
    { from: '09:00', to: '09:20', window: 'morning' as const },
    { from: '14:00', to: '14:20', window: 'afternoon' as const },
  ]
  expect(typesOf(visit('a', { times }), visit('b', { from: '14:10', to: null }))).toEqual(['two-times', 'same-member'])
  expect(typesOf(visit('a', { from: '14:10', to: null }), visit('b', { times }))).toEqual(['same-member', 'two-times'])
  expect(typesOf(visit('a', { members: ['aisha', 'ben'] }), visit('b'))).toEqual(['two-members', 'same-member'])
  expect(typesOf(visit('a'), visit('b', { members: ['ben', 'aisha'] }))).toEqual(['same-member', 'two-members'])
})

test('SC10 what nobody knows is the same as nothing: whom it is for, who goes, and which door it is', () => {
  expect(typesOf(visit('a', { personId: '' }), visit('b', { personId: '' }))).toEqual(['same-member'])
  expect(typesOf(visit('a', { memberId: '' }), visit('b', { memberId: '' }))).toEqual([])
  expect(typesOf(visit('a', { household: '6 Kiln' }), visit('b', { household: '7 Kiln' }))).toEqual(['same-member'])
  const [clash] = findClashes([visit('a', { personId: 'p', memberId: 'ben' }), visit('b', { personId: 'p' })])
  expect(clash).toEqual({ type: 'same-person', visitIds: ['a', 'b'], memberIds: ['aisha', 'ben'] })
})

test('SC10 the order of the visits does not matter, and a visit more takes no clash away', () => {
  const time = fc.constantFrom(null, '09:00', '09:30', '10:00')
  const some = fc.uniqueArray(
    fc.record({
      visitId: fc.constantFrom('a', 'b', 'c', 'd'),
      personId: fc.constantFrom('p', 'q'),
      memberId: fc.constantFrom('aisha', 'ben'),
      from: time,
      to: time,
      household: fc.constantFrom('', 'h'),
    }),
    { selector: ({ visitId }) => visitId },
  )
  fc.assert(
    fc.property(some, (visits) => {
      const all = findClashes(visits)
      expect(findClashes([...visits].reverse())).toEqual(all)
      for (const gone of visits) {
        expect(all).toEqual(expect.arrayContaining([...findClashes(visits.filter((each) => each !== gone))]))
      }
    }),
  )
})
