/** VA8, VA9: how long a wrong passphrase makes wait. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { countAttempt, waitLeft } from './vault-attempts.ts'
import { encodeAttempts, noAttempts, parseAttempts } from './vault-rows.ts'

const at = (value: number) => value as Instant

test('VA8 waits double from 1 second to 5 minutes', () => {
  let attempts = noAttempts
  const waits: number[] = []
  for (let i = 0; i < 11; i++) {
    attempts = countAttempt(attempts, at(1_000_000))
    waits.push((attempts.waitUntil - attempts.waitFrom) / 1000)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
})

test('VA9 a clock set back neither shortens a wait nor makes it longer than one wait', () => {
  const instant = fc.nat({ max: 10_000_000 }).map(at)
  fc.assert(
    fc.property(instant, instant, fc.nat({ max: 12 }), (tried, now, failed) => {
      const counted = countAttempt({ ...noAttempts, failed }, tried)
      const wait = counted.waitUntil - tried
      const left = waitLeft(counted, now)
      const rest = left === undefined ? 0 : left.waitUntil - now
      expect(rest).toBe(now < tried ? wait : Math.max(0, counted.waitUntil - now))
    }),
  )
})

test('VA9 a count that cannot be read is none', () => {
  const counted = countAttempt(noAttempts, at(5_000))
  expect(parseAttempts(encodeAttempts(counted))).toEqual(counted)
  expect(parseAttempts(new Uint8Array([1, 2, 3]))).toEqual(noAttempts)
  expect(parseAttempts(undefined)).toEqual(noAttempts)
})
