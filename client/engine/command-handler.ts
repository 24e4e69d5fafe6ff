/**
 * Commands: what people ask for -> domain records -> one write. A command that
 * ran is answered, never run again (CM2); what cannot be written says why, and
 * nothing of it is.
 */
import type { DocId, Instant, PersonId } from '../../shared/lib/ids.ts'
import { zeroDoc } from '../../shared/lib/ids.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { ChainState } from '../../shared/membership/chain.ts'
import { threadIdOf } from '../domain/documents/doc-id.ts'
import { isId } from '../domain/ids.ts'
import { homePartition, type MessageRow } from '../domain/projections/rows.ts'
import { writeAdministration } from '../domain/records/administration.ts'
import { writeMessage } from '../domain/records/message.ts'
import type { RecordBase } from '../domain/records/record-base.ts'
import { writeVisitStarted } from '../domain/records/visit-started.ts'
import type {
  AcknowledgeWarning,
  Command,
  CommandProblem,
  MarkSeen,
  Outcome,
  RecordAdministration,
  SaveDraft,
  SendMessage,
  StartVisit,
  WriteVisit,
} from '../engine-api/commands.ts'
import type { PersonCommand } from '../engine-api/people-commands.ts'
import type { SharingCommand } from '../engine-api/sharing.ts'
import type { SettingCommand, ThreadCommand } from '../engine-api/team-commands.ts'
import { chainOfThread } from './chain-of-thread.ts'
import type { Documents, PlannedEdit } from './documents.ts'
import type { Drafts } from './drafts.ts'
import type { Chains } from './membership/chains.ts'
import type { OwnDevice } from './own-device.ts'
import type { EditCommand } from './plan-edit.ts'
import type { Rows } from './read-model/rows.ts'
import type { ReceiptBook } from './receipts.ts'
import { groupsSharing } from './sharing/family.ts'
import type { DeviceStore, Write } from './storage/device-store.ts'
import type { SealedItem } from './storage/sealed-store.ts'
import type { OutboxLabel } from './sync/outbox-labels.ts'
import { dropsOfSeen } from './unread-rows.ts'
import { bannerFrom } from './views/person.ts'
import { type MedicineCommand, medicineDraft, planMedicine } from './write-medicine.ts'
import { problemOfFailure, problemOfRecord } from './write-problem.ts'
import { answerDraft } from './write-warning-answer.ts'
import type { EntryDraft, WriteRequest, Writer } from './writer.ts'

export interface CommandDeps {
  readonly store: DeviceStore
  readonly writer: Writer
  readonly chains: Chains
  readonly rows: Rows
  readonly book: ReceiptBook
  readonly drafts: Drafts
  readonly documents: Pick<Documents, 'plan' | 'show'>
  readonly own: Pick<OwnDevice, 'signature'>
  readonly audience: 'staff' | 'public'
  readonly baseOf: (about: PersonId | null, at?: Instant, id?: string) => RecordBase
  readonly onSeen: () => void
}

export type RunCommand = (command: Command) => Promise<Outcome>

const done: Outcome = { ok: true }
const commandKey = (commandId: string) => `command/${commandId}`

export function createCommandHandler(deps: CommandDeps): RunCommand {
  return (command) =>
    new Promise((answer, fail) => {
      // The turn ends when all is shown; whoever asked is answered as soon as the disk has it.
      const turn = deps.writer.inTurn(() => runInTurn(deps, command, () => answer(done)))
      turn.then(answer, fail)
    })
}

async function runInTurn(deps: CommandDeps, command: Command, onSaved: () => void): Promise<Outcome> {
  if (!isId(command.commandId)) return failed({ type: 'nothing-written' })
  if (command.type === 'save-draft') return saveDraft(deps, command)
  if (command.type === 'mark-seen') return markSeen(deps, command)
  // Looked for while the entries are being sealed: that it ran before is rare, and every tap would wait for it.
  const isDone = deps.store.get('meta', commandKey(command.commandId)).then((mark) => mark !== undefined)
  const request = await requestOf(deps, command)
  if (!request.ok) return (await isDone) ? done : failed(request.problem)
  return commit(deps, command, { ...request.request, isDone, onSaved })
}

