/** CR1-CR3, CR955: the primitives against published vectors and a second implementation. */
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, bytesToHex, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import { argon2id } from './argon2id.ts'
import { openSigningKey } from './ed25519.ts'
import { hkdfOutputsOf, hkdfSha256 } from './hkdf.ts'
import { hpkeOpen, hpkeSeal } from './hpke.ts'
import { deriveKemKeyPair, kemPublicBytes } from './kem-pair.ts'
import { associatedAt, expectHpkeVector, hpkeVector } from './testing/hpke-vectors.ts'
import { secondSuite } from './testing/second-hpke.ts'

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)

test('CR1 HKDF-SHA256 gives the outputs of RFC 5869, A.1 and A.3', async () => {
  const ikm = hexToBytes('0b'.repeat(22))
  const salt = hexToBytes('000102030405060708090a0b0c')
  const info = hexToBytes('f0f1f2f3f4f5f6f7f8f9')
  expect(bytesToHex(await hkdfSha256(ikm, salt, info, 42))).toBe(
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  )
  const none = new Uint8Array(0)
  expect(bytesToHex(await hkdfSha256(ikm, none, none, 42))).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  )
})

test('CR1 outputs of one secret are those that are derived each by itself', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map(own)
  const property = fc.asyncProperty(bytes, bytes, fc.array(bytes, { minLength: 1 }), async (secret, salt, infos) => {
    const outputOf = hkdfOutputsOf(secret, salt)
    for (const info of infos) expect(outputOf(info)).toEqual(await hkdfSha256(secret, salt, info))
  })
  await fc.assert(property, { numRuns: 50 })
})

test('CR1 SHA-256 of parts is the platform’s of all of them, also after something that is no bytes', async () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 200 }))
  const property = fc.asyncProperty(parts, async (each) => {
    expect(() => sha256(new Uint8Array(70), 'text' as unknown as Uint8Array)).toThrow()
    const joined = new Uint8Array(each.flatMap((part) => [...part]))
    expect(sha256(...each)).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-256', joined)))
  })
  await fc.assert(property, { numRuns: 100 })
})

test('CR1 text is hashed and keyed as its UTF-8', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
    expect(utf8ToBytes(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)))
  })
  fc.assert(property)
})

/** RFC 9180 A.1.1 (and A.2.1's recipient): DHKEM(X25519, HKDF-SHA256) does not depend on the AEAD. */
const rfc9180 = {
  info: hexToBytes('4f6465206f6e2061204772656369616e2055726e'),
  ikmE: hexToBytes('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234'),
  enc: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  ikmR: hexToBytes('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'),
  pkRm: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
  plaintext: hexToBytes('4265617574792069732074727574682c20747275746820626561757479'),
  aad: hexToBytes('436f756e742d30'),
  aes128: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
  second: {
    ikmR: hexToBytes('1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df'),
    pkRm: '4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a',
  },
}

test('CR2 key pairs are derived and encapsulated as in RFC 9180', async () => {
  const keys = await deriveKemKeyPair(rfc9180.ikmR)
  expect(bytesToHex(await kemPublicBytes(keys.publicKey))).toBe(rfc9180.pkRm)
  const other = await deriveKemKeyPair(rfc9180.second.ikmR)
  expect(bytesToHex(await kemPublicBytes(other.publicKey))).toBe(rfc9180.second.pkRm)
  const { info, plaintext, aad: associated, ikmE: ephemeral } = rfc9180
  const recipientKey = hexToBytes(rfc9180.pkRm)
  const box = (await hpkeSeal({ recipientKey, info, plaintext, associated, ephemeral }))!
  expect(bytesToHex(box.subarray(0, 32))).toBe(rfc9180.enc)
  expect(await hpkeOpen({ keys, info, associated, box })).toEqual(plaintext)
})

test('CR2 the library’s whole schedule gives the ciphertext of RFC 9180 A.1.1', async () => {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(hexToBytes(rfc9180.pkRm))
  const params = { recipientPublicKey, info: rfc9180.info, ekm: rfc9180.ikmE.buffer }
  const sealed = await suite.seal(params, rfc9180.plaintext, rfc9180.aad)
  expect(bytesToHex(new Uint8Array(sealed.ct))).toBe(rfc9180.aes128)
})

test('CR955 a box is sealed and opened as the published vector of this very suite says', expectHpkeVector)

