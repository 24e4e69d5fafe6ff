/** PR1 to PR3 for the encoding under every message: held against a general decoder that encodes again and compares. */
import { decode, encode } from 'cborg'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalBytes, hexToBytes } from './bytes.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'

const strict = { strict: true, allowIndefinite: false, allowUndefined: false, rejectDuplicateMapKeys: true } as const

/** What a strict general decoder takes and writes again as it was; numbers beyond 2^53 have no place here. */
function reference(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    const value: unknown = decode(bytes, { ...strict, allowInfinity: false, allowNaN: false })
    return equalBytes(encode(value), bytes) && !hasBigInt(value) ? { value } : undefined
  } catch {
    return undefined
  }
}

function hasBigInt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return typeof value === 'bigint'
  return Object.values(value).some(hasBigInt)
}

function isReadAsReferenceDoes(bytes: Uint8Array): void {
  const found = decodeCbor(bytes)
  expect(found.ok ? { value: found.value } : undefined).toEqual(reference(bytes))
}

const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }), fc.boolean(), fc.constant(null)),
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.uint8Array({ maxLength: 40 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ maxLength: 30 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

test('PR1 PR3 every value comes back as it was written', () => {
  fc.assert(
    fc.property(values, (value) => {
      const bytes = encodeCbor(value)
      isReadAsReferenceDoes(bytes)
      expect(decodeCbor(bytes).ok).toBe(reference(bytes) !== undefined)
    }),
  )
})

test('PR2 PR3 altered, cut and random bytes are read exactly where a general decoder finds them canonical', () => {
  const altered = fc.tuple(values, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
    const bytes = encodeCbor(value)
    return byte === 0 ? bytes.subarray(0, at % bytes.length) : bytes.with(at % bytes.length, byte)
  })
  fc.assert(fc.property(fc.oneof(altered, fc.uint8Array({ maxLength: 12 })), isReadAsReferenceDoes), { numRuns: 2_000 })
})

test.each([
  ['a longer head', '1800'],
  ['a number of four bytes that fits in two', '1a0000ffff'],
  ['a whole number as a float', 'f93c00'],
  ['a float in more bytes than it needs', 'fa3fc00000'],
  ['not a number', 'f97e00'],
  ['infinity', 'f97c00'],
  ['undefined', 'f7'],
  ['a tag', 'c000'],
  ['an indefinite array', '9fff'],
  ['keys out of order', 'a2616201616101'],
  ['a key twice', 'a2616101616101'],
  ['a key that is a number', 'a10101'],
  ['a key that is bytes', 'a1416101'],
  ['half a letter', '61c3'],
  ['more than 2^53', '1b0020000000000000'],
  ['less than 1 - 2^53', '3b001fffffffffffff'],
  ['a head cut short', '18'],
  ['a float cut short', 'f93c'],
  ['something after it', '0000'],
  ['nothing', ''],
  ['an array longer than its bytes', '9affffffff'],
])('PR3 %s is refused', (_name, hex) => {
  expect(decodeCbor(hexToBytes(hex))).toMatchObject({ ok: false })
})

test('PR2 nesting without end is refused', () => {
  expect(decodeCbor(new Uint8Array(60_000).fill(0x81))).toMatchObject({ ok: false, error: { detail: 'too deep' } })
})
