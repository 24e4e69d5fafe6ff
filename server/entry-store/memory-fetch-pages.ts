/** In-memory adapter for `FetchPages`: one list a space. */
import type { SpaceId } from '../../shared/lib/ids.ts'
import type { FetchPages, NewFetchPage } from './fetch-pages.ts'
import { takeWithin } from './fetch-pages-limit.ts'

export function createMemoryFetchPages(): FetchPages {
  const pagesBySpace = new Map<SpaceId, readonly NewFetchPage[]>()
  const pagesOf = (space: SpaceId) => pagesBySpace.get(space) ?? []

  return {
    addFetchPage: async (space, page) => {
      const pages = pagesOf(space)
      if (page.page !== (pages.at(-1)?.page ?? 0) + 1) return false
      pagesBySpace.set(space, [...pages, page])
      return true
    },
    lastFetchPage: async (space) => {
      const last = pagesOf(space).at(-1)
      return last === undefined ? undefined : { page: last.page, hash: last.hash }
    },
    fetchPagesAfter: async (space, after, limit) => {
      const rest = pagesOf(space).filter(({ page }) => page > after)
      return takeWithin(
        rest.map(({ bytes }) => bytes),
        limit,
      )
    },
    trimFetchPages: async (space, { bytes, since, upTo }) => {
      const pages = pagesOf(space)
      const goes = (page: NewFetchPage, at: number): boolean => {
        const fromHere = pages.slice(at).reduce((sum, each) => sum + each.bytes.length, 0)
        return page.at < since || fromHere > bytes
      }
      const outdated = Math.max(0, ...pages.filter(goes).map(({ page }) => page))
      const end = Math.min(outdated, upTo, (pages.at(-1)?.page ?? 0) - 1)
      pagesBySpace.set(
        space,
        pages.filter(({ page }) => page > end),
      )
    },
  }
}