test('CR955 both libraries give every published ciphertext and exported value of this suite', async () => {
  const { ciphertexts, enc, exports, ikmE, ikmR, info, pkRm, plaintext } = hpkeVector
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(pkRm)
  const sender = await suite.createSenderContext({ recipientPublicKey, info, ekm: ikmE.buffer })
  const receiver = await suite.createRecipientContext({ recipientKey: await deriveKemKeyPair(ikmR), enc, info })
  const other = await secondSuite.SetupRecipient(await secondSuite.DeriveKeyPair(ikmR), enc, { info })
  const last = Math.max(...Object.keys(ciphertexts).map(Number))
  for (let sequence = 0; sequence <= last; sequence++) {
    const associated = associatedAt(sequence)
    const sealed = own(new Uint8Array(await sender.seal(plaintext, associated)))
    expect(bytesToHex(sealed)).toBe(ciphertexts[sequence] ?? bytesToHex(sealed))
    expect(own(new Uint8Array(await receiver.open(sealed, associated)))).toEqual(plaintext)
    expect(own(await other.Open(sealed, associated))).toEqual(plaintext)
  }
  for (const [context, value] of Object.entries(exports)) {
    expect(bytesToHex(new Uint8Array(await sender.export(hexToBytes(context), 32)))).toBe(value)
    expect(bytesToHex(new Uint8Array(await receiver.export(hexToBytes(context), 32)))).toBe(value)
    expect(bytesToHex(own(await other.Export(hexToBytes(context), 32)))).toBe(value)
  }
})

test('CR2 boxes of a second implementation open here, and ours there', async () => {
  const theirs = await secondSuite.DeriveKeyPair(rfc9180.ikmR)
  const keys = await deriveKemKeyPair(rfc9180.ikmR)
  expect(bytesToHex(await secondSuite.SerializePublicKey(theirs.publicKey))).toBe(rfc9180.pkRm)
  const bytes = fc.uint8Array({ maxLength: 90 })
  await fc.assert(
    fc.asyncProperty(bytes, bytes, bytes, async (info, aad, plaintext) => {
      const [given, associated, words] = [own(info), own(aad), own(plaintext)]
      const recipientKey = hexToBytes(rfc9180.pkRm)
      const ours = (await hpkeSeal({ recipientKey, info: given, associated, plaintext: words }))!
      const opened = await secondSuite.Open(theirs, ours.slice(0, 32), ours.slice(32), { info: given, aad: associated })
      expect(own(opened)).toEqual(words)
      const sealed = await secondSuite.Seal(theirs.publicKey, words, { info: given, aad: associated })
      const box = new Uint8Array([...sealed.encapsulatedSecret, ...sealed.ciphertext])
      expect(await hpkeOpen({ keys, info: given, associated, box })).toEqual(words)
    }),
    { numRuns: 15 },
  )
})

test('CR2 a box opens with its own keys, info and associated data alone', async () => {
  const keys = await deriveKemKeyPair(rfc9180.ikmR)
  const other = await deriveKemKeyPair(rfc9180.ikmE)
  const [info, associated, plaintext] = [utf8ToBytes('info'), utf8ToBytes('aad'), utf8ToBytes('words')]
  const box = (await hpkeSeal({ recipientKey: hexToBytes(rfc9180.pkRm), info, associated, plaintext }))!
  expect(await hpkeOpen({ keys, info, associated, box })).toEqual(plaintext)
  expect(await hpkeOpen({ keys: other, info, associated, box })).toBeUndefined()
  expect(await hpkeOpen({ keys, info: associated, associated, box })).toBeUndefined()
  expect(await hpkeOpen({ keys, info, associated: info, box })).toBeUndefined()
  for (let at = 0; at < box.length; at++) {
    // The top bit of the X25519 key is ignored by RFC 7748 §5, but it is part of what the key schedule hashes.
    expect(await hpkeOpen({ keys, info, associated, box: box.with(at, box[at]! ^ 0x80) })).toBeUndefined()
  }
})

test('CR2 sealing to bytes that are no key gives nothing', async () => {
  const [info, associated, plaintext] = [utf8ToBytes(''), utf8ToBytes(''), utf8ToBytes('')]
  expect(await hpkeSeal({ recipientKey: new Uint8Array(31), info, associated, plaintext })).toBeUndefined()
  expect(await hpkeSeal({ recipientKey: new Uint8Array(32), info, associated, plaintext })).toBeUndefined()
})

/** Published with the reference implementation (phc-winner-argon2 src/test.c): RFC 9106's own has a secret and lanes. */
test('CR3 Argon2id gives the reference outputs', async () => {
  const [password, salt] = [utf8ToBytes('password'), utf8ToBytes('somesalt')]
  expect(bytesToHex((await argon2id(password, salt, { memoryKiB: 65_536, passes: 2 }))!)).toBe(
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  )
  expect(bytesToHex((await argon2id(password, salt, { memoryKiB: 256, passes: 2 }))!)).toBe(
    '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
  )
})

test('CR3 without the memory for it, or with nothing to stretch, there is no key', async () => {
  const [password, salt] = [utf8ToBytes('password'), utf8ToBytes('somesalt')]
  expect(await argon2id(password, salt, { memoryKiB: 16_000_000, passes: 1 })).toBeUndefined()
  expect(await argon2id(new Uint8Array(0), salt, { memoryKiB: 64, passes: 1 })).toBeUndefined()
})

test('CR3 Ed25519 gives the key and signature of RFC 8032 §7.1, test 2', async () => {
  const seed = hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  const key = await openSigningKey(seed)
  expect(bytesToHex(key.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  expect(bytesToHex(await key.sign(hexToBytes('72')))).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
})
