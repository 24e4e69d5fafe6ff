/**
 * Commands: what people ask for -> domain records -> one write. A command that
 * ran is answered, never run again (CM2); what cannot be written says why, and
 * nothing of it is.
 */
import type { GroupId, Instant, PersonId } from '../../shared/lib/ids.ts'
import { isId } from '../domain/ids.ts'
import type { RecordBase } from '../domain/records/record-base.ts'
import type {
  Command,
  CommandProblem,
  MarkHanded,
  MarkSeen,
  Outcome,
  SaveDraft,
  WriteVisit,
} from '../engine-api/commands.ts'
import type { AddPerson, PersonCommand, SettleDouble } from '../engine-api/people-commands.ts'
import type { BlobMarks } from './blobs/blob-marks.ts'
import type { DeviceIdentity } from './crypto/device-identity.ts'
import type { EntrySealer } from './crypto/entry-sealer.ts'
import type { Serial } from './lib/serial.ts'
import type { OwnDevice } from './life/own-device.ts'
import type { Chains } from './membership/chains.ts'
import type { GroupAdmin } from './membership/group-admin.ts'
import type { Keyring } from './membership/keyring.ts'
import type { Rows } from './read-model/rows.ts'
import type { DeviceStore, RowKey, Write } from './storage/device-store.ts'
import type { SealedItem, SealedStore } from './storage/sealed-store.ts'
import type { Renewing } from './sync/renewing.ts'
import type { Documents } from './writing/documents.ts'
import type { Drafts } from './writing/drafts.ts'
import type { EditCommand } from './writing/plan-edit.ts'
import type { ReceiptBook } from './writing/receipts.ts'
import type { Planned } from './writing/write-edit.ts'
import { type MedicineCommand, medicineDraft, planMedicine } from './writing/write-medicine.ts'
import { problemOfFailure } from './writing/write-problem.ts'
import { type RecordCommand, recordEntries } from './writing/write-records.ts'
import type { EntryDraft, WriteRequest, Writer } from './writing/writer.ts'

export interface CommandDeps {
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly commitLock: Serial
  readonly writer: Writer
  readonly chains: Chains
  readonly rows: Rows
  readonly book: ReceiptBook
  readonly drafts: Drafts
  readonly blobMarks: BlobMarks
  readonly documents: Pick<Documents, 'plan' | 'show'>
  readonly own: OwnDevice
  readonly identity: DeviceIdentity
  readonly keyring: Keyring
  readonly sealer: Pick<EntrySealer, 'prepare'>
  readonly renewing: Renewing
  /** Made where one is asked for, since most commands ask for none. */
  readonly groupAdmin: () => Promise<GroupAdmin>
  /** Groups begun here: the disk has them. */
  readonly onBegun: (groups: readonly GroupId[]) => void
  readonly audience: 'staff' | 'public'
  readonly baseOf: (about: PersonId | null, at?: Instant, id?: string) => RecordBase
  readonly onSeen: () => void
  /** Its turn is over, and what was to be written is on the disk and shown. */
  readonly onRan: (command: Command) => void
}

export interface CommandHandler {
  readonly run: (command: Command) => Promise<Outcome>
  /** Nothing of what follows an answer is under way: no row to show, nothing that a draft has it fetch ahead. */
  readonly settle: () => Promise<void>
}

const done: Outcome = { ok: true }
/** Lies on the disk with what a command wrote. */
const markOf = (commandId: string): RowKey => ({ store: 'meta', key: `command/${commandId}` })

export function createCommandHandler(deps: CommandDeps): CommandHandler {
  let work: Promise<void> = Promise.resolve()

  function run(command: Command): Promise<Outcome> {
    return new Promise((answer, fail) => {
      // The turn ends when all is shown; whoever asked is answered as soon as the disk has it.
      const turn = deps.writer.inTurn(() => runInTurn(deps, command, () => answer(done)))
      turn.then(answer, fail)
      const [before, after] = [work, turn.then((outcome) => follow(command, outcome))]
      work = after.catch(() => {}).then(() => before)
    })
  }

  async function follow(command: Command, outcome: Outcome): Promise<void> {
    if (!outcome.ok) return
    deps.onRan(command)
    if (command.type !== 'save-draft' || command.value === null) return
    // Again with every pause of typing: what is held already costs a look into a map. No tap waits for it to end.
    const { prepareWriting } = await import('./writing/prepare-writing.ts')
    await prepareWriting({ ...deps, space: deps.own.space }, command.key)
  }

  return { run, settle: () => work }
}

