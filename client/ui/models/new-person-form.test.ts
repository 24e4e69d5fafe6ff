/** Rules PN164 and PN813 of client/ui: an NHS number while it is typed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typedNumber } from './new-person-form.ts'

const digit = fc.integer({ min: 0, max: 9 }).map(String)
const digits = fc.array(digit, { minLength: 1, maxLength: 9 })

test('PN164 typed digit by digit, or pasted, it is set 3-3-4', () => {
  fc.assert(
    fc.property(digits, digit, (before, last) => {
      const plain = [...before, last].join('')
      const set = [...before, last].reduce((typed, each) => typedNumber(typed, typed + each), '')
      expect(set).toBe([plain.slice(0, 3), plain.slice(3, 6), plain.slice(6)].filter((part) => part !== '').join(' '))
      expect(typedNumber('', plain)).toBe(set)
    }),
  )
})

test('PN813 a digit added in the middle, or another one put there, stands as it was typed', () => {
  fc.assert(
    fc.property(digits, digit, fc.nat(), fc.boolean(), (before, added, where, isInstead) => {
      const set = before.reduce((typed, each) => typedNumber(typed, typed + each), '')
      const at = where % set.length
      const behind = set.slice(isInstead ? at + 1 : at)
      // Before one like it, it is the same as one put behind it.
      fc.pre(behind !== '' && [...behind].some((letter) => letter !== added && letter !== ' '))
      const typed = set.slice(0, at) + added + behind
      expect(typedNumber(set, typed)).toBe(typed)
    }),
  )
})
