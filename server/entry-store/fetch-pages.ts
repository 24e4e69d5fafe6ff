/**
 * Port: the pages of the fetch log, kept beside the entries. Each space has its
 * own, numbered from 1; a page is added once and never changed, and only the
 * oldest are ever dropped. Rules ES140 and ES141.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId, Instant, SpaceId } from '../../shared/lib/ids.ts'

export interface NewFetchPage {
  readonly page: number
  readonly hash: EntryId
  readonly bytes: Bytes
  readonly at: Instant
}

export interface LastFetchPage {
  readonly page: number
  readonly hash: EntryId
}

export interface FetchPagesKept {
  /** Older pages go … */
  readonly since: Instant
  /** … and the oldest beyond so many bytes … */
  readonly bytes: number
  /** … but none after this number. */
  readonly upTo: number
}

export interface FetchPages {
  /** Durable once answered; false when this is not the next number. */
  readonly addFetchPage: (space: SpaceId, page: NewFetchPage) => Promise<boolean>
  readonly lastFetchPage: (space: SpaceId) => Promise<LastFetchPage | undefined>
  /** In their order; one page always fits. */
  readonly fetchPagesAfter: (
    space: SpaceId,
    after: number,
    limit: { readonly pages: number; readonly bytes: number },
  ) => Promise<readonly Bytes[]>
  /** Never drops the last page: the next one has to follow it. */
  readonly trimFetchPages: (space: SpaceId, kept: FetchPagesKept) => Promise<void>
}
