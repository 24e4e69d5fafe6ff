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
