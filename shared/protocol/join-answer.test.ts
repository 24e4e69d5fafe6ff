/** PR90: what a phone shows to the device that invited it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyInviteId, bytesOfLength } from '../testing/arbitraries.ts'
import { encodeJoinAnswer, parseJoinAnswer } from './join.ts'

const anyAnswer = fc.record({
  invite: anyInviteId,
  signKey: bytesOfLength(32),
  kemKey: bytesOfLength(32),
  deviceSignature: bytesOfLength(64),
  inviteSignature: bytesOfLength(64),
})

test('PR90 an answer is read as it was written, and nothing else', () => {
  const replaced = fc.tuple(fc.nat(), fc.constantFrom('A', '_', '%', '=', '+', ' ', 'é'))
  fc.assert(
    fc.property(anyAnswer, fc.string(), replaced, (answer, random, [place, letter]) => {
      const text = encodeJoinAnswer(answer)
      expect(parseJoinAnswer(text)).toEqual({ ok: true, value: answer })
      const at = place % text.length
      for (const other of [random, text.slice(0, at), text.slice(0, at) + letter + text.slice(at + 1), `${text}A`]) {
        const parsed = parseJoinAnswer(other)
        if (parsed.ok) expect(encodeJoinAnswer(parsed.value)).toBe(other)
      }
    }),
  )
})

test('PR90 what is no answer is read as none, however it goes on', () => {
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      const text = encodeJoinAnswer(answer)
      expect(parseJoinAnswer(text.replace('doorstep', 'somebody')).ok).toBe(false)
      expect(parseJoinAnswer(text.replace('answer', 'invite')).ok).toBe(false)
    }),
    { numRuns: 5 },
  )
})

test('PR90 it fits a QR code that a cheap camera reads', () => {
  fc.assert(
    fc.property(anyAnswer, (answer) => encodeJoinAnswer(answer).length <= 320),
    { numRuns: 20 },
  )
})
