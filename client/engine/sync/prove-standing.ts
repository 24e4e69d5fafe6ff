/**
 * A closed device gets a word from the relay without a key: it offers once more
 * an entry that the relay has, of its own or, where it never wrote, of anybody's,
 * and is answered as before. An entry carries its own proof. Whether the device
 * is still one of the team is not asked here: the chain says so once it opens.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { readLog } from './entry-log.ts'
import { readAuthor } from './outbox.ts'
import { createOwnFeeds } from './own-feeds.ts'
import type { RelayClient } from './relay-client.ts'

/** True: the relay has answered, or nothing is here that a relay could know. */
export async function proveStanding(store: DeviceStore, relay: Pick<RelayClient, 'append'>): Promise<boolean> {
  const entry = (await ownEntry(store)) ?? (await anyEntry(store))
  if (entry === undefined) return true
  const answer = await relay.append([entry])
  const type = answer.ok ? answer.value[0]?.type : undefined
  return type === 'duplicate' || type === 'stored'
}

async function ownEntry(store: DeviceStore): Promise<Bytes | undefined> {
  const device = await readAuthor(store)
  if (device === undefined) return undefined
  const feeds = createOwnFeeds(store)
  await feeds.load()
  const feed = feeds.all().find(({ sentTo }) => sentTo > 0)
  return feed === undefined ? undefined : entryAt(store, feed.group, device, feed.sentTo - 1)
}

async function anyEntry(store: DeviceStore): Promise<Bytes | undefined> {
  const [known] = await store.scan('frontiers', '0', 'g')
  if (known === undefined) return undefined
  const [group, author] = known.key.split('/') as [GroupId, DeviceId]
  return entryAt(store, group, author, 0)
}

async function entryAt(store: DeviceStore, group: GroupId, author: DeviceId, seq: number): Promise<Bytes | undefined> {
  const [entry] = await readLog(store, { group, author, from: seq, to: seq + 1 })
  return entry?.bytes
}
