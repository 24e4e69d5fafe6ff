/**
 * Which device was handed content of which group, when, and how much: written in
 * pages, each holding the hash of the one before. A pull only counts in memory;
 * what was counted is written every ten seconds, so that nobody waits for it, and
 * costs grow with what was handed out. Rules RT140 and RT141.
 */
import type { DeviceId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { zeroHash } from '../../shared/lib/ids.ts'
import {
  type DeviceFetches,
  encodeFetchPage,
  type FetchLine,
  type FetchPage,
  fetchPageHash,
  fetchPageLines,
} from '../../shared/protocol/fetch-log.ts'
import type { StoredItem } from '../entry-store/entry-store.ts'
import type { FetchPages } from '../entry-store/fetch-pages.ts'
import type { Logger } from '../ops/logger.ts'

/** What a kill can lose of the log. */
export const fetchLogEvery = 10_000

const triesOfPage = 10

export interface FetchLog {
  /** Counts what is about to be sent. */
  readonly note: (space: SpaceId, device: DeviceId, items: readonly StoredItem[]) => void
  /** Anything else that is about to be sent: an attachment, or an envelope out of quarantine. */
  readonly noteOne: (space: SpaceId, device: DeviceId, group: GroupId, bytes: number) => void
  /** Writes what was counted. */
  readonly flush: () => Promise<void>
}

export interface FetchLogDeps {
  readonly pages: FetchPages
  readonly now: () => Instant
  readonly log: Pick<Logger, 'error'>
  /** Told of every space whose log grew. */
  readonly grew: (space: SpaceId) => void
}

interface Count {
  items: number
  bytes: number
}

interface Open {
  readonly from: Instant
  readonly byDevice: Map<DeviceId, Map<GroupId, Count>>
}

export function createFetchLog({ grew, log, now, pages }: FetchLogDeps): FetchLog {
  let open = new Map<SpaceId, Open>()
  let writing: Promise<void> = Promise.resolve()

  function openOf(space: SpaceId): Open {
    const known = open.get(space) ?? { from: now(), byDevice: new Map() }
    open.set(space, known)
    return known
  }

  function add(space: SpaceId, device: DeviceId, group: GroupId, { bytes, items }: Readonly<Count>): void {
    const { byDevice } = openOf(space)
    const byGroup = byDevice.get(device) ?? new Map<GroupId, Count>()
    byDevice.set(device, byGroup)
    const count = byGroup.get(group) ?? { items: 0, bytes: 0 }
    byGroup.set(group, count)
    count.items += items
    count.bytes += bytes
  }

  async function write(space: SpaceId, { byDevice, from }: Open): Promise<void> {
    const until = now()
    const waiting = [...split(byDevice)]
    try {
      while (waiting[0] !== undefined) {
        await writePage(space, { from, until, devices: waiting[0] })
        waiting.shift()
      }
      grew(space)
    } catch (failure) {
      // It is written with what comes next.
      for (const { device, lines } of waiting.flat()) for (const line of lines) add(space, device, line.group, line)
      log.error('failed', { failure })
    }
  }

  async function writePage(space: SpaceId, { devices, from, until }: Omit<FetchPage, 'page' | 'prev'>): Promise<void> {
    // Another process may add a page of its own just then: the next number is after it.
    for (let tries = 0; tries < triesOfPage; tries++) {
      const last = await pages.lastFetchPage(space)
      const page = (last?.page ?? 0) + 1
      const bytes = encodeFetchPage({ page, prev: last?.hash ?? zeroHash, from, until, devices })
      if (await pages.addFetchPage(space, { page, hash: fetchPageHash(space, bytes), bytes, at: until })) return
    }
    throw new Error('fetch log: the next page is always taken')
  }

  async function writeAll(): Promise<void> {
    const counted = open
    open = new Map()
    for (const [space, each] of counted) await write(space, each)
  }

  return {
    note: (space, device, items) => {
      for (const item of items) {
        if (item.type === 'entry' && item.kind === 'control') continue
        const bytes = (item.type === 'box' ? item.box : item.bytes).length
        add(space, device, item.group, { items: 1, bytes })
      }
    },
    noteOne: (space, device, group, bytes) => add(space, device, group, { items: 1, bytes }),
    flush: () => {
      writing = writing.then(writeAll)
      return writing
    },
  }
}

/** Into pages: a device with very many groups goes on in the next one. */
function* split(byDevice: Open['byDevice']): Generator<readonly DeviceFetches[]> {
  let devices: { readonly device: DeviceId; readonly lines: FetchLine[] }[] = []
  let count = 0
  for (const [device, byGroup] of byDevice) {
    for (const [group, line] of byGroup) {
      if (count === fetchPageLines) {
        yield devices
        devices = []
        count = 0
      }
      if (devices.at(-1)?.device !== device) devices.push({ device, lines: [] })
      devices.at(-1)?.lines.push({ group, ...line })
      count += 1
    }
  }
  if (count > 0) yield devices
}
