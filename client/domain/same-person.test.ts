/** One person entered twice: seen, told apart, left for the other. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DirectoryRow } from './projections/rows.ts'
import { findAlike, findDoubles, goesOnWith } from './same-person.ts'

const row = (personId: string, over: Partial<DirectoryRow> = {}): DirectoryRow => ({
  personId,
  name: { family: 'Ashworth', given: 'Doreen', title: 'Mrs', preferred: '' },
  ...{ born: '1946-03-14', gender: '', nhsNumber: '', roundId: 'r', namedNurse: '', face: '', address: '', phone: '' },
  ...over,
})
const listOf = (...rows: readonly DirectoryRow[]) => new Map(rows.map((each) => [each.personId, each]))
const idsOf = (rows: readonly DirectoryRow[]) => rows.map(({ personId }) => personId).sort()
const name = (family: string, given: string) => ({ family, given, title: '', preferred: '' })

test('PN160 the same number is the same person, whatever the name; so are one name and one birthday, however written', () => {
  const list = listOf(
    row('a', { nhsNumber: '9990000018', name: name('Smith', 'Mary') }),
    row('b', { name: name('O’Néill', 'Mary Ann') }),
    row('c', { born: '1950-01-01' }),
  )
  const who = (over: Partial<DirectoryRow>) => findAlike(list, row('new', over))
  expect(idsOf(who({ nhsNumber: '9990000018' }))).toEqual(['a'])
  expect(idsOf(who({ name: name('oneill', 'MARY') }))).toEqual(['b'])
  expect(who({ name: name('Neill', 'Mary') })).toEqual([])
  expect(who({})).toEqual([])
  expect(who({ born: '', name: name('', '') })).toEqual([])
  for (const half of [{ born: '' }, { name: name('', 'Mary') }, { name: name('Smith', '') }])
    expect(findAlike(listOf(row('d', half)), row('new', half))).toEqual([])
})

test('PN161 an entry made twice is seen from both; two numbers, or somebody’s word, tell namesakes apart', () => {
  const twice = listOf(row('a', { nhsNumber: '9990000018' }), row('b'))
  expect(idsOf(findDoubles(twice, 'a'))).toEqual(['b'])
  expect(idsOf(findDoubles(twice, 'b'))).toEqual(['a'])
  const numbered = listOf(row('a', { nhsNumber: '9990000018' }), row('b', { nhsNumber: '9990000026' }))
  expect(findDoubles(numbered, 'a')).toEqual([])
  for (const nhsNumber of ['9990000018', '9990000026 or 9990000018']) {
    const same = listOf(row('a', { nhsNumber: '9990000018' }), row('b', { nhsNumber, name: name('Smith', 'Mary') }))
    expect([...idsOf(findDoubles(same, 'a')), ...idsOf(findDoubles(same, 'b'))]).toEqual(['b', 'a'])
  }
  const told = listOf(row('a'), row('b', { notSame: ['a'] }))
  expect([...findDoubles(told, 'a'), ...findDoubles(told, 'b')]).toEqual([])
})

test('PN162 what was left for another is no double any more', () => {
  const left = listOf(row('a'), row('b', { sameAs: 'a' }), row('c'))
  expect(goesOnWith(left, 'b')).toBe('a')
  expect(idsOf(findDoubles(left, 'a'))).toEqual(['c'])
  expect(findDoubles(left, 'b')).toEqual([])
})

test('PN162 whoever leaves whom, apart and in circles: all go on in one entry that is there, and no person is without one', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const links = fc.dictionary(id, fc.oneof(id, fc.constant('nobody')))
  fc.assert(
    fc.property(links, (sameAs) => {
      const rows = ['a', 'b', 'c', 'd', 'e'].map((each) => row(each, sameAs[each] ? { sameAs: sameAs[each] } : {}))
      const list = listOf(...rows)
      for (const each of list.keys()) {
        const kept = goesOnWith(list, each)
        expect(list.has(kept)).toBe(true)
        expect(goesOnWith(list, kept)).toBe(kept)
        const next = list.get(each)?.sameAs
        if (next !== undefined && list.has(next)) expect(goesOnWith(list, next)).toBe(kept)
      }
    }),
  )
})
