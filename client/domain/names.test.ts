/** Names on screens. */
import { expect, test } from 'vitest'
import { calledName, formatBannerName, formatPlainName, initialsOf } from './names.ts'

const name = { family: 'Ashworth', given: 'Doreen', title: 'Mrs', preferred: '' }

test('NM1 staff see the family name first and in capitals, the public the name people say', () => {
  expect(formatBannerName(name)).toBe('ASHWORTH, Doreen (Mrs)')
  expect(formatPlainName(name)).toBe('Doreen Ashworth')
})

test('NM1 what is not recorded leaves no mark', () => {
  expect(formatBannerName({ ...name, title: '' })).toBe('ASHWORTH, Doreen')
  expect(formatBannerName({ ...name, given: '', title: '' })).toBe('ASHWORTH')
  expect(formatBannerName({ ...name, family: '', title: '' })).toBe('Doreen')
  expect(formatPlainName({ ...name, given: '' })).toBe('Ashworth')
})

test.each([
  ['DOREEN', 'Doreen'],
  ['doreen', 'Doreen'],
  ['anne-marie o’neill', 'Anne-Marie O’Neill'],
  ['McKenzie', 'McKenzie'],
  ['ŁUCJA', 'Łucja'],
])('NM1 the given name "%s" is written "%s"', (given, written) => {
  expect(formatBannerName({ ...name, given })).toBe(`ASHWORTH, ${written} (Mrs)`)
})

test('NM1 somebody is called what she likes, else her given name, else by what there is', () => {
  expect(calledName({ ...name, preferred: 'Dot' })).toBe('Dot')
  expect(calledName(name)).toBe('Doreen')
  expect(calledName({ ...name, given: '' })).toBe('Ashworth')
})

test.each([
  ['Doreen', 'Ashworth', 'D.A.'],
  ['', 'Ashworth', 'A.'],
  ['łucja', 'Østergård', 'Ł.Ø.'],
  ['𝒟oreen', 'E\u0301lan', '𝒟.É.'],
  ['', '', ''],
])('NM2 the initials of "%s %s" are "%s"', (given, family, initials) => {
  expect(initialsOf({ ...name, given, family })).toBe(initials)
})
