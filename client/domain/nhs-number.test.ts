/** NHS numbers: modulus 11, how they are shown, who issues them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkDigit,
  formatNhsNumber,
  isNhsNumber,
  type NhsNumber,
  nhsNumberRange,
  parseNhsNumber,
  reformatNhsNumberInput,
} from './nhs-number.ts'

const nineDigits = fc.stringMatching(/^\d{9}$/)

test.each(['9434765919', '9990000018', '9990000026', '9990000034', '9999999999'])('NH1 %s passes', (number) => {
  expect(isNhsNumber(number)).toBe(true)
})

test.each(['9434765918', '9990000019', '943476591', '94347659190', '', '943 476 5919', '943476591x'])(
  'NH1 "%s" is no NHS number',
  (text) => expect(isNhsNumber(text)).toBe(false),
)

test('NH1 the weighted sum of all ten digits is a multiple of 11, and one last digit at most fits', () => {
  fc.assert(
    fc.property(nineDigits, (nine) => {
      const valid = [...'0123456789'].filter((last) => isNhsNumber(nine + last))
      const check = checkDigit(nine)
      expect(valid).toEqual(check === null ? [] : [String(check)])
      for (const last of valid) {
        const sum = [...(nine + last)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
        expect(sum % 11).toBe(0)
      }
    }),
  )
})

test('NH1 no slip of one digit stays valid', () => {
  fc.assert(
    fc.property(nineDigits, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (nine, place, by) => {
      const check = checkDigit(nine)
      fc.pre(check !== null)
      const digits = [...`${nine}${check}`]
      digits[place] = String((Number(digits[place]) + by) % 10)
      expect(isNhsNumber(digits.join(''))).toBe(false)
    }),
  )
})

test('NH2 shown 3-3-4, typed in any way, and never cut', () => {
  expect(formatNhsNumber('9990000018')).toBe('999 000 0018')
  expect(formatNhsNumber('99900000181')).toBe('99900000181')
  expect(formatNhsNumber('')).toBe('')
  expect(parseNhsNumber(' NHS no. 999-000 0018 ')).toEqual({ ok: true, value: '9990000018' })
  expect(parseNhsNumber('999 000 001')).toEqual({ ok: false, error: { type: 'not-ten-digits' } })
  expect(parseNhsNumber('999 000 0019')).toEqual({ ok: false, error: { type: 'check-digit' } })
})

test('NH2 every keystroke is shown reformatted', () => {
  const shown = ['9', '999', '9990', '999 000', '999 000 0', '999 000 0018', '999 000 0018 7'].map(
    reformatNhsNumberInput,
  )
  expect(shown).toEqual(['9', '999', '999 0', '999 000', '999 000 0', '999 000 0018', '999 000 0018'])
})

test.each([
  ['0101010000', 'scotland'],
  ['3190000000', 'scotland'],
  ['3200000000', 'northern-ireland'],
  ['4000000000', 'england-wales'],
  ['5000000000', 'unassigned'],
  ['6000000000', 'england-wales'],
  ['7999999999', 'england-wales'],
  ['8000000000', 'ireland'],
  ['8590000000', 'ireland'],
  ['8600000000', 'unassigned'],
  ['8990000000', 'unassigned'],
  ['9000000000', 'test'],
  ['9990000018', 'test'],
])('NH3 %s is of %s', (number, range) => {
  expect(nhsNumberRange(number as NhsNumber)).toBe(range)
})
