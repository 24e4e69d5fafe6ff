/**
 * The vector of the one suite that is used here: base mode, kem 32, kdf 1, aead 2,
 * out of the test-vectors.json published with RFC 9180 (cfrg/draft-irtf-cfrg-hpke at
 * 5f503c5), which the RFC's own appendix leaves out. The keys' material as Go has it
 * (golang/go, src/crypto/hpke/testdata/rfc9180.json), ciphertexts and exported values
 * as AWS-LC has them (aws/aws-lc, crypto/hpke/hpke_test_vectors.txt).
 */
import { expect } from 'vitest'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../../../../shared/lib/bytes.ts'
import { hpkeOpen, hpkeSeal } from '../hpke.ts'
import { deriveKemKeyPair, kemPublicBytes } from '../kem-pair.ts'

export const hpkeVector = {
  info: hexToBytes('4f6465206f6e2061204772656369616e2055726e'),
  ikmE: hexToBytes('2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9'),
  ikmR: hexToBytes('dac33b0e9db1b59dbbea58d59a14e7b5896e9bdf98fad6891e99d1686492b9ee'),
  pkRm: hexToBytes('430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c'),
  enc: hexToBytes('6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256'),
  plaintext: hexToBytes('4265617574792069732074727574682c20747275746820626561757479'),
  /** By sequence number, up to where it takes a second byte. */
  ciphertexts: {
    0: 'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
    1: '2c43aff25343fdbff864506f0818b9d87df84ea01b1a2144d23b4d40c26bf655fdf197fe40297a8aebeed5cc2d',
    2: 'e0a8f2cf92ff61215edbb8c55dc31fe9e2eb42a5685867bb6854211542099f9e940c4b41c192bc390835b1a5f7',
    4: '448a8892f261cbb6bf5b7b64a4fae8a2c86492494b069c10525895d871c27c2f12cd17e0588fedaba9f7b0cd4c',
    255: 'f6ad1823eb0b932d04b6e23010eea64f1fe5edd0583dae5ba27ca6363f4ea104bd217331460ef4208040423641',
    256: '53624f4f9f173453b14e633b45390ff54cacaa4428d44baee1bff8133fab1ab3afe60f88e4634b525c54e92eda',
  } as Readonly<Record<number, string>>,
  /** By the exporter's context, in hex: 32 bytes each. */
  exports: {
    '': 'ded6cffafaea6b812cbf3e241e88332adbc077aca81512914213810ee291770a',
    '00': '04d3cb6cc116b28ffd22ad5bc276c60d31fec71ceb87ae24db811c64b7507339',
    '54657374436f6e74657874': '7c5ded445732c14fe09727d29b4251c0fd38455fe8440571e687f0886aac94d2',
  },
}

export function associatedAt(sequence: number) {
  return utf8ToBytes(`Count-${sequence}`)
}

/** Of a box, which is the first message and nothing else. */
export async function expectHpkeVector(): Promise<void> {
  const { ciphertexts, enc, ikmE, ikmR, info, pkRm, plaintext } = hpkeVector
  const keys = await deriveKemKeyPair(ikmR)
  expect(await kemPublicBytes(keys.publicKey)).toEqual(pkRm)
  const associated = associatedAt(0)
  const published = concatBytes(enc, hexToBytes(ciphertexts[0]!))
  expect(await hpkeOpen({ keys, info, associated, box: published })).toEqual(plaintext)
  const sealed = await hpkeSeal({ recipientKey: pkRm, info, associated, plaintext, ephemeral: ikmE })
  expect(bytesToHex(sealed!)).toBe(bytesToHex(published))
}
