/**
 * Letting in, and leaving out, what removed devices had written. What is decided
 * is a signed entry of this device's own, on the disk first; the relay is told
 * that it is decided only when it has that entry, so that nothing can fall
 * between the two. Said twice it is said once. Loaded when it is first asked for.
 * Rules HB110 to HB115.
 */
import { type GroupId, zeroDoc } from '../../../shared/lib/ids.ts'
import { isAdmin } from '../../../shared/membership/standing.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { HeldBlob } from '../../../shared/protocol/held-blob.ts'
import type { QuarantinedEntry } from '../../../shared/protocol/quarantine.ts'
import { type LeftOutReason, writeLeftOut } from '../../domain/records/left-out.ts'
import { writeLetIn } from '../../domain/records/let-in.ts'
import type { HeldAct, HeldActOutcome, HeldItem, HeldProblem } from '../../engine-api/held-back.ts'
import type { EngineDeps } from '../engine.ts'
import { openLetIn } from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { Session as RelaySession } from '../sync/relay-client.ts'
import type { EntryDraft, WriteFailure } from '../writing/writer.ts'
import { erasedHere, fetchHeld, type HeldPages, heldDepsOf, heldView } from './held-list.ts'
import { type DecidedHere, decidedNote, settleSent } from './held-notes.ts'
import {
  type Adopted,
  adoptPhotos,
  fetchHeldPhoto,
  isPhoto,
  nothingAdopted,
  photoInRecord,
  photosIn,
} from './held-photos.ts'

export async function heldAct(deps: EngineDeps, session: Session, act: HeldAct): Promise<HeldActOutcome> {
  const { chains, device } = session.device
  const team = chains.team()
  if (team === undefined || !isAdmin(team, device)) return failed('not-allowed')
  const relaySession = await session.relaySession()
  if (relaySession === null) return failed('no-signal')
  const decided = await settleSent(deps, session, relaySession)
  const wanted = 'entryId' in act ? act.entryId : undefined
  if (wanted !== undefined && decided.some(({ id }) => id === wanted)) return { type: 'done', isSent: false }
  const held = await fetchHeld(deps, relaySession, wanted)
  if (!held.ok) return failed(held.error)
  const view = await heldView(deps, session, held.value, decided)
  if (act.type === 'list')
    return { type: 'list', view: { ...view, erased: await erasedHere(deps, session, relaySession) } }
  if (act.type === 'put-away') return putAway(deps, relaySession, act.entryIds, { ...view, ...held.value })
  const item = view.items.find(({ entryId }) => entryId === act.entryId)
  const entry = held.value.entries.find(({ id }) => id === act.entryId)
  const blob = held.value.blobs.find((each) => each.blob === act.entryId)
  const whole = { deps, session, relaySession }
  if (act.type === 'show-photo') return showPhoto(whole, act.blob, entry ?? blob)
  if (item === undefined || (entry === undefined && (blob === undefined || act.type === 'leave-out')))
    return failed('decided')
  const written = await decideOn(whole, act, item, { entry, blob })
  if (written !== null) return failed(written)
  // Sent at once where there is signal; what is not is settled with the next look.
  session.runner.wake('written')
  await session.runner.idle()
  const left = await settleSent(deps, session, relaySession)
  return { type: 'done', isSent: !left.some(({ id }) => id === act.entryId) }
}

function failed(problem: HeldProblem): HeldActOutcome {
  return { type: 'failed', problem }
}

interface Whole {
  readonly deps: EngineDeps
  readonly session: Session
  readonly relaySession: RelaySession
}

/** Null when it is on the disk. */
async function decideOn(
  whole: Whole,
  act: Extract<HeldAct, { readonly type: 'let-in' | 'leave-out' }>,
  item: HeldItem,
  { blob, entry }: { readonly entry: QuarantinedEntry | undefined; readonly blob: HeldBlob | undefined },
): Promise<HeldProblem | null> {
  if (entry !== undefined && act.type === 'let-in') return letIn(whole, entry, item)
  if (entry !== undefined && act.type === 'leave-out') return leaveOut(whole, item, act.reason, entry)
  return blob === undefined ? 'decided' : addPhoto(whole, blob)
}

/** To a note that is in the record: the note names these very bytes. */
async function addPhoto(
  { deps, relaySession, session }: Whole,
  { blob, group }: HeldBlob,
): Promise<HeldProblem | null> {
  const photo = await photoInRecord(session, { blob, group })
  if (photo === undefined) return 'by-hand'
  const adopted = await adoptPhotos(deps, session, relaySession, group, [photo])
  if (!adopted.ok) return adopted.error
  const { blobs, kept, writes } = adopted.value
  if (blobs.length === 0) return 'no-photo'
  const note = decidedNote({ id: blob, group, written: group, blobs })
  const request = { entries: [], alongside: writes, sealedAlongside: [note], kept }
  const written = await session.writer.inTurn(() => session.writer.write(request))
  // No entry was written that would wake the step that sends it.
  if (written.ok) session.retryRefused()
  return written.ok ? null : problemOfWrite(written.error)
}

