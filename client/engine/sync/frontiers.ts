/**
 * How far the feeds of others are known here: the next number expected and the
 * entry before it. A batch works on an overlay that becomes true only with its
 * commit, so a failed commit forgets nothing and invents nothing (RX8).
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type DeviceId, type EntryId, type GroupId, type Instant, zeroHash } from '../../../shared/lib/ids.ts'
import { encodeField, instant, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import { entryId } from '../../../shared/protocol/ids-on-wire.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface FeedFrontier {
  readonly next: number
  readonly head: EntryId
  /** When its newest entry was written, by its writer's clock. */
  readonly writtenAt: Instant
}

export interface FrontierOverlay {
  readonly of: (group: GroupId, author: DeviceId) => FeedFrontier
  readonly set: (group: GroupId, author: DeviceId, frontier: FeedFrontier) => void
  readonly writes: () => readonly Write[]
  /** Makes the overlay true: call it when the disk has the writes. */
  readonly keep: () => void
}

export interface Frontiers {
  /** Once; whoever reads them waits for it. A start does not: there are as many as groups and their writers. */
  readonly load: () => Promise<void>
  readonly of: (group: GroupId, author: DeviceId) => FeedFrontier
  /** By author, all feeds of a group. */
  readonly inGroup: (group: GroupId) => ReadonlyMap<DeviceId, FeedFrontier>
  readonly groups: () => readonly GroupId[]
  /** Null: nothing of it is here. Undefined: they are not loaded. */
  readonly lastWrittenAt: (author: DeviceId) => Instant | null | undefined
  readonly begin: () => FrontierOverlay
  /** Of groups whose entries leave this disk: they are taken anew when they come again. */
  readonly planForget: (group: GroupId) => readonly Write[]
  readonly keepForgotten: (group: GroupId) => void
}

const nothing: FeedFrontier = { next: 0, head: zeroHash, writtenAt: 0 as Instant }

export function createFrontiers(store: DeviceStore): Frontiers {
  const byGroup = new Map<GroupId, Map<DeviceId, FeedFrontier>>()
  const newest = new Map<DeviceId, Instant>()
  let loading: Promise<void> | null = null
  let isLoaded = false

  function of(group: GroupId, author: DeviceId): FeedFrontier {
    return byGroup.get(group)?.get(author) ?? nothing
  }

  function put(group: GroupId, author: DeviceId, frontier: FeedFrontier): void {
    const feeds = byGroup.get(group) ?? new Map<DeviceId, FeedFrontier>()
    byGroup.set(group, feeds.set(author, frontier))
    const { writtenAt } = frontier
    if (writtenAt > (newest.get(author) ?? 0)) newest.set(author, writtenAt)
  }

  async function load(): Promise<void> {
    for (const { key, value } of await store.scan('frontiers', '0', 'g')) {
      const [group, author] = key.split('/')
      const frontier = parseFrontier(value)
      if (group !== undefined && author !== undefined && frontier !== undefined) {
        put(group as GroupId, author as DeviceId, frontier)
      }
    }
    isLoaded = true
  }

  function begin(): FrontierOverlay {
    const changed = new Map<string, { group: GroupId; author: DeviceId; frontier: FeedFrontier }>()
    return {
      of: (group, author) => changed.get(keyOf(group, author))?.frontier ?? of(group, author),
      set: (group, author, frontier) => void changed.set(keyOf(group, author), { group, author, frontier }),
      writes: () =>
        [...changed].map(([key, { frontier }]) => ({ store: 'frontiers', key, value: encodeFrontier(frontier) })),
      keep: () => {
        for (const { group, author, frontier } of changed.values()) put(group, author, frontier)
      },
    }
  }

  return {
    load: () => {
      loading ??= load()
      return loading
    },
    of,
    inGroup: (group) => byGroup.get(group) ?? new Map(),
    groups: () => [...byGroup.keys()],
    lastWrittenAt: (author) => newest.get(author) ?? (isLoaded ? null : undefined),
    begin,
    planForget: (group) =>
      [...(byGroup.get(group)?.keys() ?? [])].map((author) => ({
        store: 'frontiers',
        key: keyOf(group, author),
        value: null,
      })),
    keepForgotten: (group) => void byGroup.delete(group),
  }
}

function keyOf(group: GroupId, author: DeviceId): string {
  return `${group}/${author}`
}

const frontierRow = row<FeedFrontier>({ next: uint(), head: entryId, writtenAt: instant }, [1])

function encodeFrontier(frontier: FeedFrontier): Bytes {
  return encodeField(frontierRow, frontier)
}

/** Undefined for a damaged row. */
export function parseFrontier(bytes: Uint8Array): FeedFrontier | undefined {
  const frontier = parseField(frontierRow, bytes)
  return frontier.ok ? frontier.value : undefined
}
