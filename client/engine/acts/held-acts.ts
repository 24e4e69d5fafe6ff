/**
 * Letting in, and leaving out, what removed devices had written. What is decided
 * is a signed entry of this device's own, on the disk first; the relay is told
 * that it is decided only when it has that entry, so that nothing can fall
 * between the two. Said twice it is said once. Loaded when it is first asked for.
 * Rules HB110 to HB115.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { type GroupId, zeroDoc } from '../../../shared/lib/ids.ts'
import { isAdmin } from '../../../shared/membership/standing.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { QuarantinedEntry } from '../../../shared/protocol/quarantine.ts'
import { type LeftOutReason, writeLeftOut } from '../../domain/records/left-out.ts'
import { writeLetIn } from '../../domain/records/let-in.ts'
import type { HeldAct, HeldActOutcome, HeldItem, HeldProblem } from '../../engine-api/held-back.ts'
import type { EngineDeps } from '../engine.ts'
import { openLetIn } from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import type { Session as RelaySession } from '../sync/relay-client.ts'
import type { EntryDraft, WriteFailure } from '../writing/writer.ts'
import { erasedHere, fetchHeld, heldDepsOf, heldView } from './held-list.ts'

const place = { store: 'parked', scope: 'decided-here' } as const

export async function heldAct(deps: EngineDeps, session: Session, act: HeldAct): Promise<HeldActOutcome> {
  const { chains, device } = session.device
  const team = chains.team()
  if (team === undefined || !isAdmin(team, device)) return failed('not-allowed')
  const relaySession = await session.relaySession()
  if (relaySession === null) return failed('no-signal')
  const decided = await settleSent(deps, session, relaySession)
  const wanted = 'entryId' in act ? act.entryId : undefined
  if (wanted !== undefined && decided.has(wanted)) return { type: 'done', isSent: false }
  const held = await fetchHeld(deps, relaySession, wanted)
  if (!held.ok) return failed(held.error)
  const view = await heldView(deps, session, held.value, decided)
  if (act.type === 'list')
    return { type: 'list', view: { ...view, erased: await erasedHere(deps, session, relaySession) } }
  if (act.type === 'put-away')
    return putAway(deps, relaySession, act.entryIds, { ...view, entries: held.value.entries })
  const item = view.items.find(({ entryId }) => entryId === act.entryId)
  const entry = held.value.entries.find(({ id }) => id === act.entryId)
  if (item === undefined || entry === undefined) return failed('decided')
  const written =
    act.type === 'let-in'
      ? await letIn(deps, session, entry, item)
      : await leaveOut(deps, session, item, act.reason, entry)
  if (written !== null) return failed(written)
  // Sent at once where there is signal; what is not is settled with the next look.
  session.runner.wake('written')
  await session.runner.idle()
  const left = await settleSent(deps, session, relaySession)
  return { type: 'done', isSent: !left.has(act.entryId) }
}

function failed(problem: HeldProblem): HeldActOutcome {
  return { type: 'failed', problem }
}

/** Null when it is on the disk. */
async function letIn(
  deps: EngineDeps,
  session: Session,
  entry: QuarantinedEntry,
  { content, person }: HeldItem,
): Promise<HeldProblem | null> {
  if (content.type === 'closed') return 'closed'
  if (content.type !== 'words') return 'by-hand'
  const { baseOf, chains, device } = session.device
  const { bytes, group, id } = entry
  const about = chains.state(group)?.about ?? null
  const record = writeLetIn({ entry: bytes }, baseOf(about, deps.clock.now()))
  const parsed = parseContentEntry(bytes)
  if (!record.ok || !parsed.ok) return 'by-hand'
  const carried = await openLetIn(heldDepsOf(deps, session), { author: device, group }, record.value)
  if (carried.type !== 'good') return 'by-hand'
  return decide(session, id, {
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
  deps: EngineDeps,
  session: Session,
  { content, entryId, person, storedAt, who, writtenAt }: HeldItem,
  reason: LeftOutReason,
  { group }: QuarantinedEntry,
): Promise<HeldProblem | null> {
  if (content.type === 'closed') return 'closed'
  const { baseOf, chains, own } = session.device
  const about = chains.state(group)?.about ?? null
  const care = about === null ? own.space : chains.careChainOf(about)?.group
  const writer = who === null ? '' : [who.name, who.role].filter((words) => words !== '').join(', ')
  const said = { entry: entryId, writer, writtenAt: writtenAt ?? storedAt, reason }
  const record = writeLeftOut(said, baseOf(about, deps.clock.now()))
  if (!record.ok || care === undefined) return 'closed'
  const label = { kind: 'left-out', personId: person?.personId ?? null } as const
  const place = { kind: 'record', group: care as string as GroupId, priority: 'ordinary', doc: zeroDoc, label } as const
  return decide(session, entryId, { ...place, records: [record.value] }, group)
}

async function decide(
  { writer }: Session,
  entryId: string,
  draft: EntryDraft,
  group: GroupId = draft.group,
): Promise<HeldProblem | null> {
  const note: SealedItem = { ...place, name: entryId, value: noteOf(group, draft.group) }
  const request = { entries: [draft], alongside: [], sealedAlongside: [note] }
  const written = await writer.inTurn(() => writer.write(request))
  return written.ok ? null : problemOfWrite(written.error)
}

function problemOfWrite({ type }: WriteFailure): HeldProblem {
  if (type === 'too-large' || type === 'no-space') return type
  return type === 'no-key' || type === 'no-group' ? 'closed' : 'not-allowed'
}

async function putAway(
  { relay }: EngineDeps,
  relaySession: RelaySession,
  entryIds: readonly string[],
  { entries, items }: { readonly entries: readonly QuarantinedEntry[]; readonly items: readonly HeldItem[] },
): Promise<HeldActOutcome> {
  const automatic = items.filter(({ content, entryId }) => content.type === 'automatic' && entryIds.includes(entryId))
  const away = entries.filter(({ id }) => automatic.some(({ entryId }) => entryId === id)).slice(0, 256)
  if (away.length === 0) return { type: 'done', isSent: true }
  const settled = await relay.settle(relaySession, away)
  return settled.ok ? { type: 'done', isSent: true } : failed('no-signal')
}

/**
 * Tells the relay of what was decided here and has left. Answers what has not.
 * A group in which something of ours still waits says nothing of what is before it.
 */
async function settleSent(
  { relay, store }: EngineDeps,
  { device }: Session,
  relaySession: RelaySession,
): Promise<ReadonlySet<string>> {
  const { feeds, sealedStore } = device
  const notes = (await sealedStore.list(place.store, place.scope)).items.flatMap(({ name, value }) => {
    const [group, written] = groupsOf(value)
    return group === undefined || written === undefined ? [] : [{ id: name as QuarantinedEntry['id'], group, written }]
  })
  const waits = (group: GroupId) => feeds.of(group).sentTo < feeds.of(group).next
  const sent = notes.filter(({ written }) => !waits(written)).slice(0, 256)
  if (sent.length === 0) return new Set(notes.map(({ id }) => id))
  const settled = await relay.settle(relaySession, sent)
  if (settled.ok)
    await device.commitLock(async () =>
      store.commit(await sealedStore.seal(sent.map(({ id }) => ({ ...place, name: id, value: null })))),
    )
  const gone = new Set(settled.ok ? sent.map(({ id }) => id) : [])
  return new Set(notes.flatMap(({ id }) => (gone.has(id) ? [] : [id])))
}

/** Where the relay holds it, and where the decision was written. */
function noteOf(held: GroupId, written: GroupId): Bytes {
  return hexToBytes(held + written)
}

function groupsOf(value: Uint8Array): readonly GroupId[] {
  return [value.slice(0, 16), value.slice(16, 32)].map((bytes) => bytesToHex(bytes) as GroupId)
}
