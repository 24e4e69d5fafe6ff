import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../lib/bytes.ts'
import type { Instant, SpaceId } from '../lib/ids.ts'
import { anySpaceId, bytesOfLength } from '../testing/arbitraries.ts'
import { encodeFoundingFragment, foundingHash, foundingSecretLength, parseFoundingFragment } from './founding-link.ts'
import { encodeRecoveryFragment, parseRecoveryFragment, recoveryHash } from './recovery-link.ts'

const secrets = bytesOfLength(foundingSecretLength)

test('PR130 PR131 a recovery link reads back as it was made, and its hash is of that space and that secret alone', () => {
  fc.assert(
    fc.property(anySpaceId, anySpaceId, secrets, secrets, fc.nat(), (space, elsewhere, secret, other, at) => {
      const link = { space, secret, expiresAt: at as Instant }
      expect(parseRecoveryFragment(encodeRecoveryFragment(link))).toEqual({ ok: true, value: link })
      const isSame = space === elsewhere && secret.join() === other.join()
      expect(recoveryHash(space, secret) === recoveryHash(elsewhere, other)).toBe(isSame)
      expect(recoveryHash(space, secret)).not.toBe(foundingHash(secret))
    }),
  )
})

test('PR130 any other text is malformed, never thrown on; a founding link is none', () => {
  const secret = new Uint8Array(foundingSecretLength) as Bytes
  const expiresAt = 5 as Instant
  const link = encodeRecoveryFragment({ space: '0'.repeat(32) as SpaceId, secret, expiresAt })
  fc.assert(fc.property(fc.string(), (text) => parseRecoveryFragment(text).ok === (text === link)))
  const founding = encodeFoundingFragment({ secret, expiresAt, relayKey: new Uint8Array(32) as Bytes })
  for (const wrong of [
    link.replace('#r=', '#f='),
    link.slice(0, -1),
    `${link}A`,
    founding,
    founding.replace('#f', '#r'),
  ])
    expect(parseRecoveryFragment(wrong).ok).toBe(false)
  expect(parseFoundingFragment(link.replace('#r=', '#f=')).ok).toBe(false)
})

test('PR130 a recovery link whose last letter carries stray bits is refused', () => {
  const secret = new Uint8Array(foundingSecretLength) as Bytes
  const link = encodeRecoveryFragment({ space: '0'.repeat(32) as SpaceId, secret, expiresAt: 5 as Instant })
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    const other = link.slice(0, -1) + letter
    const parsed = parseRecoveryFragment(other)
    if (parsed.ok) expect(encodeRecoveryFragment(parsed.value)).toBe(other)
  }
})
