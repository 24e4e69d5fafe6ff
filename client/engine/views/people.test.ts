import { describe, expect, test } from 'vitest'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { type PeopleFacts, peopleView } from './people.ts'

function person(given: string, family: string, nhsNumber = ''): DirectoryRow {
  const rest = { born: '', gender: '', roundId: '', namedNurse: '', face: '', address: '', phone: '' }
  return { personId: `${given} ${family}`, name: { given, family, title: '', preferred: '' }, nhsNumber, ...rest }
}

const listOf = (...people: readonly DirectoryRow[]): PeopleFacts['directory'] =>
  new Map(people.map((row) => [row.personId, row]))

const directory = listOf(
  person('Zoë', 'Ashworth', '9990000018'),
  person('Doreen', 'Ashworth'),
  person('Ali', "O'Brien-Khan"),
)
const found = (search: string) =>
  peopleView({ search, directory, newMessagesByPerson: new Map() }).rows.map(({ person: { name } }) => name.given)

describe('people', () => {
  test('QV4 any part of a name finds, without accents or case, and in the order of names', () => {
    expect(found('')).toEqual(['Doreen', 'Zoë', 'Ali'])
    expect(found('ashw')).toEqual(['Doreen', 'Zoë'])
    expect(found('zoe ash')).toEqual(['Zoë'])
    expect(found('khan')).toEqual(['Ali'])
    expect(found('obrien')).toEqual(['Ali'])
    expect(found('hworth')).toEqual([])
  })

  test('QV4 of two NHS numbers recorded apart each finds', () => {
    const two = { ...person('Dot', 'Marlow'), nhsNumber: '9990000018 or 9990000026' }
    const search = (digits: string) =>
      peopleView({ search: digits, directory: listOf(two), newMessagesByPerson: new Map() })
    expect(search('9990000026').rows).toHaveLength(1)
    expect(search('9990000034').rows).toHaveLength(0)
  })

  test('QV4 an NHS number finds as it is typed, with or without its spaces', () => {
    expect(found('999 000')).toEqual(['Zoë'])
    expect(found('9990000018')).toEqual(['Zoë'])
    expect(found('111')).toEqual([])
  })

  test('QV4 a date of birth finds as it is shown, or in numbers', () => {
    const born = listOf({ ...person('Dot', 'Marlow'), born: '1947-03-14' }, person('Ann', 'Marlow'))
    const search = (typed: string) => peopleView({ search: typed, directory: born, newMessagesByPerson: new Map() })
    for (const typed of ['14-Mar-1947', '14 march 1947', '14/03/1947', '14.3.1947']) {
      expect([typed, search(typed).rows.length]).toEqual([typed, 1])
    }
    expect(search('14-Apr-1947').rows).toHaveLength(0)
  })

  test('AU222 the code by which the audit calls a person finds her, however it is written, and nobody else', () => {
    const ids = [
      'aaaa00000000000000000000009674dd',
      'aaaa0000000000000000000000123456',
      'bbbb00000000000000000000009674dd',
    ]
    const [joan, ann, old] = ids.map((personId, at) => ({
      ...person(['Joan', 'Ann', 'Joanne'][at]!, 'Marlow'),
      personId,
    }))
    const all = listOf(joan!, ann!, person('Dee', 'Abe'))
    const search = (typed: string, directory = all) =>
      peopleView({ search: typed, directory, newMessagesByPerson: new Map() }).rows.map(
        ({ person: row }) => row.name.given,
      )
    for (const typed of ['967 4DD', '9674dd', ' person 967 4dd', 'PERSON 9674DD'])
      expect(search(typed)).toEqual(['Joan'])
    expect(search('123 456')).toEqual(['Ann'])
    expect(search('967 4D')).toEqual([])
    expect(search('abe dee')).toEqual(['Dee'])
    // Entered twice: the code of either finds the one that goes on.
    expect(search('967 4DD', listOf(ann!, { ...old!, sameAs: ann!.personId }))).toEqual(['Ann'])
  })

  test('QV10 of many found the first are handed over, with how many there are', () => {
    const many = listOf(...Array.from({ length: 300 }, (_, number) => person(`Ann ${number}`, 'Marlow')))
    const view = peopleView({ search: 'marl', limit: 100, directory: many, newMessagesByPerson: new Map() })
    expect([view.rows.length, view.found, view.total]).toEqual([100, 300, 300])
  })
})
