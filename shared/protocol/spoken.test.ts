/** PR91: spoken codes and what is left under them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOfLength } from '../testing/arbitraries.ts'
import { wireSchema } from '../testing/wire-schema.ts'
import { encodeSpokenDeposit, parseSpokenCode, parseSpokenDeposit, spokenCodeOf } from './spoken.ts'

const anyCode = bytesOfLength(8).map(spokenCodeOf)

test('PR91 a code is read as it is typed, in fours, with spaces or dashes', () => {
  fc.assert(
    fc.property(anyCode, fc.constantFrom(' ', '-', '', '  ', '–', '.'), (code, between) => {
      expect(code).toMatch(/^\d{16}$/)
      expect(parseSpokenCode(` ${code.replace(/(\d{4})(?=\d)/g, `$1${between}`)} `)).toEqual({ ok: true, value: code })
    }),
  )
})

test('PR91 one wrong digit, two neighbours swapped, one left out and one too many are noticed', () => {
  fc.assert(
    fc.property(anyCode, fc.nat(15), fc.integer({ min: 1, max: 9 }), (code, at, more) => {
      const other = (Number(code[at]) + more) % 10
      expect(parseSpokenCode(`${code.slice(0, at)}${other}${code.slice(at + 1)}`).ok).toBe(false)
      const next = at % 15
      const swapped = `${code.slice(0, next)}${code[next + 1]}${code[next]}${code.slice(next + 2)}`
      expect(parseSpokenCode(swapped).ok).toBe(swapped === code)
      expect(parseSpokenCode(code.slice(0, at) + code.slice(at + 1)).ok).toBe(false)
      expect(parseSpokenCode(`${code}${other}`).ok).toBe(false)
    }),
  )
  for (const text of ['', 'abcd', '1234 5678', 'x'.repeat(16)]) expect(parseSpokenCode(text).ok).toBe(false)
})

test('PR91 what is left under a code is read as it was written, and nothing else', () => {
  const anyDeposit = fc.record({ id: bytesOfLength(16), sealed: fc.uint8Array({ minLength: 1, maxLength: 4_096 }) })
  fc.assert(
    fc.property(anyDeposit, fc.uint8Array(), ({ id, sealed }, random) => {
      const value = { id, sealed: new Uint8Array(sealed) }
      expect(parseSpokenDeposit(encodeSpokenDeposit(value))).toEqual({ ok: true, value })
      expect(wireSchema.matches('spoken-deposit', encodeSpokenDeposit(value))).toBe(true)
      const parsed = parseSpokenDeposit(random)
      if (parsed.ok) expect(encodeSpokenDeposit(parsed.value)).toEqual(random)
    }),
  )
  expect(parseSpokenDeposit(encodeSpokenDeposit({ id: new Uint8Array(16), sealed: new Uint8Array(5_000) })).ok).toBe(
    false,
  )
})