async function runInTurn(deps: CommandDeps, command: Command, onSaved: () => void): Promise<Outcome> {
  if (!isId(command.commandId)) return failed({ type: 'nothing-written' })
  if (command.type === 'save-draft') return saveDraft(deps, command, onSaved)
  // After a second in view: no start waits for it.
  if (command.type === 'mark-seen') return (await import('./acts/mark-seen.ts')).markSeen(deps, command)
  if (command.type === 'mark-handed') return (await import('./handing/mark-handed.ts')).markHanded(deps, command)
  const request = await requestOf(deps, command)
  if (!request.ok) return (await hasRun(deps, command)) ? done : failed(request.problem)
  return commit(deps, command, { ...request.request, onSaved })
}

async function hasRun({ store }: CommandDeps, { commandId }: Command): Promise<boolean> {
  const { key, store: name } = markOf(commandId)
  return (await store.get(name, key)) !== undefined
}

export interface Besides {
  readonly sealed: readonly SealedItem[]
  readonly writes?: readonly Write[]
  readonly kept: () => void
  /** The disk did not take it. */
  readonly undone?: () => void
}

export interface PlannedWrite {
  readonly entries: readonly EntryDraft[]
  readonly besides: Besides
}

export type Request =
  | { readonly ok: true; readonly request: PlannedWrite }
  | { readonly ok: false; readonly problem: CommandProblem }

type WritingCommand = Exclude<Command, SaveDraft | MarkSeen | MarkHanded>

async function requestOf(deps: CommandDeps, command: WritingCommand): Promise<Request> {
  if (deps.audience !== 'staff' && !isForThePublic(deps, command))
    return { ok: false, problem: { type: 'not-allowed' } }
  switch (command.type) {
    case 'write-visit':
      return writeVisit(deps, command)
    case 'send-message':
      return writeRecords(deps, command, `message/${command.threadId}`)
    case 'write-decision':
      return writeRecords(deps, command, `decision/${command.personId}`)
    case 'start-visit':
    case 'record-administration':
    case 'acknowledge-warning':
    case 'set-sharing':
    case 'set-contact':
    case 'note-opened':
      return writeRecords(deps, command)
    case 'add-medicine':
    case 'change-medicine':
    case 'stop-medicine':
    case 'resolve-medicine':
      return writeMedicine(deps, command)
    case 'change-details':
    case 'record-alert':
    case 'end-alert':
    case 'record-contact':
    case 'end-contact':
    case 'set-scale2-target':
    case 'set-pregnant':
    case 'resolve-person':
      return writePerson(deps, command)
    case 'add-person':
      return addPerson(deps, command)
    case 'settle-double':
      return settleDouble(deps, command)
    default:
      return writeEdit(deps, command)
  }
}

/** With the photo that is kept with its draft: the note, its record and what is left to send of it in one act. */
async function writeVisit(deps: CommandDeps, command: WriteVisit): Promise<Request> {
  const key = `visit/${command.personId}/${command.visitId ?? 'unplanned'}`
  const written = await writeRecords(deps, command, key)
  if (!written.ok || command.photo == null) return written
  const { withPhoto } = await import('./blobs/attach-photo.ts')
  return withPhoto(deps, command, key, written.request)
}

/** `draftKey`: the draft that is then done with, here and below. */
async function writeRecords(deps: CommandDeps, command: RecordCommand, draftKey?: string): Promise<Request> {
  const entries = await recordEntries(deps, command)
  if (!entries.ok) return { ok: false, problem: entries.error }
  return { ok: true, request: { entries: entries.value, besides: discarding(deps, draftKey) } }
}

async function writeEdit(deps: CommandDeps, command: EditCommand): Promise<Request> {
  const { planEdit } = await import('./writing/plan-edit.ts')
  const { draftKey, planned } = await planEdit(deps, command)
  return writeDocument(deps, planned, draftKey)
}

/** Family hold no agreement of hers and could write none. */
function isForThePublic({ chains }: CommandDeps, command: WritingCommand): boolean {
  if (command.type === 'send-message' || ('circle' in command && command.circle === true)) return true
  const isHers = command.type === 'set-sharing' || command.type === 'set-contact'
  return isHers && chains.privateOf(command.personId as PersonId, null) !== undefined
}