async function showPhoto(
  { deps, relaySession, session }: Whole,
  blob: string,
  held: QuarantinedEntry | HeldBlob | undefined,
): Promise<HeldActOutcome> {
  if (held === undefined) return failed('decided')
  const photo =
    'id' in held
      ? (await photosIn(heldDepsOf(deps, session), held)).find((each) => each.blob === blob)
      : await photoInRecord(session, held)
  if (photo === undefined) return failed('no-photo')
  const fetched = await fetchHeldPhoto(deps, relaySession, held.group, photo)
  if (!fetched.ok) return failed(fetched.error)
  if (fetched.value === undefined) return failed('no-photo')
  return { type: 'picture', bytes: fetched.value.picture, mediaType: photo.mediaType }
}

async function letIn(
  { deps, relaySession, session }: Whole,
  entry: QuarantinedEntry,
  { content, person }: HeldItem,
): Promise<HeldProblem | null> {
  if (content.type === 'closed') return 'closed'
  const { baseOf, chains, device } = session.device
  const { bytes, group, id } = entry
  const about = chains.state(group)?.about ?? null
  const record = writeLetIn({ entry: bytes }, baseOf(about, deps.clock.now()))
  const parsed = parseContentEntry(bytes)
  if (!record.ok || !parsed.ok) return 'by-hand'
  const carried = await openLetIn(heldDepsOf(deps, session), { author: device, group }, record.value)
  if (carried.type !== 'good') return 'by-hand'
  const adopted = await adoptPhotos(deps, session, relaySession, group, carried.records.filter(isPhoto))
  if (!adopted.ok) return adopted.error
  const decided = { id, group, written: group, blobs: adopted.value.blobs }
  return decide(session, decided, adopted.value, {
    kind: 'record',
    group,
    priority: parsed.value.header.priority,
    doc: zeroDoc,
    records: [record.value],
    label: { kind: 'left-out', personId: person?.personId ?? null },
    carried: ({ header }) => carried.rowsAt(header.seq),
  })
}

/** With the person's record, where staff look; never where the public read. */
async function leaveOut(
  { deps, session }: Whole,
  { content, entryId, person, storedAt, who, writtenAt }: HeldItem,
  reason: LeftOutReason,
  entry: QuarantinedEntry,
): Promise<HeldProblem | null> {
  if (content.type === 'closed') return 'closed'
  const { group, id } = entry
  const { baseOf, chains, own } = session.device
  const about = chains.state(group)?.about ?? null
  const care = about === null ? own.space : chains.careChainOf(about)?.group
  const writer = who === null ? '' : [who.name, who.role].filter((words) => words !== '').join(', ')
  const said = { entry: entryId, writer, writtenAt: writtenAt ?? storedAt, reason }
  const record = writeLeftOut(said, baseOf(about, deps.clock.now()))
  if (!record.ok || care === undefined) return 'closed'
  const label = { kind: 'left-out', personId: person?.personId ?? null } as const
  const place = { kind: 'record', group: care as string as GroupId, priority: 'ordinary', doc: zeroDoc, label } as const
  const blobs = (await photosIn(heldDepsOf(deps, session), entry)).map(({ blob }) => blob)
  const decided = { id, group, written: care as string as GroupId, blobs }
  return decide(session, decided, nothingAdopted, { ...place, records: [record.value] })
}

async function decide(
  { writer }: Session,
  decided: DecidedHere,
  { kept, writes }: Adopted,
  draft: EntryDraft,
): Promise<HeldProblem | null> {
  const request = { entries: [draft], alongside: writes, sealedAlongside: [decidedNote(decided)], kept }
  const written = await writer.inTurn(() => writer.write(request))
  return written.ok ? null : problemOfWrite(written.error)
}

function problemOfWrite({ type }: WriteFailure): HeldProblem {
  return type === 'no-key' || type === 'no-group' ? 'closed' : type
}

async function putAway(
  { relay }: EngineDeps,
  relaySession: RelaySession,
  entryIds: readonly string[],
  { blobs, entries, items }: Pick<HeldPages, 'blobs' | 'entries'> & { readonly items: readonly HeldItem[] },
): Promise<HeldActOutcome> {
  const lost = items.filter(({ content, entryId }) => content.type === 'lost-photo' && entryIds.includes(entryId))
  for (const { blob, group } of blobs.filter((each) => lost.some(({ entryId }) => entryId === each.blob))) {
    const dropped = await relay.dropHeldBlob(relaySession, group, blob)
    if (!dropped.ok) return failed('no-signal')
  }
  const automatic = items.filter(({ content, entryId }) => content.type === 'automatic' && entryIds.includes(entryId))
  const away = entries.filter(({ id }) => automatic.some(({ entryId }) => entryId === id)).slice(0, 256)
  if (away.length === 0) return { type: 'done', isSent: true }
  const settled = await relay.settle(relaySession, away)
  return settled.ok ? { type: 'done', isSent: true } : failed('no-signal')
}
