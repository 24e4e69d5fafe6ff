/**
 * Photos between the page, the disk and the relay. A photo is sealed under a key
 * of its own before it touches the disk; what lies there, and what the relay has,
 * opens with its record alone. Rules PH400 to PH405.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import { ownBytes } from '../../../shared/protocol/fields.ts'
import { photoLimits, type SealedPhoto } from '../../domain/records/photo.ts'
import type { NewPhoto, PhotoAct, PhotoActOutcome } from '../../engine-api/photo-acts.ts'
import { blobPrefixLength, openBlob, sealBlob } from '../crypto/blob-sealer.ts'
import type { Random } from '../platform/random.ts'
import type { Session } from '../session.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { RelayClient } from '../sync/relay-client.ts'
import { blobKey } from './blob-marks.ts'
import { draftPhotoOf, encodeKeptPhoto, type KeptPhoto, photoDraftKey, readKeptPhoto } from './draft-photo.ts'
import { keepFetched } from './keep-fetched.ts'

export interface PhotoActDeps {
  readonly store: DeviceStore
  readonly random: Random
  readonly relay: RelayClient
}

/** Fetched by two at once, it is fetched once. */
const fetching = new WeakMap<DeviceStore, Map<string, Promise<PhotoActOutcome>>>()

export function photoAct(deps: PhotoActDeps, session: Session, act: PhotoAct): Promise<PhotoActOutcome> {
  switch (act.type) {
    case 'keep':
      return session.writer.inTurn(() => keep(deps, session, act))
    case 'discard':
      return session.writer.inTurn(() => discard(deps, session, act.draftKey))
    case 'show-draft':
      // A save that was answered may still be taking the draft with it.
      return session.writer.inTurn(() => showDraft(deps, session, act.draftKey))
    case 'show':
      return show(deps, session, act)
  }
}

type Keep = Extract<PhotoAct, { readonly type: 'keep' }>

async function keep({ random, store }: PhotoActDeps, session: Session, act: Keep): Promise<PhotoActOutcome> {
  const { device, drafts } = session
  const care = device.chains.careChainOf(act.personId as PersonId)
  if (care === undefined) return { type: 'failed', problem: 'unknown-person' }
  if (!isPhoto(act.photo)) return { type: 'failed', problem: 'too-large' }
  const secrets = { key: random.bytes(32), prefix: random.bytes(blobPrefixLength) }
  const sealed = await sealBlob(secrets, ownBytes(act.photo.bytes))
  const kept: KeptPhoto = {
    ...{ blob: blobIdOf(sealed), key: bytesToHex(secrets.key), group: care.group, bytes: act.photo.bytes.length },
    ...{ mediaType: act.photo.mediaType, width: act.photo.width, height: act.photo.height },
  }
  const key = photoDraftKey(act.draftKey)
  const draft = { value: encodeKeptPhoto(kept), savedAt: device.baseOf(null).at }
  const saved = await store.commit([
    ...withoutOld(session, act.draftKey),
    { store: 'blobs', key: blobKey(kept.group, kept.blob), value: sealed },
    ...(await drafts.seal(key, draft)),
  ])
  if (!saved.ok) return { type: 'failed', problem: saved.error.type === 'no-space' ? 'no-space' : 'disk' }
  drafts.keep(key, draft)
  return { type: 'kept', photo: draftPhotoOf(kept) }
}

function isPhoto({ bytes, height, width }: NewPhoto): boolean {
  const isSide = (side: number) => Number.isInteger(side) && side > 0 && side <= photoLimits.pixels
  return bytes.length > 0 && bytes.length <= photoLimits.bytes && isSide(width) && isSide(height)
}

/** The bytes of a photo that was never written go with it; those of a written one have a mark. */
function withoutOld({ device, drafts }: Session, draftKey: string): readonly Write[] {
  const old = readKeptPhoto(drafts, draftKey)
  if (old === undefined) return []
  const key = blobKey(old.group, old.blob)
  return device.blobMarks.of(key) === undefined ? [{ store: 'blobs', key, value: null }] : []
}

