/** KR94: what a guess at spoken digits costs. */
import { expect, test } from 'vitest'
import { utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { argon2id, passphraseCost } from '../crypto/argon2id.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { hearCode, sealSpoken } from './spoken-invite.ts'

const code = '1234567890123452'

test('KR94 the relay has the invite under what the digits give when they are stretched as a passphrase is, and sealed by it', async () => {
  expect(passphraseCost).toEqual({ memoryKiB: 65_536, passes: expect.any(Number) })
  const stretched = (await argon2id(utf8ToBytes(code), purpose('spoken'), passphraseCost))!
  const id = await hkdfSha256(stretched, new Uint8Array(0), purpose('spoken-id'))
  const deposit = (await sealSpoken(code, '#j=words', createSeededRandom('spoken')))!
  expect(deposit.id).toEqual(id.slice(0, 16))
  const text = Buffer.from(deposit.sealed).toString('latin1')
  expect(text).not.toContain('words')
  expect(await (await hearCode(code))!.open(deposit)).toBe('#j=words')
  expect(await (await hearCode('1234567890123460'))!.open(deposit)).toBeUndefined()
})
