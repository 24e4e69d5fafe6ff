/**
 * A visit as it was written: what was found and measured goes into the person's
 * clinical record as one act, what happens next is published to the person
 * herself as a second one, both or neither (CM4).
 */
import { type DocId, type GroupId, type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { Priority } from '../../../shared/protocol/entry.ts'
import { ageInYears, dayOf, isDay } from '../../domain/dates.ts'
import type { PersonAlertsRow } from '../../domain/projections/rows.ts'
import { writeNextStep } from '../../domain/records/next-step.ts'
import { writeNote } from '../../domain/records/note.ts'
import { readObservationRow, writeObservations } from '../../domain/records/observations.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase, Written } from '../../domain/records/record-base.ts'
import { writeVisitFinished } from '../../domain/records/visit-finished.ts'
import type { CommandProblem, WriteVisit } from '../../engine-api/commands.ts'
import { derivedId } from './derived-id.ts'
import { problemOfRecord } from './write-problem.ts'
import type { EntryDraft } from './writer.ts'

export interface VisitFacts {
  readonly care: ChainState
  /** The person's own group; undefined while nobody has made one. */
  readonly privateChain: ChainState | undefined
  /** Of family with whom she shares what happens next: the same words go there. */
  readonly familyGroups: readonly GroupId[]
  readonly banner: { readonly born: string } | null
  readonly alerts: PersonAlertsRow | null
  readonly baseOf: (about: PersonId | null, at?: Instant, id?: string) => RecordBase
}

export function visitDrafts(command: WriteVisit, facts: VisitFacts): Result<readonly EntryDraft[], CommandProblem> {
  const clinical = clinicalRecords(command, facts)
  if (!clinical.ok) return clinical
  const published = publishedSteps(command, facts)
  if (!published.ok) return published
  const care: EntryDraft = {
    kind: 'record',
    group: facts.care.group,
    priority: priorityOf(clinical.value, command),
    doc: zeroDoc,
    records: clinical.value,
    label: { kind: 'note', personId: command.personId },
  }
  return ok([care, ...published.value])
}

function clinicalRecords(command: WriteVisit, facts: VisitFacts): Result<readonly CareRecord[], CommandProblem> {
  const { at, commandId, note, observations, personId, startedAt, visitId } = command
  const base = (name: string) => facts.baseOf(personId as PersonId, at, derivedId(commandId, name))
  const written: CareRecord[] = []
  if (!isBlank(note)) {
    const record = writeNote({ visitId, ...note }, facts.baseOf(personId as PersonId, at, commandId))
    if (!record.ok) return err(problemOfRecord(record.error))
    written.push(record.value)
  }
  if (observations !== null) {
    const record = writeObservations({ ...observations, scoredFor: scoredFor(facts, at) }, base('observations'))
    if (!record.ok) return err(problemOfRecord(record.error))
    written.push(record.value)
  }
  if (written.length === 0 && command.photo == null) return err({ type: 'nothing-written' })
  // A tablet whose clock was set back during the visit must not lose the note over it.
  const began = Math.min(startedAt, at) as Instant
  const finished: Written<CareRecord> = writeVisitFinished({ visitId, startedAt: began }, base('visit-finished'))
  if (!finished.ok) return err(problemOfRecord(finished.error))
  return ok([...written, finished.value])
}

function publishedSteps(command: WriteVisit, facts: VisitFacts): Result<readonly EntryDraft[], CommandProblem> {
  const { at, commandId, note, personId } = command
  const own = facts.privateChain?.group
  if (note.next.trim() === '' || own === undefined) return ok([])
  const base = facts.baseOf(personId as PersonId, at, derivedId(commandId, 'next-step'))
  const record = writeNextStep({ text: note.next, nextVisit: null }, base)
  if (!record.ok) return err(problemOfRecord(record.error))
  const doc = zeroDoc as DocId
  const label = { kind: 'next-step', personId } as const
  return ok(
    [own, ...facts.familyGroups].map((group): EntryDraft => {
      return { kind: 'record', group, priority: 'ordinary', doc, records: [record.value], label }
    }),
  )
}

function scoredFor({ alerts, banner }: VisitFacts, at: Instant) {
  const born = banner?.born ?? ''
  return {
    ageYears: isDay(born) ? ageInYears(born, dayOf(at)) : null,
    pregnant: alerts?.pregnant ?? false,
    scale2Target: alerts?.scale2Target ?? null,
  }
}

/** A score that asks for somebody's response leaves the tablet before what does not. */
function priorityOf(records: readonly CareRecord[], { personId }: WriteVisit): Priority {
  const isUrgent = records.some((record) => {
    if (record.type !== 'observations') return false
    const { news2 } = readObservationRow(record, personId)
    if (news2.type === 'refused') return false
    const reached = news2.type === 'complete' ? news2.threshold : news2.reached
    return reached === 'single-red' || reached === 'medium' || reached === 'high'
  })
  return isUrgent ? 'safety' : 'ordinary'
}

function isBlank(note: WriteVisit['note']): boolean {
  return [note.words, note.found, note.did, note.next].every((text) => text.trim() === '')
}
