/**
 * All own feeds and the outbox in memory, as the disk has them. Changes are
 * planned as writes and become true here only when the caller's transaction has
 * completed.
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { countUnsentBlobs } from '../blobs/blob-marks.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { authorWrite, encodeMark, logKey, type OutboxMark, outboxKey, parseMark } from './outbox.ts'
import { emptyFeed, encodeOwnFeed, type OwnFeed, parseOwnFeed, withWritten } from './own-feed.ts'

export interface OwnFeeds {
  readonly load: () => Promise<void>
  readonly of: (group: GroupId) => OwnFeed
  readonly all: () => readonly OwnFeed[]
  /** In the order written. */
  readonly marks: () => readonly OutboxMark[]
  readonly planEntry: (entry: ContentEntry) => readonly Write[]
  readonly keepEntry: (entry: ContentEntry) => void
  /** `sent` are marks that leave the outbox with this change. */
  readonly planFeed: (feed: OwnFeed, sent: readonly OutboxMark[]) => readonly Write[]
  readonly keepFeed: (feed: OwnFeed, sent: readonly OutboxMark[]) => void
}

export function createOwnFeeds(store: DeviceStore): OwnFeeds {
  const feeds = new Map<GroupId, OwnFeed>()
  const marks = new Map<string, OutboxMark>()
  const of = (group: GroupId) => feeds.get(group) ?? emptyFeed(group)

  async function load(): Promise<void> {
    const [ownFeeds, outbox] = await Promise.all([store.scan('feeds', '0', 'g'), store.scan('outbox', '0', 'g')])
    for (const { key, value } of ownFeeds) {
      const feed = parseOwnFeed(key as GroupId, value)
      if (feed !== undefined) feeds.set(feed.group, feed)
    }
    for (const item of outbox) {
      const mark = parseMark(item)
      if (mark !== undefined) marks.set(item.key, mark)
    }
  }

  return {
    load,
    of,
    all: () => [...feeds.values()],
    marks: () => [...marks.values()].sort((a, b) => a.writtenAt - b.writtenAt || a.seq - b.seq),
    planEntry: (entry) => {
      const { author, group, seq } = entry.header
      const feed = withWritten(of(group), entry.id)
      return [
        { store: 'log', key: logKey(group, author, seq), value: entry.bytes },
        { store: 'outbox', key: outboxKey(group, seq), value: encodeMark(markOf(entry)) },
        { store: 'feeds', key: group, value: encodeOwnFeed(feed) },
        authorWrite(author),
      ]
    },
    keepEntry: (entry) => {
      const { group, seq } = entry.header
      feeds.set(group, withWritten(of(group), entry.id))
      marks.set(outboxKey(group, seq), markOf(entry))
    },
    planFeed: (feed, sent) => [
      { store: 'feeds', key: feed.group, value: encodeOwnFeed(feed) },
      ...sent.map((mark): Write => ({ store: 'outbox', key: outboxKey(mark.group, mark.seq), value: null })),
    ],
    keepFeed: (feed, sent) => {
      feeds.set(feed.group, feed)
      for (const mark of sent) marks.delete(outboxKey(mark.group, mark.seq))
    },
  }
}

function markOf(entry: ContentEntry): OutboxMark {
  const { group, priority, seq, writtenAt } = entry.header
  return { group, seq, id: entry.id, priority, size: entry.bytes.length, writtenAt }
}

/** What somebody wrote or took waits: not receipts, looks and cards, which a device sends by itself. Needs no key. */
export async function countWritten(store: DeviceStore): Promise<number> {
  const marks = (await store.scan('outbox', '0', 'g')).map(parseMark)
  return marks.filter((mark) => mark?.priority !== 'bulk').length + (await countUnsentBlobs(store))
}

/** Everything that waits. */
export async function countOutbox(store: DeviceStore): Promise<number> {
  return (await store.scan('outbox', '0', 'g')).length
}
