/** What every adapter of `FetchPages` must do (SPEC.md, ES140 and ES141). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import type { FetchPages, NewFetchPage } from './fetch-pages.ts'

const space = 'aa'.repeat(16) as SpaceId
const elsewhere = 'bb'.repeat(16) as SpaceId
const all = { pages: 1_000, bytes: 1e9 }

function pageOf(page: number, size = 10): NewFetchPage {
  const hash = page.toString(16).padStart(64, '0') as EntryId
  return { page, hash, bytes: new Uint8Array(size).fill(page) as Bytes, at: (page * 10) as Instant }
}

const numbersIn = async (pages: FetchPages, after = 0, limit = all) =>
  (await pages.fetchPagesAfter(space, after, limit)).map((bytes) => bytes[0])

export function fetchPagesContract(name: string, open: () => Promise<FetchPages>): void {
  test(`${name} ES140 pages are numbered from 1, only the next is taken, and each space has its own`, async () => {
    const pages = await open()
    expect(await pages.lastFetchPage(space)).toBeUndefined()
    expect(await numbersIn(pages)).toEqual([])
    for (const [number, taken] of [
      [2, false],
      [1, true],
      [1, false],
      [3, false],
      [2, true],
    ] as const)
      expect(await pages.addFetchPage(space, pageOf(number))).toBe(taken)
    expect(await pages.lastFetchPage(space)).toEqual({ page: 2, hash: pageOf(2).hash })
    expect(await pages.lastFetchPage(elsewhere)).toBeUndefined()
    expect(await pages.addFetchPage(elsewhere, pageOf(1))).toBe(true)
    const [first] = await pages.fetchPagesAfter(space, 0, all)
    expect([first?.constructor, first]).toEqual([Uint8Array, pageOf(1).bytes])
  })

  test(`${name} ES140 they come back in order after any number, within limits, and one always fits`, async () => {
    const pages = await open()
    for (let page = 1; page <= 6; page++) await pages.addFetchPage(space, pageOf(page))
    expect(await numbersIn(pages, 2)).toEqual([3, 4, 5, 6])
    expect(await numbersIn(pages, 6)).toEqual([])
    expect(await numbersIn(pages, 0, { pages: 3, bytes: 1e9 })).toEqual([1, 2, 3])
    expect(await numbersIn(pages, 1, { pages: 9, bytes: 29 })).toEqual([2, 3])
    expect(await numbersIn(pages, 1, { pages: 9, bytes: 1 })).toEqual([2])
  })

  test(`${name} ES141 only the oldest go, by age or size, never beyond the number given, never the last`, async () => {
    const size = fc.integer({ min: 1, max: 30 })
    const limits = fc.record({ since: fc.nat(120), bytes: fc.nat(300), upTo: fc.nat(12) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(size, { minLength: 1, maxLength: 10 }),
        limits,
        async (sizes, { bytes, since, upTo }) => {
          const pages = await open()
          for (const [at, length] of sizes.entries()) await pages.addFetchPage(space, pageOf(at + 1, length))
          await pages.trimFetchPages(space, { since: since as Instant, bytes, upTo })
          let [number, kept] = [sizes.length, 0]
          const isKept = () => {
            kept += sizes[number - 1]!
            const isNew = number * 10 >= since && kept <= bytes
            return number > 0 && (number === sizes.length || number > upTo || isNew)
          }
          while (isKept()) number -= 1
          expect((await numbersIn(pages))[0]).toBe(number + 1)
          expect(await numbersIn(pages)).toHaveLength(sizes.length - number)
          expect(await pages.addFetchPage(space, pageOf(sizes.length + 1))).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
}
