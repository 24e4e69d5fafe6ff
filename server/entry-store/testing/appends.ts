/** What the contracts write: a few groups and devices, and entries whose ids and bytes follow from their places. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import {
  type Arrival,
  type DeviceId,
  type EntryId,
  type GroupId,
  type SpaceId,
  zeroHash,
} from '../../../shared/lib/ids.ts'
import type {
  Append,
  AppendOutcome,
  BoxesAppend,
  ContentAppend,
  ControlAppend,
  EntryStore,
  Readable,
} from '../entry-store.ts'

export const contractQuota = { groupBytes: 20_000, spaceBytes: 30_000, quarantineBytes: 500 }

export type OpenStore = () => Promise<EntryStore>

export const space = 'aa'.repeat(16) as SpaceId
export const elsewhere = 'bb'.repeat(16) as SpaceId
export const groups = ['01', '02', '03'].map((byte) => byte.repeat(16) as GroupId)
export const devices = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId)
export const [care, team, other] = groups as [GroupId, GroupId, GroupId]
export const [aisha, priya] = devices as [DeviceId, DeviceId]
export const start = 0 as Arrival
export const everything: Readable = {
  contents: new Set(groups),
  chains: new Set(groups),
  recipients: new Set([...devices, team]),
}
export const wide = { items: 1000, bytes: 1_000_000 }

export function idOf(...parts: readonly (string | number)[]): EntryId {
  return Buffer.from(sha256(new TextEncoder().encode(parts.join('/')))).toString('hex') as EntryId
}

export function contentId(group: GroupId, author: DeviceId, seq: number, word = ''): EntryId {
  return seq < 0 ? zeroHash : idOf('content', group, author, seq, word)
}

export function content(group: GroupId, author: DeviceId, seq: number, word = '', size = 40): ContentAppend {
  const prev = contentId(group, author, seq - 1)
  const id = contentId(group, author, seq, word)
  const bytes = new Uint8Array(size).fill(seq + 1) as Bytes
  return { type: 'content', group, author, seq, prev, id, bytes }
}

export function control(group: GroupId, groupSeq: number, word = '', boxes: BoxesAppend['boxes'] = []): ControlAppend {
  const id = idOf('control', group, groupSeq, word)
  return { type: 'control', group, groupSeq, id, bytes: new Uint8Array(30).fill(groupSeq + 1), epoch: 0, boxes }
}

export function box(recipient: DeviceId | GroupId, fill: number) {
  return { recipient, box: new Uint8Array(80).fill(fill) as Bytes }
}

export function summary(outcome: AppendOutcome): string {
  if (outcome.type === 'refused') return outcome.reason
  return 'arrival' in outcome ? `${outcome.type} ${outcome.arrival}` : outcome.type
}

export async function put(store: EntryStore, ...appends: readonly Append[]): Promise<readonly string[]> {
  return (await store.append(space, appends)).map(summary)
}
