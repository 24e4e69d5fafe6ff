/**
 * Commands on a person's details -> one edit of the person's document and, where
 * it changes who she is, an entry in the team's list of people in the same act.
 * The domain's module brings Automerge: it is loaded with the first command.
 */
import type { PersonId } from '../../../shared/lib/ids.ts'
import { zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../../domain/dates.ts'
import type { DocumentProblem } from '../../domain/documents/document-problem.ts'
import type { PartEditBy } from '../../domain/documents/part-edit.ts'
import type { PersonDoc } from '../../domain/documents/person.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import { writeDirectoryEntry } from '../../domain/records/directory-entry.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { DetailName, PersonCommand } from '../../engine-api/people-commands.ts'
import type { Chains } from '../membership/chains.ts'
import { derivedId } from './derived-id.ts'
import type { PlannedEdit } from './documents.ts'
import { listRound } from './list-round.ts'
import { type EditDeps, problemOfEdit } from './write-edit.ts'
import { problemOfRecord } from './write-problem.ts'
import type { EntryDraft } from './writer.ts'

export interface PersonDeps extends EditDeps {
  readonly chains: Pick<Chains, 'team' | 'careChainOf'>
  readonly baseOf: (about: PersonId | null, at?: PersonCommand['at'], id?: string) => RecordBase
}

export interface PlannedPerson {
  readonly edit: PlannedEdit | null
  /** For the team; null when its list says so already. */
  readonly directory: EntryDraft | null
}

type Doc = Parameters<typeof import('../../domain/documents/person.ts').changeDetails>[0]
type Details = Partial<Record<DetailName, string>>

const missing = { group: { type: 'unknown-person' }, entry: { type: 'unknown-entry' } } as const

export async function planPerson(
  deps: PersonDeps,
  command: PersonCommand,
): Promise<Result<PlannedPerson, CommandProblem>> {
  const editBy = { by: deps.own.signature, at: command.at, reason: command.reason }
  let details: Details = {}
  const planned = await deps.documents.plan('person', command.personId, async (doc) => {
    const made = await editOf(doc, command, editBy)
    if (made.ok) details = await detailsOf(made.value, command)
    return made
  })
  if (!planned.ok) return err(problemOfEdit(planned.error, missing))
  const directory = await directoryEntry(deps, command, details)
  return directory.ok ? ok({ edit: planned.value, directory: directory.value }) : directory
}

/** The form that was typed in, see the page's own forms; a decision by one press has none. */
export function detailsDraftKey(command: PersonCommand): string {
  switch (command.type) {
    case 'change-details':
      return `details/${command.personId}/detail/${Object.keys(command.details).sort().join('+')}`
    case 'record-alert':
      return `details/${command.personId}/alert/${command.alertId ?? 'new'}`
    case 'end-alert':
      return `details/${command.personId}/alert/${command.alertId}/end`
    case 'record-contact':
      return `details/${command.personId}/contact/${command.contactId ?? 'new'}`
    case 'end-contact':
      return `details/${command.personId}/contact/${command.contactId}/end`
    case 'set-scale2-target':
      return `details/${command.personId}/target/`
    case 'set-pregnant':
      return `details/${command.personId}/pregnant/`
    case 'resolve-person':
      return `details/${command.personId}/${command.part.kind}/${command.part.id}`
  }
}

async function editOf(doc: Doc, command: PersonCommand, editBy: PartEditBy): Promise<Result<Doc, DocumentProblem>> {
  const person = await import('../../domain/documents/person.ts')
  switch (command.type) {
    case 'change-details':
      return person.changeDetails(doc, trimmed(command.details), editBy)
    case 'record-alert':
      return person.recordAlert(doc, command.alertId ?? command.commandId, trimmed(command.alert), editBy)
    case 'end-alert':
      return person.endEntry(doc, 'alerts', command.alertId, command.on, editBy)
    case 'record-contact':
      return person.recordContact(doc, command.contactId ?? command.commandId, trimmed(command.contact), editBy)
    case 'end-contact':
      return person.endEntry(doc, 'contacts', command.contactId, command.on, editBy)
    case 'set-scale2-target':
      return person.changeScale2Target(doc, command.target && trimmed(command.target), editBy)
    case 'set-pregnant':
      return person.changePregnant(doc, command.pregnant, editBy)
    case 'resolve-person': {
      const { resolvePersonPart } = await import('../../domain/documents/person-write.ts')
      return resolvePersonPart(doc, command.part, command, editBy)
    }
  }
}

/** What the command made of the details the team's list shows. */
async function detailsOf(doc: Doc, command: PersonCommand): Promise<Details> {
  if (command.type === 'change-details') return trimmed(command.details)
  if (command.type !== 'resolve-person' || command.part.kind !== 'detail') return {}
  const { readPartState } = await import('../../domain/documents/person-parts.ts')
  return { [command.part.id]: readPartState(doc as PersonDoc, command.part)?.value ?? '' }
}

async function directoryEntry(
  { baseOf, chains, rows }: PersonDeps,
  { at, commandId, personId }: PersonCommand,
  details: Details,
): Promise<Result<EntryDraft | null, CommandProblem>> {
  const [row] = await rows.find('directory', { id: personId })
  const team = chains.team()
  if (row === undefined || team === undefined) return ok(null)
  const next = withDetails(row, details)
  if (JSON.stringify(next) === JSON.stringify(row)) return ok(null)
  const { personId: _, ...input } = next
  const roundId = listRound(chains.careChainOf(personId as PersonId), row.roundId)
  const record = writeDirectoryEntry(
    { ...input, roundId },
    baseOf(personId as PersonId, at, derivedId(commandId, 'directory')),
  )
  if (!record.ok) return err(problemOfRecord(record.error))
  return ok({
    kind: 'record',
    group: team.group,
    priority: 'ordinary',
    doc: zeroDoc,
    records: [record.value],
    label: { kind: 'person', personId },
  })
}

/** A birth date taken back stays in the list: an entry there cannot be without one. */
function withDetails(row: DirectoryRow, details: Details): DirectoryRow {
  const { family, given, preferred, title } = { ...row.name, ...details }
  return {
    ...row,
    name: { family, given, title, preferred },
    born: isDay(details.born ?? '') ? (details.born ?? '') : row.born,
    gender: details.gender ?? row.gender,
    nhsNumber: details.nhsNumber ?? row.nhsNumber,
    address: details.address ?? row.address,
    phone: details.phone ?? row.phone,
  }
}

function trimmed<Fields extends object>(fields: Fields): Fields {
  const tidy = Object.entries(fields).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value])
  return Object.fromEntries(tidy) as Fields
}
