/**
 * Which page a row lies on. Most rows lie by the hash of their id: SHA-256,
 * because others choose the ids of what they write and must not be able to
 * choose the page. What is read newest first (the story of a person, messages,
 * what was given) lies by time, so that a screen reads the newest page and not
 * all there are; a page that is full is cut wherever its rows stand, so nobody
 * gains by choosing times.
 */
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { pageFor, rowsPerPage, splitPage } from './page-index.ts'

type Placed = Pick<StoredRow, 'id' | 'order'>

export interface PageLayout {
  /** Undefined when there is no page yet. */
  readonly pageFor: (pages: ReadonlySet<string>, row: Placed) => string | undefined
  /** Parts of at most 64 rows, `page` itself among them or not. */
  readonly split: (page: string, rows: readonly StoredRow[], isNewest: boolean) => ReadonlyMap<string, Rows>
}

type Rows = readonly StoredRow[]

const timelines: ReadonlySet<Collection> = new Set(['story', 'messages', 'givings', 'decided', 'decidedBy'])

export function isTimeline(collection: Collection): boolean {
  return timelines.has(collection)
}

export function layoutOf(collection: Collection): PageLayout {
  return isTimeline(collection) ? byTime : byHash
}

const byHash: PageLayout = {
  pageFor: (pages, { id }) => pageFor(pages, id),
  split: (page, rows) => {
    const byId = new Map(rows.map((row) => [row.id, row]))
    const parts = splitPage(page, [...byId.keys()])
    return new Map([...parts].map(([part, ids]) => [part, ids.map((id) => byId.get(id)!)]))
  },
}

/** A page is named by where it begins; the oldest by the empty text. */
const byTime: PageLayout = {
  pageFor: (pages, row) => {
    const key = timeKey(row)
    let found: string | undefined
    for (const page of pages) if (page <= key && (found === undefined || page > found)) found = page
    return found
  },
  split: (page, rows, isNewest) => {
    if (rows.length <= rowsPerPage) return new Map([[page, rows]])
    const sorted = [...rows].sort((a, b) => (timeKey(a) < timeKey(b) ? -1 : 1))
    // What comes next is mostly newer still: full pages are left behind, and the rest begins the newest one.
    const size = isNewest ? rowsPerPage : Math.ceil(sorted.length / Math.ceil(sorted.length / rowsPerPage))
    const parts = new Map<string, Rows>()
    for (let start = 0; start < sorted.length; start += size) {
      const name = start === 0 ? page : beginsAfter(timeKey(sorted[start - 1]!), timeKey(sorted[start]!))
      parts.set(name, sorted.slice(start, start + size))
    }
    return parts
  },
}

/** Sorts as text, oldest first; two rows have one only if they are one. */
export function timeKey({ id, order }: Placed): string {
  return `${order} ${id}`
}

/** The shortest text above `before` that is not above `first`. */
function beginsAfter(before: string, first: string): string {
  let same = 0
  while (before[same] === first[same]) same++
  return first.slice(0, same + 1)
}

/** Newest first. */
export function newestPages(pages: Iterable<string>): readonly string[] {
  return [...pages].sort((a, b) => (a > b ? -1 : 1))
}
