import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersIn, toTel } from './telephone.ts'

test('CT890 two numbers in one field are two numbers to dial, never one', () => {
  expect(numbersIn('01632 960111 / 01632 960222')).toEqual(['01632 960111', '01632 960222'])
  expect(numbersIn('01632 960111 or not recorded')).toEqual(['01632 960111'])
  expect(numbersIn('home 01632 960111, mobile +44 7700 900123')).toEqual(['01632 960111', '+44 7700 900123'])
  expect(numbersIn('(01632) 960-111')).toEqual(['01632) 960-111'])
  expect(toTel('01632 960111 / 01632 960222')).toBe('tel:01632960111')
  expect(toTel('+44 (0)1632 960111')).toBe('tel:+4401632960111')
  expect(numbersIn('')).toEqual([])
})

test('CT890 whatever is written between them, no link dials more than one of the numbers', () => {
  const number = fc.stringMatching(/^0\d{9,10}$/)
  const between = fc.constantFrom(' / ', ' or ', ', ', '; ', '\n', ' or after six ', ' / mobile ')
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 3 }), between, (numbers, by) => {
      const found = numbersIn(numbers.join(by))
      expect(found).toEqual(numbers)
      expect(found.map(toTel)).toEqual(numbers.map((each) => `tel:${each}`))
    }),
  )
})
