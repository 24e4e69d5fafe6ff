/**
 * What an old identity of this device had not sent is sealed again under the new
 * one, once the relay's history is here and says that the old one is out. Each
 * entry and the word that it is done are one commit, so it happens once. What
 * people wrote goes as it was signed, inside an entry of the new identity
 * (RX180); what a device writes by itself is written again; a change of a
 * document becomes the same change by the new identity (DC180). What cannot be
 * sealed again honestly stays, to be read and done by hand. Rules SX182, SX183.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { type DocName, documentOf } from '../../../shared/membership/documents.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import { type LetInRecord, writeLetIn } from '../../domain/records/let-in.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { WaitingKind } from '../../engine-api/sync-views.ts'
import { heldDepsOf } from '../acts/held-list.ts'
import type { MovedChange } from '../documents/other-author.ts'
import type { EngineDeps } from '../engine.ts'
import {
  type CarriedRecords,
  checkHeld,
  isLettable,
  isLettableRecord,
  openLetIn,
  readHeld,
} from '../receive/held-entry.ts'
import type { Session } from '../session.ts'
import type { Write } from '../storage/device-store.ts'
import { readLog } from '../sync/entry-log.ts'
import { parsePayload } from '../writing/record-payload.ts'
import type { WriteRequest } from '../writing/writer.ts'
import { doneWrite, keptWrite, movedWrite, type Unsent, unsentKey } from './unsent.ts'

/** Waits: something is not here yet. */
type Sealed = 'done' | 'waits' | 'by-hand'

export async function sealAgain(deps: EngineDeps, session: Session, isWanted: () => boolean): Promise<void> {
  const { unsent } = session.device
  const waiting = new Set<string>()
  for (const each of unsent.all()) {
    if (!isWanted()) return
    if (each.type !== 'kept' || each.byHand) continue
    const entry = parseContentEntry(each.bytes)
    if (!entry.ok) {
      await keep(deps, session, [keptWrite(each.key, each.bytes, true)])
      continue
    }
    const { author, group } = entry.value.header
    const feed = `${group}/${author}`
    // The next one of its feed may build on it.
    if (waiting.has(feed)) continue
    const sealed = isAllHere(session, entry.value) ? await sealOne(deps, session, entry.value) : 'waits'
    if (sealed === 'waits') waiting.add(feed)
    if (sealed === 'by-hand') await keep(deps, session, [keptWrite(each.key, each.bytes, true)])
    await unsent.load()
  }
  session.noted()
  if (unsent.all().some(({ type }) => type === 'kept')) return
  // Only what was done about changes is left, and nothing builds on it any more.
  await keep(
    deps,
    session,
    unsent.all().map(({ key }) => doneWrite(key)),
  )
  await unsent.load()
}

async function keep({ store }: EngineDeps, { device }: Session, writes: readonly Write[]): Promise<void> {
  if (writes.length > 0) await device.commitLock(() => store.commit(writes))
}

/** Else it could be here already, and be said a second time. */
function isAllHere({ access, catchUp, device }: Session, { header }: ContentEntry): boolean {
  const { chains } = device
  const chain = chains.state(header.group)
  const left = [chain, chains.team()].some((each) => (each?.devices[header.author]?.removedAt ?? null) !== null)
  return (
    chain !== undefined && left && catchUp.cursor().caughtUpAt !== null && access.backfillAfter(header.group) === null
  )
}

async function sealOne(deps: EngineDeps, session: Session, entry: ContentEntry): Promise<Sealed> {
  if (await isSent(deps, entry)) {
    await keep(deps, session, [doneWrite(unsentKey(entry.header))])
    return 'done'
  }
  const held = heldDepsOf(deps, session)
  const checked = await checkHeld(held, entry.bytes, entry.header.group)
  if (checked.type !== 'good') return checked.type === 'pending' ? 'waits' : 'by-hand'
  const opened = await readHeld(held, checked)
  if (opened.type !== 'good') return opened.type === 'pending' ? 'waits' : 'by-hand'
  if (entry.header.kind === 'change') return sealChange(deps, session, entry, opened.payload)
  const records = parsePayload(opened.payload)
  if (!records.ok) return records.error.type === 'newer-app' ? 'waits' : 'by-hand'
  return sealRecords(deps, session, entry, records.value)
}

/** The very entry, by its hash, is in the history that the relay has: its answer alone was lost. */
async function isSent({ store }: EngineDeps, { header: { author, group, seq }, id }: ContentEntry): Promise<boolean> {
  const [logged] = await readLog(store, { author, group, from: seq, to: seq + 1 })
  const before = logged === undefined ? undefined : parseContentEntry(logged.bytes)
  return before?.ok === true && before.value.id === id
}