/** The document and the team's list of people in one act: both or neither. */
async function writePerson(deps: CommandDeps, command: PersonCommand): Promise<Request> {
  const { detailsDraftKey, planPerson } = await import('./writing/write-person.ts')
  const planned = await planPerson(deps, command)
  if (!planned.ok) return { ok: false, problem: planned.error }
  const { directory, edit } = planned.value
  const written = writeDocument(deps, { ok: true, value: edit }, detailsDraftKey(command))
  if (!written.ok || directory === null) return written
  const { besides, entries } = written.request
  return { ok: true, request: { entries: [...entries, directory], besides } }
}

/** Her groups, her details and her place in the team's list: all or nothing. */
async function addPerson(deps: CommandDeps, command: AddPerson): Promise<Request> {
  const { planNewPerson } = await import('./writing/write-new-person.ts')
  const planned = await planNewPerson({ ...deps, admin: await deps.groupAdmin() }, command)
  if (!planned.ok) return { ok: false, problem: planned.error }
  const { directory, edit, groups, writes } = planned.value
  const written = writeDocument(deps, { ok: true, value: edit }, 'new-person')
  if (!written.ok) return written
  const { besides, entries } = written.request
  const kept = () => {
    deps.onBegun(groups)
    besides.kept()
  }
  const undone = () => {
    for (const group of groups) deps.chains.forget(group)
  }
  return { ok: true, request: { entries: [...entries, directory], besides: { ...besides, writes, kept, undone } } }
}

async function settleDouble(deps: CommandDeps, command: SettleDouble): Promise<Request> {
  const { planSettling } = await import('./writing/write-new-person.ts')
  const planned = await planSettling(deps, command)
  if (!planned.ok) return { ok: false, problem: planned.error }
  return { ok: true, request: { entries: [planned.value], besides: nothingBesides } }
}

/** With the change goes the list as the person herself may see it now. */
async function writeMedicine(deps: CommandDeps, command: MedicineCommand): Promise<Request> {
  const planned = await planMedicine(deps, command)
  const written = writeDocument(deps, planned, medicineDraft(command))
  if (!written.ok || !planned.ok || planned.value?.entry.kind !== 'change') return written
  const { listEntry } = await import('./writing/publish-medicines.ts')
  const list = await listEntry(deps, command.personId as PersonId, planned.value.entry.rows)
  if (list === null) return written
  const { besides, entries } = written.request
  return { ok: true, request: { entries: [...entries, list], besides } }
}

/** An edit that changes nothing writes nothing and is answered as done. */
function writeDocument(deps: CommandDeps, planned: Planned, draftKey?: string): Request {
  if (!planned.ok) return { ok: false, problem: planned.error }
  const done = discarding(deps, draftKey)
  if (planned.value === null) return { ok: true, request: { entries: [], besides: done } }
  const { entry, sealedAlongside } = planned.value
  const kept = () => {
    done.kept()
    void deps.documents.show()
  }
  return { ok: true, request: { entries: [entry], besides: { sealed: [...sealedAlongside, ...done.sealed], kept } } }
}

async function commit(
  deps: CommandDeps,
  { commandId }: Command,
  {
    besides,
    entries,
    onSaved,
  }: Readonly<Pick<Required<WriteRequest>, 'entries' | 'onSaved'>> & { readonly besides: Besides },
): Promise<Outcome> {
  const place = markOf(commandId)
  const mark: Write = { ...place, value: new Uint8Array([1]) }
  const written = await deps.writer.write({
    entries,
    unless: place,
    alongside: [mark, ...(besides.writes ?? [])],
    sealedAlongside: besides.sealed,
    kept: besides.kept,
    onSaved,
  })
  if (!written.ok) besides.undone?.()
  return written.ok ? done : failed(problemOfFailure(written.error))
}

async function saveDraft(deps: CommandDeps, { at, key, value }: SaveDraft, onSaved: () => void): Promise<Outcome> {
  const { drafts, store } = deps
  const draft = value === null ? null : { value, savedAt: at }
  const saved = await store.commit(await drafts.seal(key, draft))
  if (!saved.ok) return failed(problemOfFailure(saved.error))
  drafts.keep(key, draft)
  if (draft === null) return done
  onSaved()
  return done
}

const nothingBesides: Besides = { sealed: [], kept: () => {} }

function discarding({ drafts }: CommandDeps, key: string | undefined): Besides {
  if (key === undefined || drafts.of(key) === null) return nothingBesides
  return { sealed: [drafts.item(key, null)], kept: () => drafts.keep(key, null) }
}

function failed(problem: CommandProblem): Outcome {
  return { ok: false, problem }
}
