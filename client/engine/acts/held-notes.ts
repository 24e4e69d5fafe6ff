/**
 * What was decided here and the relay has not been told of yet: one sealed note for
 * each, written in the commit of the decision. The relay is told when it has what
 * was decided: the entry, and the photos that were let in with it. Rule HB115.
 */
import { type Bytes, bytesToHex, concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, EntryId, GroupId } from '../../../shared/lib/ids.ts'
import { blobKey } from '../blobs/blob-marks.ts'
import type { EngineDeps } from '../engine.ts'
import type { Session } from '../session.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import type { Session as RelaySession } from '../sync/relay-client.ts'

const place = { store: 'parked', scope: 'decided-here' } as const

export interface DecidedHere {
  /** Of an entry, or of a photo that was alone. */
  readonly id: string
  /** Where the relay holds it, and where the decision was written. */
  readonly group: GroupId
  readonly written: GroupId
  /** Photos that go with it: let in, they are sent from here first; left out, they go. */
  readonly blobs: readonly BlobId[]
}

export function decidedNote({ blobs, group, id, written }: DecidedHere): SealedItem {
  return { ...place, name: id, value: concatBytes(...[group, written, ...blobs].map((each) => hexToBytes(each))) }
}

function readNote(id: string, value: Bytes): DecidedHere | undefined {
  const [group, written] = [value.slice(0, 16), value.slice(16, 32)].map((bytes) => bytesToHex(bytes) as GroupId)
  if (group === undefined || written === undefined || value.length < 32) return undefined
  const count = Math.floor((value.length - 32) / 32)
  const blobs = Array.from({ length: count }, (_, at) => bytesToHex(value.slice(32 + at * 32, 64 + at * 32)) as BlobId)
  return { id, group, written, blobs }
}

/**
 * Tells the relay of what was decided here and has left. Answers what has not.
 * A group in which something of ours still waits says nothing of what is before it.
 */
export async function settleSent(
  deps: EngineDeps,
  { device }: Session,
  relaySession: RelaySession,
): Promise<readonly DecidedHere[]> {
  const { blobMarks, feeds, sealedStore } = device
  const rows = (await sealedStore.list(place.store, place.scope)).items
  const notes = rows.flatMap(({ name, value }) => readNote(name, value) ?? [])
  const waits = (group: GroupId) => feeds.of(group).sentTo < feeds.of(group).next
  const isOnItsWay = (group: GroupId, blob: BlobId) => blobMarks.of(blobKey(group, blob))?.sentAt === null
  const sent = notes
    .filter(({ written }) => !waits(written))
    .filter(({ blobs, group }) => !blobs.some((blob) => isOnItsWay(group, blob)))
    .slice(0, 256)
  if (sent.length === 0 || !(await settle(deps, relaySession, sent))) return notes
  await device.commitLock(async () =>
    deps.store.commit(await sealedStore.seal(sent.map(({ id }) => ({ ...place, name: id, value: null })))),
  )
  return notes.filter((note) => !sent.includes(note))
}

/** The photos first: an entry that is settled is listed no more, and nobody would ask for them. */
async function settle({ relay }: EngineDeps, session: RelaySession, decided: readonly DecidedHere[]): Promise<boolean> {
  for (const { blobs, group } of decided) {
    for (const blob of blobs) {
      const dropped = await relay.dropHeldBlob(session, group, blob)
      if (!dropped.ok && dropped.error.type !== 'problem') return false
    }
  }
  const settled = await relay.settle(
    session,
    decided.map(({ group, id }) => ({ group, id: id as EntryId })),
  )
  return settled.ok
}
