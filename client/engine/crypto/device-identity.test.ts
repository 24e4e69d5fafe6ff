/** CR9: a device's keys are its own, come back from the secret, and only from a whole one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import { acceptDeviceKeys } from '../../../shared/protocol/device-keys.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { createDeviceIdentity, openDeviceIdentity } from './device-identity.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'

test('CR9 a new device is one that is let in, and its secret gives the same device', async () => {
  const { identity, secret } = await createDeviceIdentity(createSystemRandom())
  expect(acceptDeviceKeys(identity.keys)).toEqual({ ok: true, value: undefined })
  const opened = await openDeviceIdentity(secret)
  if (!opened.ok) throw new Error('not opened')
  expect(opened.value.keys).toEqual(identity.keys)
  const message = utf8ToBytes('words')
  const signature = await opened.value.sign(message)
  expect(await createSignatureVerifier().verify(identity.keys.signKey, message, signature)).toBe(true)
  const [info, associated] = [utf8ToBytes('i'), utf8ToBytes('a')]
  const box = (await hpkeSeal({ recipientKey: identity.keys.kemKey, info, associated, plaintext: message }))!
  expect(await hpkeOpen({ keys: opened.value.kem, info, associated, box })).toEqual(message)
  const another = await createDeviceIdentity(createSystemRandom())
  expect(another.identity.keys.device).not.toBe(identity.keys.device)
})

test('CR9 a secret that is not whole is refused, and nothing throws', async () => {
  const { secret } = await createDeviceIdentity(createSeededRandom('cr9'))
  for (const length of [0, 1, 10, secret.length - 1]) {
    expect(await openDeviceIdentity(secret.slice(0, length))).toEqual({ ok: false, error: { type: 'damaged' } })
  }
  const seed = new Uint8Array(32)
  for (const parts of [[2, seed, seed], [1, seed], [1, seed, seed.subarray(1)], [1, seed.subarray(1), seed], {}, 1])
    expect(await openDeviceIdentity(encodeCbor(parts))).toEqual({ ok: false, error: { type: 'damaged' } })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 90 }), async (bytes) => {
      expect((await openDeviceIdentity(new Uint8Array(bytes))).ok).toBe(false)
    }),
  )
})