async function sealRecords(
  deps: EngineDeps,
  session: Session,
  entry: ContentEntry,
  records: readonly CareRecord[],
): Promise<Sealed> {
  const { device } = session
  const { doc, group, priority } = entry.header
  const done = doneWrite(unsentKey(entry.header))
  const about = device.chains.state(group)?.about ?? null
  // What this identity has received and shown it says by itself.
  const again = records.filter((each) => each.type !== 'receipt' && !isLettableRecord(each))
  const letIn = isLettable(records) ? writeLetIn({ entry: entry.bytes }, device.baseOf(about, deps.clock.now())) : null
  if (letIn?.ok === false) return 'by-hand'
  const all: readonly CareRecord[] = [...(letIn === null ? [] : [letIn.value]), ...again]
  if (all.length === 0) return writeOnce(session, { entries: [], alongside: [done], sealedAlongside: [] })
  const carried = await carriedBy(deps, session, entry, all)
  if (carried === null) return 'by-hand'
  const label = { kind: kindOf(records), personId: about }
  // That somebody looked is said in an entry of its own kind (VW220), by whatever identity.
  const kind = entry.header.kind === 'audit' ? 'audit' : 'record'
  const rowsOf = (seq: number): readonly StoredRow[] => carried.flatMap(({ rowsAt }) => rowsAt(seq))
  return writeOnce(session, {
    entries: [{ kind, group, doc, priority, records: all, label, carried: ({ header }) => rowsOf(header.seq) }],
    alongside: [done],
    sealedAlongside: [],
  })
}

/** Null where one of them would be taken in by nobody. */
async function carriedBy(
  deps: EngineDeps,
  session: Session,
  { header: { group } }: ContentEntry,
  records: readonly CareRecord[],
): Promise<readonly CarriedRecords[] | null> {
  const held = heldDepsOf(deps, session)
  const letIn = records.filter((record): record is LetInRecord => record.type === 'let-in')
  const carried = await Promise.all(
    letIn.map((each) => openLetIn(held, { author: session.device.device, group }, each)),
  )
  const good = carried.flatMap((each) => (each.type === 'good' ? [each] : []))
  return good.length === carried.length ? good : null
}

async function sealChange(deps: EngineDeps, session: Session, entry: ContentEntry, bytes: Bytes): Promise<Sealed> {
  const { device, documents, writer } = session
  const { author, doc, group, writtenAt } = entry.header
  const chain = device.chains.state(group)
  const name = chain === undefined ? undefined : documentOf(chain, doc, writtenAt)
  if (name === undefined) return 'by-hand'
  const { moveChange } = await loadMover(deps)
  const earlier = movedOf(device.unsent.all())
  return writer.inTurn(async () => {
    let moved: MovedChange | undefined
    const planned = await planMoved(session, name, (before) => {
      const made = moveChange(before, bytes, { from: author, to: device.device }, earlier)
      moved = made?.moved
      return made?.doc
    })
    if (planned === 'waits' || moved === undefined) return planned === 'waits' ? planned : 'by-hand'
    if (planned === 'by-hand') return planned
    const sealed = await write(session, {
      entries: [{ ...planned.entry, priority: entry.header.priority }],
      alongside: [movedWrite(unsentKey(entry.header), moved)],
      sealedAlongside: planned.sealedAlongside,
    })
    if (sealed === 'done') await documents.show()
    return sealed
  })
}

async function loadMover({ initAutomerge }: EngineDeps) {
  await initAutomerge()
  return import('../documents/other-author.ts')
}

async function planMoved(
  { documents }: Session,
  { key, kind }: DocName,
  make: (before: never) => unknown,
): Promise<
  'waits' | 'by-hand' | NonNullable<Extract<Awaited<ReturnType<typeof documents.plan>>, { ok: true }>['value']>
> {
  const planned = await documents.plan(kind, key, (before) => {
    const after = make(before as never)
    return after === undefined ? err({ type: 'by-hand' } as const) : ok(after as typeof before)
  })
  if (!planned.ok) return planned.error.type === 'no-group' ? 'waits' : 'by-hand'
  return planned.value ?? 'by-hand'
}

function movedOf(unsent: readonly Unsent[]): readonly MovedChange[] {
  return unsent.flatMap((each) => (each.type === 'moved' ? [each.moved] : []))
}

function writeOnce(session: Session, request: WriteRequest): Promise<Sealed> {
  return session.writer.inTurn(() => write(session, request))
}

/** What this member may not write any more is not written in another way either. */
async function write({ writer }: Session, request: WriteRequest): Promise<Sealed> {
  const written = await writer.write(request)
  if (written.ok) return 'done'
  const { type } = written.error
  return type === 'not-allowed' || type === 'too-large' ? 'by-hand' : 'waits'
}

const kinds: Partial<Record<CareRecord['type'], WaitingKind>> = {
  note: 'note',
  observations: 'observations',
  message: 'message',
  'visit-started': 'visit',
  'visit-finished': 'visit',
  'next-step': 'next-step',
  administration: 'administration',
  'warning-answer': 'warning-answer',
  decision: 'decision',
  view: 'view',
  opening: 'view',
}

function kindOf(records: readonly CareRecord[]): WaitingKind {
  return records.map(({ type }) => kinds[type]).find((kind) => kind !== undefined) ?? 'other'
}
