/**
 * Signatures and keys that platforms disagree on. The edge points are those of
 * ed25519-speccheck (Chalkias, Garillot, Nikolaenko: "Taming the many EdDSAs"),
 * made here from the curve's eight small-order points.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Bytes, bytesToHex, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { bytesOfLength, bytesUpToLength } from '../testing/arbitraries.ts'
import { expectSpeccheckStopped } from '../testing/speccheck.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { createTestSpace } from '../testing/test-space.ts'
import { deviceIdOf } from './control.ts'
import { acceptDeviceKeys } from './device-keys.ts'
import { createSignatureVerifier, verifyEntry } from './signature.ts'

const honest = createTestDevice('honest', 'staff').keys
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n
const prime = 2n ** 255n - 19n

function littleEndian(value: bigint): Bytes {
  return hexToBytes(value.toString(16).padStart(64, '0')).toReversed()
}

function numberIn(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(bytes.toReversed())}`)
}

function accepts(signKey: Uint8Array, kemKey: Uint8Array): boolean {
  const keys = { signKey: new Uint8Array(signKey), kemKey: new Uint8Array(kemKey) }
  return acceptDeviceKeys({ device: deviceIdOf(signKey, kemKey), ...keys }).ok
}

const acceptsSignKey = (signKey: Uint8Array) => accepts(signKey, honest.kemKey)
const acceptsKemKey = (kemKey: Uint8Array) => accepts(honest.signKey, kemKey)

/** The subgroup of order 8, from one of its generators. */
const torsion = (() => {
  const generator = ed25519.Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa')
  const points = [generator]
  while (points.length < 8) points.push(points.at(-1)!.add(generator))
  return points
})()

test('PR10 a signature verifies under its author’s key and no other', async () => {
  const { cast, care, write } = createTestSpace()
  const verifier = createSignatureVerifier()
  const entry = write(cast.nurse, care)
  expect(await verifyEntry(verifier, entry, cast.nurse.keys.signKey)).toBe(true)
  expect(await verifyEntry(verifier, entry, cast.pharmacist.keys.signKey)).toBe(false)
  const forged = { ...entry, signature: cast.pharmacist.sign(utf8ToBytes('something else')) }
  expect(await verifyEntry(verifier, forged, cast.pharmacist.keys.signKey)).toBe(false)
})

test('PR11 the same signature with S raised by the group order is refused', async () => {
  const device = createTestDevice('signer', 'staff')
  const verifier = createSignatureVerifier()
  const asked = vi.spyOn(crypto.subtle, 'verify')
  await fc.assert(
    fc.asyncProperty(bytesUpToLength(40), async (message) => {
      const signature = device.sign(message)
      expect(await verifier.verify(device.keys.signKey, message, signature)).toBe(true)
      const raised = new Uint8Array(signature)
      raised.set(littleEndian(numberIn(signature.slice(32)) + order), 32)
      asked.mockClear()
      expect(await verifier.verify(device.keys.signKey, message, raised)).toBe(false)
      expect(asked).not.toHaveBeenCalled()
    }),
    { numRuns: 30 },
  )
  asked.mockRestore()
})

test('PR11 S of exactly the order is refused before the platform can call it zero', async () => {
  // Under the neutral key with R neutral, S = 0 satisfies the equation for every message.
  const neutral = littleEndian(1n)
  const signature = new Uint8Array(64)
  signature.set(neutral)
  signature.set(littleEndian(order), 32)
  expect(await createSignatureVerifier().verify(neutral, utf8ToBytes('any'), signature)).toBe(false)
})

test('PR12 honest keys are let in, under the hash of both and no other id', () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    const { keys } = createTestDevice(name, 'staff')
    expect(acceptDeviceKeys(keys)).toEqual({ ok: true, value: undefined })
    expect(acceptDeviceKeys({ ...keys, device: honest.device })).toMatchObject({
      ok: false,
      error: { type: 'bad-keys' },
    })
    expect(acceptDeviceKeys({ ...keys, kemKey: honest.kemKey }).ok).toBe(false)
  }
})

test('PR12 signing keys of small order are refused', () => {
  expect(new Set(torsion.map((point) => point.toHex())).size).toBe(8)
  for (const point of torsion) expect(acceptsSignKey(point.toBytes()), point.toHex()).toBe(false)
})

test('PR12 signing keys with a torsion part are refused', () => {
  const key = ed25519.Point.fromBytes(honest.signKey)
  for (const point of torsion) {
    const mixed = key.add(point)
    expect(acceptsSignKey(mixed.toBytes()), point.toHex()).toBe(point.is0())
  }
})

test('PR12 signing keys that are not canonical or not on the curve are refused', () => {
  for (let value = prime; value < 2n ** 255n; value++) {
    for (const sign of [0n, 2n ** 255n]) expect(acceptsSignKey(littleEndian(value + sign))).toBe(false)
  }
  // x = 0 with the sign bit set: "minus zero".
  expect(acceptsSignKey(littleEndian(1n + 2n ** 255n))).toBe(false)
  expect(acceptsSignKey(littleEndian(prime - 1n + 2n ** 255n))).toBe(false)
  expect(acceptsSignKey(littleEndian(2n))).toBe(false)
  expect(acceptsSignKey(new Uint8Array(31))).toBe(false)
})

test('PR12 KEM keys of small order or not canonical are refused', () => {
  const secret = new Uint8Array(32).fill(7)
  const smallOrder = [
    0n,
    1n,
    prime - 1n,
    ...torsion.filter((point) => !point.is0()).map((point) => numberIn(ed25519.utils.toMontgomery(point.toBytes()))),
  ]
  for (const u of smallOrder) {
    expect(() => x25519.getSharedSecret(secret, littleEndian(u))).toThrow()
    expect(acceptsKemKey(littleEndian(u)), String(u)).toBe(false)
  }
  for (let u = prime; u < 2n ** 255n; u++) expect(acceptsKemKey(littleEndian(u))).toBe(false)
  expect(acceptsKemKey(littleEndian(numberIn(honest.kemKey) + 2n ** 255n))).toBe(false)
})

test('PR340 PR11 PR12 the published speccheck vectors are stopped before the platform is asked', expectSpeccheckStopped)

test('PR13 any key, message and signature get true or false', async () => {
  const verifier = createSignatureVerifier()
  const anyKey = fc.oneof(bytesOfLength(32), bytesUpToLength(40), fc.constantFrom(...torsion.map((p) => p.toBytes())))
  const anySignature = fc.oneof(bytesOfLength(64), bytesUpToLength(70))
  await fc.assert(
    fc.asyncProperty(anyKey, bytesUpToLength(20), anySignature, async (key, message, signature) => {
      expect(await verifier.verify(key, message, signature)).toBeTypeOf('boolean')
    }),
    { numRuns: 200 },
  )
})
