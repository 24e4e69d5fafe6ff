/**
 * Photos that removed devices had not sent. The relay has each apart from the
 * group's (ES563); its record is in an entry that is held back too, or in the
 * record already, since words leave first. An administrator sees each; let in, its
 * sealed bytes lie on this device's disk in the commit that lets in the words, and
 * go to the group as every attachment does. Rules PH560 to PH562.
 */
import { type Bytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { HeldBlob } from '../../../shared/protocol/held-blob.ts'
import type { QuarantinedEntry } from '../../../shared/protocol/quarantine.ts'
import { type PhotoFacts, type PhotoRecord, photoFactsOf } from '../../domain/records/photo.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { HeldPhoto, HeldProblem } from '../../engine-api/held-back.ts'
import { type BlobMark, blobKey } from '../blobs/blob-marks.ts'
import { openBlob } from '../crypto/blob-sealer.ts'
import type { EngineDeps } from '../engine.ts'
import { checkHeld, type HeldDeps, readHeld } from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { Write } from '../storage/device-store.ts'
import type { Session as RelaySession } from '../sync/relay-client.ts'
import { parsePayload } from '../writing/record-payload.ts'

export async function fetchHeldBlobs(
  { relay }: Pick<EngineDeps, 'relay'>,
  session: RelaySession,
): Promise<Result<readonly HeldBlob[], HeldProblem>> {
  const answer = await relay.heldBlobs(session)
  if (answer.ok) return answer
  // A relay from before there were any.
  return answer.error.type === 'problem' ? ok([]) : err('no-signal')
}

export function isPhoto(record: CareRecord): record is PhotoRecord {
  return record.type === 'photo'
}

/** Of an entry that is held back; none where it cannot be read here. */
export async function photosIn(held: HeldDeps, { bytes, group }: QuarantinedEntry): Promise<readonly PhotoFacts[]> {
  if (bytes.length === 0) return []
  const checked = await checkHeld(held, bytes, group)
  const opened = checked.type === 'good' ? await readHeld(held, checked) : checked
  const records = opened.type === 'good' && 'payload' in opened ? parsePayload(opened.payload) : undefined
  return records?.ok === true ? records.value.filter(isPhoto).map(photoFactsOf) : []
}

/** Whose record is here already: the words had left, and the photo had not. */
export async function photoInRecord(
  { device, rows }: Session,
  { blob, group }: Pick<HeldBlob, 'blob' | 'group'>,
): Promise<PhotoFacts | undefined> {
  const personId = device.chains.state(group)?.about ?? null
  if (personId === null) return undefined
  const story = await rows.find('story', { partition: personId })
  return story.find(({ groupId, photo }) => groupId === group && photo?.blob === blob)?.photo
}

export function toHeldPhoto({ blob, bytes, height, width, words }: PhotoFacts, isHere: boolean): HeldPhoto {
  return { blob, bytes, height, width, words, isHere }
}

export interface Fetched {
  readonly sealed: Bytes
  readonly picture: Bytes
}

/** Undefined where the relay has none, or what it has is not what the record names. */
export async function fetchHeldPhoto(
  { relay }: Pick<EngineDeps, 'relay'>,
  session: RelaySession,
  group: GroupId,
  { blob, key }: PhotoFacts,
): Promise<Result<Fetched | undefined, HeldProblem>> {
  const got = await relay.getHeldBlob(session, group, blob)
  if (!got.ok) return got.error.type === 'no-signal' ? err('no-signal') : ok(undefined)
  const picture = await openBlob(hexToBytes(key), got.value)
  return ok(picture === undefined ? undefined : { sealed: got.value, picture })
}

/** What goes onto the disk with the words, or for itself: this device sends it to the group. */
export interface Adopted {
  readonly blobs: readonly BlobId[]
  readonly writes: readonly Write[]
  readonly kept: () => void
}

export const nothingAdopted: Adopted = { blobs: [], writes: [], kept: () => {} }

export async function adoptPhotos(
  deps: EngineDeps,
  { device: { blobMarks } }: Session,
  session: RelaySession,
  group: GroupId,
  photos: readonly PhotoFacts[],
): Promise<Result<Adopted, HeldProblem>> {
  let adopted = nothingAdopted
  for (const photo of photos) {
    const fetched = await fetchHeldPhoto(deps, session, group, photo)
    if (!fetched.ok) return fetched
    if (fetched.value === undefined) continue
    const { sealed } = fetched.value
    const key = blobKey(group, photo.blob)
    const mark: BlobMark = {
      ...{ key, bytes: sealed.length, writtenAt: deps.clock.now(), sentAt: null, again: false, problem: null },
      word: new Uint8Array(),
    }
    const before = adopted
    adopted = {
      blobs: [...before.blobs, photo.blob],
      writes: [...before.writes, { store: 'blobs', key, value: sealed }, blobMarks.write(mark)],
      kept: () => {
        before.kept()
        blobMarks.keep(mark)
      },
    }
  }
  return ok(adopted)
}
