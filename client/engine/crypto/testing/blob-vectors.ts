/** Attachments sealed under known secrets, for every place the app runs in: the hash of what must come out. */
import { expect } from 'vitest'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../../shared/lib/bytes.ts'
import { blobIdOf } from '../../../../shared/protocol/blob.ts'
import { blobChunkBytes, openBlob, sealBlob } from '../blob-sealer.ts'

export const blobSecrets = { key: hexToBytes('2b'.repeat(32)), prefix: hexToBytes('01020304050607') }

export function patternOf(length: number) {
  return Uint8Array.from({ length }, (_, at) => (at * 131 + (at >> 8)) & 255)
}

/** Of one chunk the bytes themselves; of more their hash. */
export const shortVector = {
  plaintext: utf8ToBytes('A wound, left shin'),
  sealed: '0102030405060739b2b471433593c83d990a1bcf6e5fda79cac51396378a5573223a8b90508c8c032c',
}
export const longVectors = [
  { length: 0, hash: 'c227eb10c557af119452ef4c94ab5a9599708bd7e2a68da4d1d397e3f2aa567e' },
  { length: blobChunkBytes, hash: '1b36901145b2f2dc25f43e35585412ca8da32392b0b744426dc534d2d509f3ff' },
  { length: blobChunkBytes + 1, hash: '67df72c2034d110c541227e2b5285d8557fc328e3f91c47a5e1fddf75ccdaa77' },
  { length: 3 * blobChunkBytes, hash: '9d740d1d8143265428760e5d2091c1baedf4cc42cb7f24aa6ec6c3025dd3a382' },
] as const

export async function expectBlobVectors(): Promise<void> {
  const sealed = await sealBlob(blobSecrets, shortVector.plaintext)
  expect(bytesToHex(sealed)).toBe(shortVector.sealed)
  for (const { hash, length } of longVectors) {
    const long = await sealBlob(blobSecrets, patternOf(length))
    expect([length, blobIdOf(long) as string]).toEqual([length, hash])
    expect(await openBlob(blobSecrets.key, long)).toEqual(patternOf(length))
  }
}
