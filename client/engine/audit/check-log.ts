/**
 * Holds the relay's log against what it signed for on the team's chain. Each page
 * names the hash of the one before, so one signed hash answers for every page up
 * to it: a page changed, left out, put in, or missing at the end shows. Rule AU140.
 */
import { type EntryId, type Instant, type SpaceId, zeroHash } from '../../../shared/lib/ids.ts'
import type { ChainCheckpoint, ChainState } from '../../../shared/membership/chain.ts'
import { type FetchPage, fetchPageHash, parseFetchPage } from '../../../shared/protocol/fetch-log.ts'
import type { AuditAgreement } from '../../engine-api/audit.ts'

/** A relay signs once a day. */
const lateMs = 48 * 60 * 60_000

export interface LogCheck {
  /** Where to read on from. */
  readonly after: () => number
  /** The page, if it can be read; what does not fit is remembered. */
  readonly take: (bytes: Uint8Array) => FetchPage | undefined
  /** Once there are no more pages. */
  readonly agreement: (now: Instant) => AuditAgreement
}

type Fault = Extract<AuditAgreement, { readonly type: 'differs' }>['how']

/** From the last page that was signed for before `since`: older ones are not shown, and are answered for by it. */
export function checkLog({ checkpoints, relay, space }: ChainState, since: Instant): LogCheck {
  const start = checkpoints.findLast(({ writtenAt }) => writtenAt < since)
  const signed = new Map(checkpoints.map((checkpoint) => [checkpoint.page, checkpoint.hash]))
  let last: { readonly page: number; readonly hash: EntryId } = start ?? { page: 0, hash: zeroHash }
  let isFirst = true
  let fault: Fault | null = null
  const note = (found: Fault) => {
    fault ??= found
  }

  function take(bytes: Uint8Array): FetchPage | undefined {
    const read = parseFetchPage(bytes)
    if (!read.ok) {
      note('unreadable')
      return undefined
    }
    const page = read.value
    // The oldest pages may be gone; between two that are there none may be.
    const isNext = page.page === last.page + 1
    if (!isNext && !(isFirst && page.page > last.page)) note('missing')
    const before = isNext ? last.hash : signed.get(page.page - 1)
    if (before !== undefined && page.prev !== before) note('changed')
    const hash = fetchPageHash(space as SpaceId, bytes)
    const wanted = signed.get(page.page)
    if (wanted !== undefined && wanted !== hash) note('changed')
    last = { page: page.page, hash }
    isFirst = false
    return page
  }

  function agreement(now: Instant): AuditAgreement {
    const newest: ChainCheckpoint | undefined = checkpoints.at(-1)
    if (newest !== undefined && newest.page > last.page) note('cut-short')
    if (fault !== null) return { type: 'differs', how: fault }
    if (relay === null) return { type: 'no-key' }
    if (newest === undefined) return { type: 'not-signed' }
    return { type: 'agrees', upTo: newest.writtenAt, late: newest.page < last.page && now - newest.writtenAt > lateMs }
  }

  return { after: () => last.page, take, agreement }
}
