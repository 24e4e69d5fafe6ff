/** A photo that came from the relay is kept as it came, sealed: until its record goes (EV400). */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import type { Serial } from '../lib/serial.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { blobKey } from './blob-marks.ts'

export interface KeepFetchedDeps {
  readonly store: DeviceStore
  readonly commitLock: Serial
  /** As it is when the photo is here: what may not be read any more by then is not kept. */
  readonly mayKeep: (group: GroupId) => boolean
}

export interface FetchedBlob {
  readonly group: GroupId
  readonly blob: BlobId
  readonly sealed: Bytes
}

/** False too where the disk took none. */
export function keepFetched(
  { commitLock, mayKeep, store }: KeepFetchedDeps,
  { blob, group, sealed }: FetchedBlob,
): Promise<boolean> {
  return commitLock(async () => {
    if (!mayKeep(group)) return false
    const saved = await store.commit([{ store: 'blobs', key: blobKey(group, blob), value: sealed }])
    return saved.ok
  })
}
