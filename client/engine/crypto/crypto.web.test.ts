/** The same vectors and a whole round of sealing in a real browser: its WebCrypto is not Node's. */
import { expect, test } from 'vitest'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { verifyEntry } from '../../../shared/protocol/signature.ts'
import { expectSpeccheckStopped } from '../../../shared/testing/speccheck.ts'
import { contentFields, createWorld, verifier } from '../membership/testing/world.ts'
import { argon2id } from './argon2id.ts'
import { openSigningKey } from './ed25519.ts'
import { hkdfSha256 } from './hkdf.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'
import { deriveKemKeyPair, kemPublicBytes } from './kem-pair.ts'
import { expectBlobVectors } from './testing/blob-vectors.ts'
import { expectHpkeVector } from './testing/hpke-vectors.ts'

test('CR1 CR3 HKDF, Argon2id and Ed25519 give their published outputs', async () => {
  const none = new Uint8Array(0)
  expect(bytesToHex(await hkdfSha256(hexToBytes('0b'.repeat(22)), none, none, 42))).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  )
  const cost = { memoryKiB: 256, passes: 2 }
  expect(bytesToHex((await argon2id(utf8ToBytes('password'), utf8ToBytes('somesalt'), cost))!)).toBe(
    '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
  )
  const seed = hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  expect(bytesToHex((await openSigningKey(seed)).publicKey)).toBe(
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  )
})

test('CR2 key pairs are derived and boxes opened as in RFC 9180', async () => {
  const keys = await deriveKemKeyPair(hexToBytes('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'))
  const recipientKey = await kemPublicBytes(keys.publicKey)
  expect(bytesToHex(recipientKey)).toBe('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d')
  const ephemeral = hexToBytes('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234')
  const [info, associated, plaintext] = [utf8ToBytes('i'), utf8ToBytes('a'), utf8ToBytes('words')]
  const box = (await hpkeSeal({ recipientKey, info, associated, plaintext, ephemeral }))!
  expect(bytesToHex(box.subarray(0, 32))).toBe('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431')
  expect(await hpkeOpen({ keys, info, associated, box })).toEqual(plaintext)
})

test('CR955 a box is sealed and opened as the published vector of this very suite says', expectHpkeVector)

test('CR10 CR13 a nurse’s note is opened by the GP, and not by the phone of the public', async () => {
  const { nurse, gp, doreen, groups } = await createWorld('browser')
  const sealed = await nurse.sealer.seal(contentFields(nurse.chains, groups.care), utf8ToBytes('Leg looks better'))
  if (!sealed.ok) throw new Error(sealed.error.type)
  const entry = parseContentEntry(sealed.value.bytes)
  if (!entry.ok) throw new Error(entry.error.detail)
  expect(await verifyEntry(verifier, entry.value, nurse.identity.keys.signKey)).toBe(true)
  expect(await gp.sealer.open(entry.value)).toEqual({ ok: true, value: utf8ToBytes('Leg looks better') })
  expect(await doreen.sealer.open(entry.value)).toEqual({ ok: false, error: { type: 'no-key' } })
})

test('PR340 the published speccheck vectors are stopped here as they are in Node', expectSpeccheckStopped)

test('CR403 attachments are sealed here as they were written down in Node', expectBlobVectors)