async function discard({ store }: PhotoActDeps, session: Session, draftKey: string): Promise<PhotoActOutcome> {
  const { drafts } = session
  const key = photoDraftKey(draftKey)
  if (drafts.of(key) === null) return { type: 'discarded' }
  const saved = await store.commit([...withoutOld(session, draftKey), ...(await drafts.seal(key, null))])
  if (!saved.ok) return { type: 'failed', problem: 'disk' }
  drafts.keep(key, null)
  return { type: 'discarded' }
}

async function showDraft({ store }: PhotoActDeps, { drafts }: Session, draftKey: string): Promise<PhotoActOutcome> {
  const kept = readKeptPhoto(drafts, draftKey)
  if (kept === undefined) return { type: 'none' }
  const sealed = await store.get('blobs', blobKey(kept.group, kept.blob))
  const shown = await opened(kept, sealed)
  return shown.type === 'picture' ? { ...shown, draft: draftPhotoOf(kept) } : shown
}

type Show = Extract<PhotoAct, { readonly type: 'show' }>

async function show(deps: PhotoActDeps, session: Session, act: Show): Promise<PhotoActOutcome> {
  await session.rows.open([act.personId], ['story'])
  const [row] = await session.rows.findMany('story', [act.photoId])
  if (row?.photo === undefined || row.personId !== act.personId) return { type: 'none' }
  const group = row.groupId as GroupId
  const sealed = await deps.store.get('blobs', blobKey(group, row.photo.blob))
  const here = sealed === undefined ? undefined : await opened(row.photo, sealed)
  // What the disk spoilt is fetched again.
  if (here?.type === 'picture' || !act.fetch) return here ?? { type: 'not-here' }
  return fetchOnce(deps, session, { group, photo: row.photo })
}

interface Wanted {
  readonly group: GroupId
  readonly photo: SealedPhoto
}

function fetchOnce(deps: PhotoActDeps, session: Session, wanted: Wanted): Promise<PhotoActOutcome> {
  const running = fetching.get(deps.store) ?? new Map<string, Promise<PhotoActOutcome>>()
  fetching.set(deps.store, running)
  const { blob } = wanted.photo
  const known = running.get(blob) ?? fetchPhoto(deps, session, wanted).finally(() => running.delete(blob))
  running.set(blob, known)
  return known
}

function mayKeepIn({ access, device }: Session) {
  return (group: GroupId): boolean => {
    const chain = device.chains.state(group)
    return chain !== undefined && access.mayRead(chain) && access.evicted(group) === null
  }
}

async function fetchPhoto(deps: PhotoActDeps, session: Session, { group, photo }: Wanted): Promise<PhotoActOutcome> {
  const relaySession = await session.relaySession()
  if (relaySession === null) return { type: 'no-signal' }
  const got = await deps.relay.getBlob(relaySession, group, photo.blob)
  if (!got.ok) {
    const isSaid = got.error.type === 'problem' && got.error.problem === 'unknown-or-forbidden'
    if (got.error.type === 'not-the-relay') return { type: 'damaged' }
    return { type: isSaid ? 'not-at-relay' : 'no-signal' }
  }
  const picture = await opened(photo, got.value)
  if (picture.type !== 'picture') return picture
  // A full disk shows the picture all the same.
  const isKept = await keepFetched(
    { store: deps.store, commitLock: session.device.commitLock, mayKeep: mayKeepIn(session) },
    { group, blob: photo.blob, sealed: got.value },
  )
  if (isKept) session.noted()
  return picture
}

/** Only the very bytes the record names, and only under its key. */
async function opened({ blob, key, mediaType }: SealedPhoto, sealed: Bytes | undefined): Promise<PhotoActOutcome> {
  if (sealed === undefined || blobIdOf(sealed) !== blob) return { type: 'damaged' }
  const bytes = await openBlob(hexToBytes(key), sealed)
  return bytes === undefined ? { type: 'damaged' } : { type: 'picture', bytes, mediaType }
}
