/** AV1 and AV2: the recovery kit on paper. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, bytesToHex, concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import { joinShares, readShare, type Share, seedLength, splitSeed } from './shares.ts'

const aSeed = fc
  .uint8Array({ minLength: seedLength, maxLength: seedLength })
  .map((bytes): Bytes => new Uint8Array(bytes))

function read(text: string): Share {
  const share = readShare(text)
  if (!share.ok) throw new Error(share.error)
  return share.value
}

test('AV1 any two of three shares give the seed back, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(aSeed, fc.shuffledSubarray([0, 1, 2], { minLength: 2, maxLength: 2 }), async (seed, [a, b]) => {
      const shares = (await splitSeed(seed)).map(read)
      expect(shares.map(({ number }) => number)).toEqual([1, 2, 3])
      expect(await joinShares(shares[a!]!, shares[b!]!)).toEqual({ ok: true, value: seed })
    }),
    { numRuns: 20 },
  )
})

test('AV1 one sheet twice, sheets of two kits, and two that do not fit give nothing', async () => {
  const [one, two] = (await splitSeed(new Uint8Array(seedLength).fill(7))).map(read) as [Share, Share]
  const [other] = (await splitSeed(new Uint8Array(seedLength).fill(8))).map(read) as [Share]
  expect(await joinShares(one, one)).toEqual({ ok: false, error: 'same-sheet' })
  expect(await joinShares(one, { ...two, share: one.share })).toEqual({ ok: false, error: 'same-sheet' })
  expect(await joinShares(one, other)).toEqual({ ok: false, error: 'different-kits' })
  expect(await joinShares(one, { ...other, kit: one.kit, number: 2 })).toMatchObject({ ok: false })
  for (let at = 0; at < two.share.length; at++) {
    const share = two.share.with(at, two.share[at]! ^ 1) as Bytes
    expect(await joinShares(one, { ...two, share })).toMatchObject({ ok: false })
  }
  // Of the same place, by the byte that the library puts behind it.
  const share = two.share.with(-1, one.share.at(-1)!) as Bytes
  expect(await joinShares(one, { ...two, share })).toEqual({ ok: false, error: 'not-a-kit' })
})

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The sheet with its bytes changed, under a checksum that fits. */
function altered(sheet: string, change: (body: Bytes) => void): string {
  const letters = [...sheet.replaceAll('-', '')].map((letter) => BigInt(alphabet.indexOf(letter)))
  const number = letters.reduce((sum, value) => sum * 32n + value, 0n) >> 4n
  const body = hexToBytes(number.toString(16).padStart(84, '0')).slice(0, -3)
  change(body)
  let rest = BigInt(`0x${bytesToHex(concatBytes(body, sha256(purpose('share'), body).slice(0, 3)))}`) << 4n
  const written: string[] = []
  for (let at = 0; at < 68; at++, rest >>= 5n) written.unshift(alphabet[Number(rest & 31n)]!)
  return written.join('')
}

test('AV2 a sheet of a later form, or with a number that no sheet has, is told though every letter is right', async () => {
  const [sheet] = (await splitSeed(new Uint8Array(seedLength).fill(9))) as [string]
  const withByte = (at: number, value: number) => readShare(altered(sheet, (body) => body.set([value], at)))
  expect(withByte(1, 1)).toEqual(readShare(sheet))
  expect(withByte(0, 2)).toEqual({ ok: false, error: 'newer' })
  expect([0, 4, 255].map((number) => withByte(1, number))).toEqual(
    [0, 4, 255].map(() => ({ ok: false, error: 'unreadable' })),
  )
})

test('AV2 a share reads whatever its case and spaces; one letter wrong is told, in every place', async () => {
  const [text] = (await splitSeed(new Uint8Array(seedLength).fill(9))) as [string]
  const share = read(text)
  expect(read(text.toLowerCase().replaceAll('-', '  '))).toEqual(share)
  expect(read(text.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(share)
  const letters = text.replaceAll('-', '')
  for (let at = 0; at < letters.length; at++) {
    const slip = letters[at] === '7' ? '8' : '7'
    expect(readShare(letters.slice(0, at) + slip + letters.slice(at + 1)).ok).toBe(false)
  }
  expect(readShare(letters.slice(1))).toEqual({ ok: false, error: 'unreadable' })
})

test('AV2 any other text is answered, never thrown on', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z]{68}$/)), (text) => {
      expect(readShare(text).ok).toBe(false)
    }),
    { numRuns: 300 },
  )
})
