import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../lib/bytes.ts'
import type { Instant } from '../lib/ids.ts'
import { encodeFoundingFragment, foundingHash, foundingSecretLength, parseFoundingFragment } from './founding-link.ts'

const secrets = fc.uint8Array({ minLength: foundingSecretLength, maxLength: foundingSecretLength })

test('PR80 a founding link reads back as it was made, and its hash tells nothing but whether it is that one', () => {
  fc.assert(
    fc.property(secrets, secrets, fc.nat(), (bytes, other, at) => {
      const secret = new Uint8Array(bytes) as Bytes
      const link = { secret, expiresAt: at as Instant, relayKey: new Uint8Array(32).fill(at % 256) as Bytes }
      expect(parseFoundingFragment(encodeFoundingFragment(link))).toEqual({ ok: true, value: link })
      expect(foundingHash(secret) === foundingHash(other)).toBe(bytes.join() === other.join())
    }),
  )
})

test('PR80 any other text is malformed, never thrown on; so is a link with a letter changed in its form', () => {
  const link = encodeFoundingFragment({
    secret: new Uint8Array(foundingSecretLength) as Bytes,
    expiresAt: 5 as Instant,
    relayKey: new Uint8Array(32) as Bytes,
  })
  fc.assert(fc.property(fc.string(), (text) => parseFoundingFragment(text).ok === (text === link)))
  for (const wrong of [link.replace('#f=', '#j='), link.slice(0, -1), `${link}A`, `${link}=`])
    expect(parseFoundingFragment(wrong).ok).toBe(false)
})

test('PR80 a founding link whose last letter carries stray bits is refused', () => {
  for (const expiresAt of [5, 500, 500_000] as Instant[]) {
    const secret = new Uint8Array(foundingSecretLength) as Bytes
    const link = encodeFoundingFragment({ secret, expiresAt, relayKey: new Uint8Array(32) as Bytes })
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const other = link.slice(0, -1) + letter
      const parsed = parseFoundingFragment(other)
      if (parsed.ok) expect(encodeFoundingFragment(parsed.value)).toBe(other)
    }
  }
})