interface Besides {
  readonly sealed: readonly SealedItem[]
  readonly kept: () => void
}

type Request =
  | { readonly ok: true; readonly request: { readonly entries: readonly EntryDraft[]; readonly besides: Besides } }
  | { readonly ok: false; readonly problem: CommandProblem }

type WritingCommand = Exclude<Command, SaveDraft | MarkSeen>

async function requestOf(deps: CommandDeps, command: WritingCommand): Promise<Request> {
  if (deps.audience !== 'staff' && command.type !== 'send-message' && !isOwnSharing(deps, command))
    return { ok: false, problem: { type: 'not-allowed' } }
  switch (command.type) {
    case 'write-visit':
      return writeVisit(deps, command)
    case 'start-visit':
      return startVisit(deps, command)
    case 'record-administration':
      return recordAdministration(deps, command)
    case 'send-message':
      return sendMessage(deps, command)
    case 'add-medicine':
    case 'change-medicine':
    case 'stop-medicine':
    case 'resolve-medicine':
      return writeMedicine(deps, command)
    case 'add-task':
    case 'change-task':
    case 'take-task':
    case 'give-task':
    case 'finish-task':
    case 'reopen-task':
    case 'record-allergy':
    case 'end-allergy':
    case 'record-no-known-allergies':
    case 'write-plan-section':
    case 'name-plan-section':
    case 'plan-visit':
    case 'move-visit':
    case 'assign-visit':
    case 'cancel-visit':
    case 'restore-visit':
    case 'resolve-visit':
      return writeEdit(deps, command)
    case 'acknowledge-warning':
      return acknowledgeWarning(deps, command)
    case 'change-details':
    case 'record-alert':
    case 'end-alert':
    case 'record-contact':
    case 'end-contact':
    case 'set-scale2-target':
    case 'set-pregnant':
    case 'resolve-person':
      return writePerson(deps, command)
    case 'set-sharing':
    case 'note-opened':
      return writeSharing(deps, command)
    case 'write-setting':
    case 'switch-setting':
    case 'resolve-setting':
      return writeSetting(deps, command)
    case 'name-thread':
    case 'take-thread':
    case 'give-thread':
      return nameThread(deps, command)
  }
}

async function writeEdit(deps: CommandDeps, command: EditCommand): Promise<Request> {
  const { planEdit } = await import('./plan-edit.ts')
  const { draftKey, planned } = await planEdit(deps, command)
  return writeDocument(deps, planned, draftKey)
}

async function writeSetting(deps: CommandDeps, command: SettingCommand): Promise<Request> {
  const { planSetting, settingDraftKey } = await import('./write-settings.ts')
  return writeDocument(deps, await planSetting(deps, command), settingDraftKey(command))
}

async function nameThread(deps: CommandDeps, command: ThreadCommand): Promise<Request> {
  const { planThread } = await import('./write-thread.ts')
  return writeDocument(deps, await planThread(deps, command))
}

async function writeSharing(deps: CommandDeps, command: SharingCommand): Promise<Request> {
  const { sharingDrafts } = await import('./sharing/sharing-drafts.ts')
  const drafts = await sharingDrafts({ ...deps, member: deps.own.signature.memberId }, command)
  if (!drafts.ok) return { ok: false, problem: drafts.error }
  return { ok: true, request: { entries: drafts.value, besides: nothingBesides } }
}

/** Family hold no agreement of hers and could write none. */
function isOwnSharing({ chains }: CommandDeps, command: WritingCommand): boolean {
  return command.type === 'set-sharing' && chains.privateOf(command.personId as PersonId, null) !== undefined
}

/** The document and the team's list of people in one act: both or neither. */
async function writePerson(deps: CommandDeps, command: PersonCommand): Promise<Request> {
  const { detailsDraftKey, planPerson } = await import('./write-person.ts')
  const planned = await planPerson(deps, command)
  if (!planned.ok) return { ok: false, problem: planned.error }
  const { directory, edit } = planned.value
  const written = writeDocument(deps, { ok: true, value: edit }, detailsDraftKey(command))
  if (!written.ok || directory === null) return written
  const { besides, entries } = written.request
  return { ok: true, request: { entries: [...entries, directory], besides } }
}

