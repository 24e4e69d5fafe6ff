/** Commands that write records -> the entries that hold them. */
import { type DocId, type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Priority } from '../../../shared/protocol/entry.ts'
import { isId } from '../../domain/ids.ts'
import { writeAdministration } from '../../domain/records/administration.ts'
import { writeDecision } from '../../domain/records/decision.ts'
import { writeMessage } from '../../domain/records/message.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { writeVisitStarted } from '../../domain/records/visit-started.ts'
import type {
  AcknowledgeWarning,
  CommandProblem,
  RecordAdministration,
  SendMessage,
  StartVisit,
  WriteDecision,
  WriteVisit,
} from '../../engine-api/commands.ts'
import type { SharingCommand } from '../../engine-api/sharing.ts'
import type { WaitingKind } from '../../engine-api/sync-views.ts'
import type { OwnDevice } from '../life/own-device.ts'
import type { Chains } from '../membership/chains.ts'
import type { Rows } from '../read-model/rows.ts'
import { groupsSharing } from '../sharing/family.ts'
import { bannerFrom } from '../views/person.ts'
import { chainOfThread } from './chain-of-thread.ts'
import { problemOfRecord } from './write-problem.ts'
import type { EntryDraft } from './writer.ts'

export type RecordCommand =
  | WriteVisit
  | StartVisit
  | RecordAdministration
  | SendMessage
  | AcknowledgeWarning
  | WriteDecision
  | SharingCommand

interface RecordDeps {
  readonly chains: Chains
  readonly rows: Rows
  readonly own: Pick<OwnDevice, 'audience' | 'signature'>
  readonly baseOf: (about: PersonId | null, at?: Instant, id?: string) => RecordBase
}

type Entries = Result<readonly EntryDraft[], CommandProblem>

export async function recordEntries(deps: RecordDeps, command: RecordCommand): Promise<Entries> {
  switch (command.type) {
    case 'write-visit':
      return writeVisit(deps, command)
    case 'start-visit':
      return startVisit(deps, command)
    case 'record-administration':
      return recordAdministration(deps, command)
    case 'send-message':
      return sendMessage(deps, command)
    case 'acknowledge-warning':
      return acknowledgeWarning(deps, command)
    case 'write-decision':
      return decide(deps, command)
    case 'set-sharing':
    case 'set-contact':
    case 'note-opened':
      return writeSharing(deps, command)
  }
}

async function writeVisit(deps: RecordDeps, command: WriteVisit): Promise<Entries> {
  const person = command.personId as PersonId
  const care = deps.chains.careChainOf(person)
  if (care === undefined) return unknownPerson
  const [[banner], [directory], [alerts], { visitDrafts }] = await Promise.all([
    deps.rows.find('banners', { partition: person }),
    deps.rows.find('directory', { id: person }),
    deps.rows.find('alerts', { partition: person }),
    import('./write-visit.ts'),
  ])
  return visitDrafts(command, {
    care,
    privateChain: deps.chains.privateOf(person, null),
    familyGroups: (await groupsSharing(deps, person, 'next-steps')).map(({ group }) => group),
    banner: bannerFrom(banner ?? null, directory ?? null),
    alerts: alerts ?? null,
    baseOf: deps.baseOf,
  })
}

function startVisit({ baseOf, chains }: RecordDeps, { at, commandId, personId, visitId }: StartVisit): Entries {
  const care = chains.careChainOf(personId as PersonId)
  if (care === undefined) return unknownPerson
  const record = writeVisitStarted({ visitId }, baseOf(care.about, at, commandId))
  if (!record.ok) return err(problemOfRecord(record.error))
  return ok([entryOf(care, record.value, { priority: 'ordinary', label: 'visit' })])
}

function recordAdministration({ baseOf, chains }: RecordDeps, command: RecordAdministration): Entries {
  const care = chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return unknownPerson
  if (!isId(command.medicineId)) return err({ type: 'unknown-medicine' })
  const record = writeAdministration(command, baseOf(care.about, command.at, command.commandId))
  if (!record.ok) return err(problemOfRecord(record.error))
  // A colleague at the same door must not give it a second time for want of this.
  return ok([entryOf(care, record.value, { priority: 'safety', label: 'administration' })])
}

async function sendMessage(deps: RecordDeps, command: SendMessage): Promise<Entries> {
  const { baseOf, chains, own } = deps
  const { answers, at, commandId, text, threadId } = command
  const chain = chainOfThread(chains, threadId)
  if (chain === undefined) return err({ type: 'unknown-thread' })
  if (own.audience === 'staff' && chain.about !== null && chain.kind !== 'care') {
    const { contactProblem } = await import('../sharing/contact.ts')
    const problem = await contactProblem(deps, chain)
    if (problem !== null) return err(problem)
  }
  const record = writeMessage({ text, answers }, baseOf(chain.about, at, commandId))
  if (!record.ok) return err(problemOfRecord(record.error))
  return ok([entryOf(chain, record.value, { priority: 'ordinary', label: 'message', doc: threadId as DocId })])
}

async function acknowledgeWarning({ baseOf, chains, rows }: RecordDeps, command: AcknowledgeWarning): Promise<Entries> {
  const care = chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return unknownPerson
  const { answerDraft } = await import('./write-warning-answer.ts')
  const [row] = await rows.find('warnings', { partition: command.personId })
  const answer = answerDraft(command, row ?? null, {
    group: care.group,
    base: baseOf(care.about, command.at, command.commandId),
  })
  return answer.ok ? ok([answer.value]) : answer
}

function decide({ baseOf, chains }: RecordDeps, command: WriteDecision): Entries {
  const care = chains.careChainOf(command.personId as PersonId)
  if (care === undefined) return unknownPerson
  if (command.instead !== null && !isId(command.instead)) return err({ type: 'unknown-entry' })
  const record = writeDecision(command, baseOf(care.about, command.at, command.commandId))
  if (!record.ok) return err(problemOfRecord(record.error))
  return ok([entryOf(care, record.value, { priority: 'ordinary', label: 'decision' })])
}

async function writeSharing(deps: RecordDeps, command: SharingCommand): Promise<Entries> {
  const { sharingDrafts } = await import('../sharing/sharing-drafts.ts')
  return sharingDrafts(
    { ...deps, member: deps.own.signature.memberId, isStaff: deps.own.audience === 'staff' },
    command,
  )
}

const unknownPerson = err({ type: 'unknown-person' } as const)

function entryOf(
  { about, group }: ChainState,
  record: CareRecord,
  {
    doc = zeroDoc,
    label,
    priority,
  }: { readonly priority: Priority; readonly label: WaitingKind; readonly doc?: DocId },
): EntryDraft {
  return { kind: 'record', group, priority, doc, records: [record], label: { kind: label, personId: about } }
}
