/**
 * What waits of attachments leaves without a key, as it lies on the disk, by the
 * word that was signed when it was written. Of a device that is in, locked or
 * closed, it goes to its group (SX630); of a removed one, before it erases itself,
 * the relay sets it aside (ES563, SX560). Nothing here opens one.
 */
import type { BlobId, DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import { parseBlobWord } from '../../../shared/protocol/held-blob.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { readAuthor } from '../sync/outbox.ts'
import { isBusy } from '../sync/push.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { outcomeOfFailure } from '../sync/step-outcome.ts'
import { type BlobMark, createBlobMarks } from './blob-marks.ts'

export interface HoldBlobsDeps {
  readonly store: DeviceStore
  readonly relay: Pick<RelayClient, 'holdBlob'>
  readonly clock: Clock
  /** Not removed: what it sends goes into the group. */
  readonly isIn: boolean
  /** Also what the relay would not take before. */
  readonly retryRefused: boolean
  readonly isWanted: () => boolean
}

export interface Unheld {
  /** The relay has heard of it and would not take it, or it is to be signed anew. */
  readonly left: number
  /** Spoilt on the disk, or of an app from before words were signed: without a key it goes nowhere. */
  readonly lost: number
}

/** Null where the relay could not be asked. */
export async function holdBlobs(deps: HoldBlobsDeps): Promise<Unheld | null> {
  const { isIn, isWanted, store } = deps
  const author = isIn ? await readAuthor(store) : undefined
  const marks = createBlobMarks(store)
  await marks.load()
  let [left, lost] = [0, 0]
  for (const mark of marks.unsent()) {
    const held = await holdOne(deps, mark, author)
    if (held === 'unheard' || !isWanted()) return null
    if (held === 'nobodys') lost += 1
    else if (held !== 'held') left += 1
    if (held === 'nobodys' || held === 'left') continue
    const said = held === 'held' ? { sentAt: deps.clock.now(), problem: null } : held
    const saved = await store.commit([marks.write({ ...mark, ...said })])
    if (!saved.ok) return null
  }
  return { left, lost }
}

type Held = 'held' | 'left' | 'unheard' | 'nobodys' | { readonly problem: string }

async function holdOne(
  { relay, retryRefused, store }: HoldBlobsDeps,
  mark: BlobMark,
  author: DeviceId | undefined,
): Promise<Held> {
  const [group, blob] = mark.key.split('/') as [GroupId, BlobId]
  const [bytes, word] = [await store.get('blobs', mark.key), parseBlobWord(mark.word)]
  // Spoilt on the disk, nobody could ever open it, wherever it went.
  if (bytes === undefined || !word.ok || blobIdOf(bytes) !== blob) return 'nobodys'
  // By an identity that is out the relay would set it aside: the open app signs it anew (SX915).
  if (author !== undefined && word.value.device !== author) return 'left'
  if (mark.problem !== null && !retryRefused) return 'left'
  const held = await relay.holdBlob(word.value, group, blob, bytes)
  if (held.ok) return 'held'
  if (held.error.type !== 'problem' || isBusy(held.error.problem)) return 'unheard'
  return outcomeOfFailure(held.error).type === 'no-session' ? 'unheard' : { problem: held.error.problem }
}