/** With the change goes the list as the person herself may see it now. */
async function writeMedicine(deps: CommandDeps, command: MedicineCommand): Promise<Request> {
  const planned = await planMedicine(deps, command)
  const written = writeDocument(deps, planned, medicineDraft(command))
  if (!written.ok || !planned.ok || planned.value?.entry.kind !== 'change') return written
  const { listEntry } = await import('./publish-medicines.ts')
  const list = await listEntry(deps, command.personId as PersonId, planned.value.entry.rows)
  if (list === null) return written
  const { besides, entries } = written.request
  return { ok: true, request: { entries: [...entries, list], besides } }
}

/** An edit that changes nothing writes nothing and is answered as done. `draftKey`: the draft that is then done with. */
function writeDocument(
  deps: CommandDeps,
  planned: Result<PlannedEdit | null, CommandProblem>,
  draftKey?: string,
): Request {
  if (!planned.ok) return { ok: false, problem: planned.error }
  const done = draftKey === undefined ? nothingBesides : discarding(deps, draftKey)
  if (planned.value === null) return { ok: true, request: { entries: [], besides: done } }
  const { entry, sealedAlongside } = planned.value
  const kept = () => {
    done.kept()
    void deps.documents.show()
  }
  return { ok: true, request: { entries: [entry], besides: { sealed: [...sealedAlongside, ...done.sealed], kept } } }
}

async function acknowledgeWarning(deps: CommandDeps, command: AcknowledgeWarning): Promise<Request> {
  const care = deps.chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return { ok: false, problem: { type: 'unknown-person' } }
  const [row] = await deps.rows.find('warnings', { partition: command.personId })
  const answer = answerDraft(command, row ?? null, {
    group: care.group,
    base: deps.baseOf(care.about, command.at, command.commandId),
  })
  if (!answer.ok) return { ok: false, problem: answer.error }
  return { ok: true, request: { entries: [answer.value], besides: nothingBesides } }
}

async function commit(
  deps: CommandDeps,
  { commandId }: Command,
  {
    besides,
    entries,
    isDone,
    onSaved,
  }: Readonly<Pick<Required<WriteRequest>, 'entries' | 'isDone' | 'onSaved'>> & { readonly besides: Besides },
): Promise<Outcome> {
  const mark: Write = { store: 'meta', key: commandKey(commandId), value: new Uint8Array([1]) }
  const written = await deps.writer.write({
    entries,
    isDone,
    alongside: [mark],
    sealedAlongside: besides.sealed,
    onSaved: () => {
      besides.kept()
      onSaved()
    },
  })
  return written.ok ? done : failed(problemOfFailure(written.error))
}

async function writeVisit(deps: CommandDeps, command: WriteVisit): Promise<Request> {
  const person = command.personId as PersonId
  const care = deps.chains.careChainOf(person)
  if (care === undefined) return { ok: false, problem: { type: 'unknown-person' } }
  const [[banner], [directory], [alerts]] = await Promise.all([
    deps.rows.find('banners', { partition: person }),
    deps.rows.find('directory', { id: person }),
    deps.rows.find('alerts', { partition: person }),
  ])
  const { visitDrafts } = await import('./write-visit.ts')
  const drafts = visitDrafts(command, {
    care,
    privateChain: deps.chains.privateOf(person, null),
    familyGroups: (await groupsSharing(deps, person, 'next-steps')).map(({ group }) => group),
    banner: bannerFrom(banner ?? null, directory ?? null),
    alerts: alerts ?? null,
    baseOf: deps.baseOf,
  })
  if (!drafts.ok) return { ok: false, problem: drafts.error }
  const key = `visit/${command.personId}/${command.visitId ?? 'unplanned'}`
  return { ok: true, request: { entries: drafts.value, besides: discarding(deps, key) } }
}

async function startVisit(deps: CommandDeps, command: StartVisit): Promise<Request> {
  const care = deps.chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return { ok: false, problem: { type: 'unknown-person' } }
  const record = writeVisitStarted({ visitId: command.visitId }, deps.baseOf(care.about, command.at, command.commandId))
  if (!record.ok) return { ok: false, problem: problemOfRecord(record.error) }
  const label: OutboxLabel = { kind: 'visit', personId: care.about }
  const entry: EntryDraft = {
    kind: 'record',
    group: care.group,
    priority: 'ordinary',
    doc: zeroDoc,
    records: [record.value],
    label,
  }
  return { ok: true, request: { entries: [entry], besides: nothingBesides } }
}

