/** Threads: one conversation a group. Lists, the unread count, and one thread with its messages. */
import { orderRecords } from '../../domain/projections/order-records.ts'
import type { MessageRow, ThreadRow, UnreadRow } from '../../domain/projections/rows.ts'
import type { ThreadFactsRow } from '../../domain/projections/setting-rows.ts'
import type { ContactView } from '../../engine-api/contact.ts'
import type {
  Audience,
  MessageItem,
  ThreadCare,
  ThreadKind,
  ThreadListRow,
  ThreadsView,
  ThreadView,
} from '../../engine-api/queries.ts'
import type { Travel } from '../../engine-api/travel.ts'

/** What the chains say of a group that can be talked in. */
export interface ThreadGroup {
  readonly threadId: string
  readonly groupId: string
  readonly personId: string | null
  readonly kind: ThreadKind
  readonly about: string | null
  readonly title: string
  readonly face: string
  readonly audience: Audience
}

export interface ThreadFacts {
  readonly newest: ThreadRow | undefined
  readonly unread: number
  readonly notSent: number
  /** What its document says; staff talk among themselves has none. */
  readonly care: ThreadFactsRow | undefined
  readonly memberId: string
}

export function threadListRow(
  group: ThreadGroup,
  { care, memberId, newest, notSent, unread }: ThreadFacts,
): ThreadListRow {
  const last = newest?.last
  return {
    threadId: group.threadId,
    personId: group.personId,
    kind: group.kind,
    about: group.about,
    title: group.title,
    audience: group.audience,
    face: group.face,
    lastText: last?.text ?? null,
    lastAuthor: last?.author ?? null,
    lastMine: last?.own ?? false,
    lastAt: last?.at ?? null,
    unread,
    notSent,
    ...(care !== undefined && { care: careOf(care, memberId) }),
  }
}

function careOf({ groupId: _, ...facts }: ThreadFactsRow, memberId: string): ThreadCare {
  return { ...facts, isMine: facts.owners.some(({ who }) => who.memberId === memberId) }
}

/** Newest first; what was never talked in stands last, by name. */
export function threadsView(
  rows: readonly ThreadListRow[],
  { more, unread }: { readonly unread: number; readonly more: boolean },
): ThreadsView {
  return { rows: [...rows].sort(byNewest), unread, ...(more && { more: true as const }) }
}

function byNewest(a: ThreadListRow, b: ThreadListRow): number {
  return (b.lastAt ?? 0) - (a.lastAt ?? 0) || (a.title < b.title ? -1 : 1)
}

export interface ThreadViewFacts {
  readonly row: ThreadListRow | null
  readonly complete: boolean
  readonly messages: readonly MessageRow[]
  readonly window?: { readonly limit: number | undefined; readonly isWhole: boolean }
  readonly unseenIds: ReadonlySet<string>
  readonly travelOfRow: (row: MessageRow) => Travel | null
  readonly unagreed?: ContactView
}

export function threadView(facts: ThreadViewFacts): ThreadView {
  const { complete, messages, row, travelOfRow, unagreed, unseenIds, window } = facts
  const byId = new Map(messages.map((message) => [message.id, message]))
  const ordered = orderRecords(messages)
  const shown = window?.limit === undefined ? ordered : ordered.slice(-window.limit)
  return {
    thread: row,
    complete,
    messages: shown.map(
      (message): MessageItem => ({
        id: message.id,
        author: message.author,
        mine: message.own,
        text: message.text,
        answers: answered(message, byId),
        times: { writtenAt: message.at, arrivedAt: message.own ? null : message.arrivedAt },
        travel: travelOfRow(message),
        unseen: unseenIds.has(message.id),
        ...(message.letIn !== undefined && { letIn: message.letIn }),
      }),
    ),
    ...((window?.isWhole === false || shown.length < ordered.length) && { older: true as const }),
    ...(unagreed !== undefined && { unagreed }),
  }
}

function answered({ answers }: MessageRow, byId: ReadonlyMap<string, MessageRow>): MessageItem['answers'] {
  const message = answers === null ? undefined : byId.get(answers)
  if (message === undefined) return null
  const { author, id, text } = message
  return { id, name: author.name, as: author.as, text }
}

/** Unread rows not covered by what this member has seen; `seenTo` is the last feed number of that device seen here. */
export function stillUnread(
  rows: readonly UnreadRow[],
  seenTo: (groupId: string, deviceId: string) => number,
): readonly UnreadRow[] {
  return rows.filter((row) => row.seq > seenTo(row.groupId, row.deviceId))
}

export function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
