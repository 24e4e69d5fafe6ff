/** AV1 and AV2: the recovery kit on paper. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
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