async function recordAdministration(deps: CommandDeps, command: RecordAdministration): Promise<Request> {
  const care = deps.chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return { ok: false, problem: { type: 'unknown-person' } }
  if (!isId(command.medicineId)) return { ok: false, problem: { type: 'unknown-medicine' } }
  const record = writeAdministration(command, deps.baseOf(care.about, command.at, command.commandId))
  if (!record.ok) return { ok: false, problem: problemOfRecord(record.error) }
  const entry: EntryDraft = {
    kind: 'record',
    group: care.group,
    // A colleague at the same door must not give it a second time for want of this.
    priority: 'safety',
    doc: zeroDoc,
    records: [record.value],
    label: { kind: 'administration', personId: care.about },
  }
  return { ok: true, request: { entries: [entry], besides: nothingBesides } }
}

async function sendMessage(deps: CommandDeps, command: SendMessage): Promise<Request> {
  const chain = chainOfThread(deps.chains, command.threadId)
  if (chain === undefined) return { ok: false, problem: { type: 'unknown-thread' } }
  const { answers, text } = command
  const record = writeMessage({ text, answers }, deps.baseOf(chain.about, command.at, command.commandId))
  if (!record.ok) return { ok: false, problem: problemOfRecord(record.error) }
  const entry: EntryDraft = {
    kind: 'record',
    group: chain.group,
    priority: 'ordinary',
    doc: command.threadId as DocId,
    records: [record.value],
    label: { kind: 'message', personId: chain.about },
  }
  return { ok: true, request: { entries: [entry], besides: discarding(deps, `message/${command.threadId}`) } }
}

async function saveDraft({ drafts, store }: CommandDeps, { at, key, value }: SaveDraft): Promise<Outcome> {
  const draft = value === null ? null : { value, savedAt: at }
  const saved = await store.commit(await drafts.seal(key, draft))
  if (!saved.ok) return failed(problemOfFailure(saved.error))
  drafts.keep(key, draft)
  return done
}

/** On the screen, so they are here already; what is not is looked for among all. */
async function seenMessages(
  { rows }: CommandDeps,
  { about, group }: ChainState,
  ids: readonly string[],
): Promise<readonly MessageRow[]> {
  const shown = (await rows.shown('messages', ids)).filter(({ groupId }) => groupId === group)
  if (shown.length === new Set(ids).size) return shown
  return rows.find('messages', { partition: about ?? homePartition, threadId: threadIdOf(group) })
}

async function markSeen(deps: CommandDeps, { messageIds, threadId }: MarkSeen): Promise<Outcome> {
  const chain = chainOfThread(deps.chains, threadId)
  if (chain === undefined) return failed({ type: 'unknown-thread' })
  const ids = new Set(messageIds)
  const messages = await seenMessages(deps, chain, messageIds)
  const before = deps.book.of(chain.group)
  const seen: Record<string, number> = { ...before.seen }
  for (const { deviceId, id, own, seq } of messages) {
    if (!own && ids.has(id)) seen[deviceId] = Math.max(seen[deviceId] ?? 0, seq)
  }
  if (Object.entries(seen).every(([device, seq]) => before.seen[device] === seq)) return done
  const state = { isDue: chain.kind !== 'team', seen }
  const written = await deps.writer.write({
    entries: [],
    alongside: [],
    sealedAlongside: [deps.book.item(chain.group, state)],
    drops: await dropsOfSeen(deps.rows, chain.group, seen),
  })
  if (!written.ok) return failed(problemOfFailure(written.error))
  deps.book.keep(chain.group, state)
  deps.onSeen()
  return done
}

const nothingBesides: Besides = { sealed: [], kept: () => {} }

function discarding({ drafts }: CommandDeps, key: string): Besides {
  if (drafts.of(key) === null) return nothingBesides
  return { sealed: [drafts.item(key, null)], kept: () => drafts.keep(key, null) }
}

function failed(problem: CommandProblem): Outcome {
  return { ok: false, problem }
}
