/**
 * One mark for every attachment that was written here: whether the relay has it,
 * since when, and what it said if it would not take it. The sealed bytes lie in
 * the store `blobs`; a mark says nothing that the relay is not told. Rules SX400
 * to SX403.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import {
  bool,
  bytesUpTo,
  encodeField,
  instant,
  nullable,
  parseField,
  row,
  textUpTo,
  uint,
} from '../../../shared/protocol/fields.ts'
import type { StoryRow } from '../../domain/projections/rows.ts'
import type { PhotoTravel } from '../../engine-api/photo-acts.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface BlobMark {
  /** Group and hash: where its bytes lie in `blobs`, and its own place in `blobMarks`. */
  readonly key: string
  /** Sealed. */
  readonly bytes: number
  readonly writtenAt: Instant
  /** The relay's first durable write; null while it is on this device alone. */
  readonly sentAt: Instant | null
  /** It was sent, and the relay may have lost it since. */
  readonly again: boolean
  /** What the relay said when it would not take it. */
  readonly problem: string | null
  /** A `BlobWord`, signed while there was a key to sign with (SX560); empty in marks of older apps. */
  readonly word: Bytes
}

export interface BlobMarks {
  readonly load: () => Promise<void>
  readonly of: (key: string) => BlobMark | undefined
  readonly all: () => readonly BlobMark[]
  /** Written here and never acknowledged, in the order written. */
  readonly unsent: () => readonly BlobMark[]
  /** What is to be sent: that, and then what the relay may have lost. */
  readonly due: () => readonly BlobMark[]
  readonly write: (mark: BlobMark) => Write
  /** The disk has it. */
  readonly keep: (mark: BlobMark) => void
}

export function blobKey(group: GroupId, blob: BlobId): string {
  return `${group}/${blob}`
}

const first = {
  bytes: uint(),
  writtenAt: instant,
  sentAt: nullable(instant),
  again: bool,
  problem: nullable(textUpTo(200)),
}
const fields = row<Omit<BlobMark, 'key'>>({ ...first, word: bytesUpTo(200) }, [2])
const oldFields = row<Omit<BlobMark, 'key' | 'word'>>(first, [1])

/** Undefined for a damaged row. */
export function parseBlobMark(key: string, value: Uint8Array): BlobMark | undefined {
  const mark = parseField(fields, value)
  if (mark.ok) return { key, ...mark.value }
  const old = parseField(oldFields, value)
  return old.ok ? { key, word: new Uint8Array(), ...old.value } : undefined
}

export function encodeBlobMark({ key: _key, ...mark }: BlobMark): Bytes {
  return encodeField(fields, mark)
}

export function createBlobMarks(store: DeviceStore): BlobMarks {
  const marks = new Map<string, BlobMark>()
  const where = (isIt: (mark: BlobMark) => boolean) =>
    [...marks.values()].filter(isIt).sort((a, b) => a.writtenAt - b.writtenAt)
  const unsent = () => where(({ sentAt }) => sentAt === null)
  return {
    load: async () => {
      for (const { key, value } of await store.scan('blobMarks', '0', 'g')) {
        const mark = parseBlobMark(key, value)
        if (mark !== undefined) marks.set(key, mark)
      }
    },
    of: (key) => marks.get(key),
    all: () => [...marks.values()],
    unsent,
    due: () => [...unsent(), ...where(({ again, sentAt }) => again && sentAt !== null)],
    write: (mark) => ({ store: 'blobMarks', key: mark.key, value: encodeBlobMark(mark) }),
    keep: (mark) => void marks.set(mark.key, mark),
  }
}

/** Needs no key. */
export async function countUnsentBlobs(store: Pick<DeviceStore, 'scan'>): Promise<number> {
  const marks = (await store.scan('blobMarks', '0', 'g')).map(({ key, value }) => parseBlobMark(key, value))
  return marks.filter((mark) => mark?.sentAt === null).length
}

/** Null for a photo that was not taken on this device. */
export function travelOfPhoto(marks: Pick<BlobMarks, 'of'>) {
  return ({ groupId, photo }: StoryRow): PhotoTravel | null => {
    const mark = photo === undefined ? undefined : marks.of(`${groupId}/${photo.blob}`)
    if (mark === undefined) return null
    if (mark.sentAt !== null) return { type: 'sent', at: mark.sentAt }
    return mark.problem === null ? { type: 'here-only' } : { type: 'not-sent', problem: mark.problem }
  }
}
