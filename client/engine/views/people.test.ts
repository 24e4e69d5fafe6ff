import { describe, expect, test } from 'vitest'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { peopleView } from './people.ts'

function person(given: string, family: string, nhsNumber = ''): DirectoryRow {
  const rest = { born: '', gender: '', roundId: '', namedNurse: '', face: '', address: '', phone: '' }
  return { personId: `${given} ${family}`, name: { given, family, title: '', preferred: '' }, nhsNumber, ...rest }
}

const directory = [person('Zoë', 'Ashworth', '9990000018'), person('Doreen', 'Ashworth'), person('Ali', "O'Brien-Khan")]
const found = (search: string) =>
  peopleView({ search, directory, newMessagesByPerson: new Map() }).rows.map(({ person: { name } }) => name.given)

describe('people', () => {
  test('QV4 any part of a name finds, without accents or case, and in the order of names', () => {
    expect(found('')).toEqual(['Doreen', 'Zoë', 'Ali'])
    expect(found('ashw')).toEqual(['Doreen', 'Zoë'])
    expect(found('zoe ash')).toEqual(['Zoë'])
    expect(found('khan')).toEqual(['Ali'])
    expect(found('hworth')).toEqual([])
  })

  test('QV4 of two NHS numbers recorded apart each finds', () => {
    const two = { ...person('Dot', 'Marlow'), nhsNumber: '9990000018 or 9990000026' }
    const search = (digits: string) => peopleView({ search: digits, directory: [two], newMessagesByPerson: new Map() })
    expect(search('9990000026').rows).toHaveLength(1)
    expect(search('9990000034').rows).toHaveLength(0)
  })

  test('QV4 an NHS number finds as it is typed, with or without its spaces', () => {
    expect(found('999 000')).toEqual(['Zoë'])
    expect(found('9990000018')).toEqual(['Zoë'])
    expect(found('111')).toEqual([])
  })
})
