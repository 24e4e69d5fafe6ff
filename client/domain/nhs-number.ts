/**
 * NHS numbers (NHS Data Dictionary; CUI NUM-0001 to 0018): ten digits, the last
 * a check digit modulus 11, shown 3-3-4 on one line. A good check digit is not
 * proof that the number was ever issued: what is typed offline is "not traced".
 */
import type { Brand } from '../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'

/** Ten digits without spaces. */
export type NhsNumber = Brand<string, 'NhsNumber'>

export type NhsNumberProblem = { readonly type: 'not-ten-digits' } | { readonly type: 'check-digit' }

/** Who issues numbers of a range. 'test' is never issued to anybody. */
export type NhsNumberRange = 'scotland' | 'northern-ireland' | 'england-wales' | 'ireland' | 'test' | 'unassigned'

/** First three digits, inclusive. Source: UK FCI NHS number ranges. */
const ranges: readonly (readonly [number, number, NhsNumberRange])[] = [
  [10, 319, 'scotland'],
  [320, 399, 'northern-ireland'],
  [400, 499, 'england-wales'],
  [600, 799, 'england-wales'],
  [800, 859, 'ireland'],
  [900, 999, 'test'],
]

export function isNhsNumber(text: string): text is NhsNumber {
  return /^\d{10}$/.test(text) && checkDigit(text.slice(0, 9)) === Number(text[9])
}

/** Reads what a person typed or pasted: spaces, hyphens and letters around it are let go. */
export function parseNhsNumber(typed: string): Result<NhsNumber, NhsNumberProblem> {
  const digits = digitsOf(typed)
  if (digits.length !== 10) return err({ type: 'not-ten-digits' })
  return isNhsNumber(digits) ? ok(digits) : err({ type: 'check-digit' })
}

/** What the field shows while somebody types: the digits so far, 3-3-4, at most ten. */
export function reformatNhsNumberInput(typed: string): string {
  const digits = digitsOf(typed).slice(0, 10)
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter((part) => part !== '').join(' ')
}

/** "999 000 0018". Anything that is not ten digits comes back as it is: an identifier is never cut. */
export function formatNhsNumber(digits: string): string {
  return /^\d{10}$/.test(digits) ? reformatNhsNumberInput(digits) : digits
}

export function nhsNumberRange(number: NhsNumber): NhsNumberRange {
  const start = Number(number.slice(0, 3))
  return ranges.find(([from, to]) => start >= from && start <= to)?.[2] ?? 'unassigned'
}

/** 0 to 9, or null where no number of these nine digits can exist. */
export function checkDigit(nineDigits: string): number | null {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nineDigits[i]) * (10 - i)
  const check = 11 - (sum % 11)
  if (check === 10) return null
  return check === 11 ? 0 : check
}

function digitsOf(typed: string): string {
  return typed.replace(/\D/g, '')
}
