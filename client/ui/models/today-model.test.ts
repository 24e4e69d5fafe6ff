/** Doors, the next visit and pins. Rules TD of client/ui/SPEC.md. */
import { expect, test } from 'vitest'
import type { TodayVisit } from '../../engine-api/queries.ts'
import { at, sampleNow } from '../testing/sample-cast.ts'
import { incompleteObservation } from '../testing/sample-record.ts'
import { sampleToday } from '../testing/sample-visits.ts'
import { findNext, findPins, groupByDoor } from './today-model.ts'

const { visits } = sampleToday
const [first, second, third] = visits as readonly [TodayVisit, TodayVisit, TodayVisit]

test('TD1 grouping keeps every visit in the order it came', () => {
  const doors = groupByDoor(visits)
  expect(doors.flatMap((door) => door.visits)).toEqual(visits)
  expect(doors.filter((door) => door.visits.length > 1).map((door) => door.household)).toEqual(['14 Mill Lane'])
})

test('TD1 visits without a recorded door are never put under one', () => {
  const homeless = visits.map((visit) => ({ ...visit, visit: { ...visit.visit, household: '' } }))
  expect(groupByDoor(homeless)).toHaveLength(visits.length)
})

test('TD2 the next visit is the one begun, else the first not begun, else none', () => {
  expect(findNext(visits)).toBe(third)
  const begun = { ...visits[5]!, state: 'started' as const }
  expect(findNext([...visits.slice(0, 5), begun])).toBe(begun)
  expect(findNext([first, second])).toBeUndefined()
})

test('TD3 an urgent score and a refused note are pinned, three at most', () => {
  const alarming = { ...third, latestObservation: { ...incompleteObservation, at: at('08:40') } }
  const refused: TodayVisit = {
    ...second,
    travel: { type: 'not-sent', since: at('09:11'), reason: { type: 'too-long-queued' } },
  }
  expect(findPins([first, refused, alarming], sampleNow).map(({ kind }) => kind)).toEqual(['news2', 'not-sent'])
  expect(findPins([alarming, alarming, refused, refused], sampleNow)).toHaveLength(3)
})

test('TD3 an old score, a low one and a finished visit are not pinned', () => {
  const old = { ...third, latestObservation: { ...incompleteObservation, at: at('09:19', 1) } }
  const done = { ...first, latestObservation: { ...incompleteObservation, at: at('08:40') } }
  expect(findPins([old, done, visits[3]!], sampleNow)).toEqual([])
})
