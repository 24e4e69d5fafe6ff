/** PN190: which digits may open a managed device. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinLength, pinProblem } from './pin-rules.ts'

const two = (value: number) => String(value).padStart(2, '0')
const anyDate = fc.record({
  day: fc.integer({ min: 1, max: 31 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 1900, max: 2099 }),
})

test('PN190 what people choose first is refused, each for its reason', () => {
  const refused = {
    'too-short': ['', '1', '80251'],
    'too-long': ['80251946372845091'],
    'not-digits': ['80a519', '8025 19', '８０２５１９', '-80251'],
    'all-same': ['000000', '77777777'],
    run: ['123456', '654321', '890123', '135791', '86420864'],
    repeated: ['121212', '373737', '482482', '48274827', '1231231'],
    date: [
      '140347',
      '470314',
      '031447',
      '194703',
      '031947',
      '14031947',
      '19470314',
      '03141947',
      '19471985',
      '141947',
      '1431947',
      '1947314',
    ],
  }
  for (const [why, pins] of Object.entries(refused))
    for (const pin of pins) expect([pin, pinProblem(pin)]).toEqual([pin, why])
  for (const pin of ['804251', '80259461', '739105', '8025194637']) expect([pin, pinProblem(pin)]).toEqual([pin, null])
})

test('PN190 no date, repetition or run is let through, however it is written, and most other PINs are', () => {
  fc.assert(
    fc.property(anyDate, ({ day, month, year }) => {
      const [d, m, y] = [two(day), two(month), String(year)]
      const short = y.slice(2)
      const written = [
        d + m + y,
        y + m + d,
        m + d + y,
        y + d + m,
        d + m + short,
        m + d + short,
        short + m + d,
        y + m,
        m + y,
        // Without noughts, where that is long enough to be a PIN at all.
        ...[`${day}${month}${y}`, `${month}${day}${y}`, `${y}${day}${month}`, `${y}${month}${day}`],
      ]
      for (const pin of written) expect([pin, pinProblem(pin)]).not.toEqual([pin, null])
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{2,3}$/), fc.integer({ min: 6, max: 12 }), (piece, length) => {
      expect(pinProblem(piece.repeat(length).slice(0, length))).not.toBeNull()
    }),
  )
  let taken = 0
  for (let pin = 0; pin < 100_000_000; pin += 99_991) if (pinProblem(String(pin).padStart(8, '0')) === null) taken++
  expect(taken).toBeGreaterThan(950)
  expect(pinLength.shortest).toBe(6)
})
