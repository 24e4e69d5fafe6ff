/** The test space is itself put to the test: others build on it. */
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../lib/bytes.ts'
import { applyControl, type ChainState, signerOf } from '../membership/chain.ts'
import { signingInputOf } from '../protocol/entry.ts'
import { createSignatureVerifier, verifyEntry } from '../protocol/signature.ts'
import { createTestDevice, webCryptoKeysOf } from './test-device.ts'
import { createTestSpace } from './test-space.ts'

test('MB1 the controls of a test space replay from nothing, each signed by its signer', async () => {
  const made = createTestSpace()
  const verifier = createSignatureVerifier()
  const chains = new Map<string, ChainState>()
  for (const { entry } of made.controls) {
    const { group } = entry.header
    const team = group === made.team ? undefined : chains.get(made.team)
    const signer = signerOf(chains.get(group), team, entry)
    if (!signer.ok) throw new Error(signer.error.type)
    expect(await verifyEntry(verifier, entry, signer.value)).toBe(true)
    const next = applyControl(chains.get(group), team, entry)
    if (!next.ok) throw new Error(next.error.type)
    chains.set(group, next.value)
  }
  for (const group of [made.team, made.care, made.private]) expect(chains.get(group)).toEqual(made.chain(group))
})

test('PR10 content of a test space verifies, and under another key does not', async () => {
  const { cast, care, write } = createTestSpace()
  const entry = write(cast.nurse, care)
  const verifier = createSignatureVerifier()
  expect(await verifyEntry(verifier, entry, cast.nurse.keys.signKey)).toBe(true)
  expect(await verifyEntry(verifier, entry, cast.pharmacist.keys.signKey)).toBe(false)
  expect(await verifier.verify(cast.nurse.keys.signKey, signingInputOf(entry.id), entry.signature)).toBe(true)
})

test('PR10 a test device signs as WebCrypto does with the same keys', async () => {
  const device = createTestDevice('someone', 'staff')
  const { kem, sign } = await webCryptoKeysOf(device)
  const message = utf8ToBytes('hello')
  expect(new Uint8Array(await crypto.subtle.sign('Ed25519', sign.privateKey, message))).toEqual(device.sign(message))
  expect(new Uint8Array(await crypto.subtle.exportKey('raw', kem.publicKey))).toEqual(device.keys.kemKey)
})
