/**
 * Record -> rows. Pure: the same record in the same place always gives the same
 * rows, so pages and read model can be thrown away and made again.
 *
 * 1. A record in a group where its type does not belong, by somebody who may not
 *    write it, or signed with another member's name gives no row at all. Of whoever
 *    is no staff it is noted beside their own words what they are by the chain.
 * 2. A published next step is no item of the story: the note it comes from says
 *    the same, and it stands in each group it was published to.
 * 3. What is about a person is in her own partition; in 'home' is what grows
 *    neither with people nor with records.
 */
import { dayOf } from '../dates.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { AdministrationRecord } from '../records/administration.ts'
import type { AgreementRecord } from '../records/agreement.ts'
import type { BoardKeyRecord } from '../records/board-key.ts'
import type { ContactAgreementRecord } from '../records/contact-agreement.ts'
import { readDirectoryRow } from '../records/directory-entry.ts'
import type { LeftOutRecord } from '../records/left-out.ts'
import type { MessageRecord } from '../records/message.ts'
import type { NextStepRecord } from '../records/next-step.ts'
import { readObservationRow } from '../records/observations.ts'
import type { OpeningRecord } from '../records/opening.ts'
import { photoFactsOf } from '../records/photo.ts'
import type { CareRecord } from '../records/record.ts'
import { summariseRecord } from '../records/record-summary.ts'
import type { SharedMedicinesRecord } from '../records/shared-medicines.ts'
import type { SharedVisitsRecord } from '../records/shared-visits.ts'
import type { SharedWithRecord } from '../records/shared-with.ts'
import type { ViewRecord } from '../records/view.ts'
import type { VisitFinishedRecord } from '../records/visit-finished.ts'
import type { VisitStartedRecord } from '../records/visit-started.ts'
import type { WarningAnswerRecord } from '../records/warning-answer.ts'
import { type DecidedRow, type DecidedSaid, writerPartition } from './decided-rows.ts'
import { stepsAt } from './receipt-steps.ts'
import type { RecordContext } from './record-context.ts'
import { belongsHere } from './record-place.ts'
import {
  type Collection,
  groupsPartition,
  homePartition,
  type Origin,
  peoplePartition,
  type RowByCollection,
  type StoredRow,
  type StoryKind,
  threadsPartition,
  visitStatesPartition,
} from './rows.ts'

export function projectRecord(record: CareRecord, context: RecordContext): readonly StoredRow[] {
  if (belongsHere(record, context) !== null) return []
  const said = withStanding(record, context)
  return [...project(said, context), ...projectDecided(said, context)]
}

/** Name and role are their author's words; as what they write them is not. */
function withStanding(record: CareRecord, { as = 'family', byStaff }: RecordContext): CareRecord {
  return byStaff ? record : { ...record, author: { ...record.author, as } }
}

function project(record: CareRecord, context: RecordContext): readonly StoredRow[] {
  const { deviceId, groupId, isBorrowed, memberId } = context
  const who = isBorrowed ? deviceId : memberId
  switch (record.type) {
    case 'directory-entry':
      return [within(peoplePartition, record, 'directory', record.about, readDirectoryRow(record))]
    case 'staff-card':
      return [home(record, 'staff', memberId, { memberId, signature: record.author, phone: record.phone })]
    case 'invited-card': {
      const { member, name, title } = record
      const signature = { memberId: member, name, role: title, face: '' }
      return [
        within(groupsPartition, record, 'members', `${groupId}/${member}`, { groupId, memberId: member, signature }),
      ]
    }
    case 'team-contact':
      return [
        within(context.personId ?? homePartition, record, 'contacts', groupId, {
          groupId,
          phone: record.phone,
          hours: record.hours,
        }),
      ]
    case 'receipt': {
      const { at, seen, stored } = record
      const { arrivedAt } = context
      const steps = { stored: stepsAt(stored, at, arrivedAt), seen: stepsAt(seen, at, arrivedAt) }
      const row = { groupId, deviceId, memberId: who, stored, seen, at, steps }
      const partition = context.personId ?? homePartition
      return [within(partition, record, 'receipts', `${groupId}/${deviceId}`, row)]
    }
    case 'board-key':
      return projectBoardKey(record, context)
    case 'member-card':
      return [
        within(groupsPartition, record, 'members', `${groupId}/${who}`, {
          groupId,
          memberId: who,
          signature: record.author,
        }),
      ]
    case 'person-card': {
      const { called, face, name } = record
      return [
        within(groupsPartition, record, 'personCards', groupId, {
          groupId,
          personId: context.personId,
          name,
          called,
          face,
        }),
      ]
    }
    case 'team-card': {
      const { asks, at, hours, members, on, phone } = record
      return [home(record, 'teamCards', groupId, { groupId, at, members, on, hours, phone, asks })]
    }
    case 'agreement':
    case 'shared-visits':
    case 'shared-with':
      return projectSharing(record, context)
    case 'contact-agreement':
      return projectContactAgreement(record, context)
    case 'view':
      return projectView(record, context)
    case 'opening':
      return projectOpening(record, context)
    case 'message':
      return projectMessage(record, context)
    case 'next-step':
      return projectNextStep(record, context)
    case 'administration':
      return [...projectStory(record, 'administration', context), ...projectGiving(record, context)]
    case 'shared-medicines':
      return projectSharedList(record, context)
    case 'note':
    case 'observations':
    case 'decision':
    case 'photo':
      return projectStory(record, record.type, context)
    case 'visit-started':
    case 'visit-finished':
      return [...projectStory(record, 'visit', context), ...projectVisitState(record, context)]
    case 'warning-answer':
      return projectWarningAnswer(record, context)
    case 'let-in':
      // Its rows are those of the entry it carries, which only who holds the key can open.
      return []
    case 'left-out':
      return projectLeftOut(record, context)
  }
}

/** The order of two rows with one id: the later written wins, and of two written at once always the same. */
function orderOf(record: CareRecord): string {
  return `${record.hlc}${record.id}`
}

function stored<Name extends Collection>(
  place: { readonly collection: Name; readonly partition: string; readonly id: string; readonly order: string },
  row: RowByCollection[Name],
): StoredRow {
  // The union of all collections cannot be built from a generic name; the two arguments share `Name`.
  return { ...place, row } as unknown as StoredRow
}

function home<Name extends Collection>(record: CareRecord, collection: Name, id: string, row: RowByCollection[Name]) {
  return within(homePartition, record, collection, id, row)
}

function within<Name extends Collection>(
  partition: string,
  record: CareRecord,
  collection: Name,
  id: string,
  row: RowByCollection[Name],
) {
  return stored({ collection, partition, id, order: orderOf(record) }, row)
}

function originOf(record: CareRecord, context: RecordContext): Origin {
  const { arrivedAt, deviceId, entryId, groupId, letIn, own, seq } = context
  const { at, author, hlc } = record
  return { entryId, groupId, deviceId, seq, author, at, hlc, arrivedAt, own, ...(letIn !== undefined && { letIn }) }
}

/** That it is there, never the key: rows are for screens. The highest epoch wins. */
function projectBoardKey({ at, epoch }: BoardKeyRecord, { groupId }: RecordContext): readonly StoredRow[] {
  const order = String(epoch).padStart(10, '0')
  return [stored({ collection: 'boardKeys', partition: groupsPartition, id: groupId, order }, { groupId, epoch, at })]
}

/** A record about nobody in particular has no place in anybody's story. */
function projectStory(record: CareRecord, kind: StoryKind, context: RecordContext): readonly StoredRow[] {
  const summary = summariseRecord(record)
  const { personId } = context
  if (summary === null || personId === null) return []
  const observation = record.type === 'observations' ? readObservationRow(record, personId) : null
  const row = {
    ...originOf(record, context),
    id: record.id,
    kind,
    personId,
    ...summary,
    observation,
    visitId: 'visitId' in record ? record.visitId : null,
    answers: record.type === 'message' ? record.answers : null,
    ...(record.type === 'photo' && { photo: photoFactsOf(record) }),
  }
  const story = stored({ collection: 'story', partition: personId, id: record.id, order: orderOf(record) }, row)
  const isLatest = kind === 'note' || kind === 'observations'
  return isLatest ? [story, within(personId, record, 'latest', `${personId}/${kind}`, row)] : [story]
}

function projectMessage(record: MessageRecord, context: RecordContext): readonly StoredRow[] {
  const { deviceId, doc: threadId, groupId, groupKind, own, personId, seq } = context
  const { about, answers, id, text } = record
  const row = { ...originOf(record, context), id, threadId, personId, text, answers, about }
  const partition = personId ?? homePartition
  const rows = [
    stored({ collection: 'messages', partition, id, order: orderOf(record) }, row),
    within(threadsPartition, record, 'threads', threadId, { threadId, groupId, groupKind, personId, last: row }),
    ...projectStory(record, 'message', context),
  ]
  return own ? rows : [...rows, home(record, 'unread', id, { id, threadId, groupId, personId, deviceId, seq })]
}

function projectNextStep(record: NextStepRecord, context: RecordContext): readonly StoredRow[] {
  const { personId } = context
  if (personId === null) return []
  const { id, nextVisit, text } = record
  const row = { ...originOf(record, context), id, personId, text, nextVisit }
  return [within(personId, record, 'nextSteps', id, row)]
}

function projectGiving(record: AdministrationRecord, context: RecordContext): readonly StoredRow[] {
  const { arrivedAt, own, personId } = context
  if (personId === null) return []
  const { at, author, dose, given, id, instruction, medicineId, name, reason, route } = record
  const row = { id, personId, medicineId, name, dose, route, given, reason, instruction, at, author, own, arrivedAt }
  return [stored({ collection: 'givings', partition: personId, id, order: orderOf(record) }, row)]
}

/** One a group: the newest is what is shown. */
function projectSharedList(record: SharedMedicinesRecord, context: RecordContext): readonly StoredRow[] {
  const { groupId, personId } = context
  if (personId === null) return []
  const { at, author, lines } = record
  const place = { collection: 'sharedLists', partition: personId, id: groupId, order: orderOf(record) } as const
  return [stored(place, { groupId, personId, lines, author, at })]
}

function projectVisitState(
  record: VisitStartedRecord | VisitFinishedRecord,
  { entryId, own, personId }: RecordContext,
): readonly StoredRow[] {
  const { at, author, visitId } = record
  if (visitId === null || personId === null) return []
  const state = record.type === 'visit-started' ? 'started' : 'finished'
  // Finished sorts above started whatever the clocks say: a visit never goes back.
  const order = `${state === 'started' ? 0 : 1}${orderOf(record)}`
  return [
    stored(
      { collection: 'visitStates', partition: visitStatesPartition, id: visitId, order },
      { visitId, personId, state, at, entryId, author, own },
    ),
  ]
}

/** With the person, in whose groups it stands. */
function projectSharing(
  record: AgreementRecord | SharedVisitsRecord | SharedWithRecord,
  { groupId, personId }: RecordContext,
): readonly StoredRow[] {
  if (personId === null) return []
  const { at, hlc } = record
  if (record.type === 'shared-visits') {
    const row = { groupId, at, hlc, last: record.last, next: record.next }
    return [within(personId, record, 'sharedVisits', `${personId}/${groupId}`, row)]
  }
  if (record.type === 'shared-with') {
    const row = { groupId, at, on: record.on, ended: record.ended }
    return [within(personId, record, 'sharedWith', `${personId}/${groupId}`, row)]
  }
  const { author, kind, on, with: memberId } = record
  const row = { groupId, memberId, kind, on, author, at }
  return [within(personId, record, 'agreements', `${personId}/${groupId}/${memberId}/${kind}`, row)]
}

function projectContactAgreement(record: ContactAgreementRecord, context: RecordContext): readonly StoredRow[] {
  const { groupId, personId } = context
  if (personId === null) return []
  const { after, agreed, at, author, channel, hlc, id, said, scope } = record
  const row = { id, groupId, channel, scope, agreed, said, after, author, at, hlc }
  return [within(personId, record, 'contactAgreements', `${personId}/${id}`, row)]
}

/** The same row out of the record and out of her own group: one look a day. */
function projectView(record: ViewRecord, context: RecordContext): readonly StoredRow[] {
  const { arrivedAt, groupId, memberId, personId } = context
  if (personId === null) return []
  const { at, author } = record
  const id = `${personId}/${memberId}/${dayOf(at)}`
  const row = { personId, groupId, author, at, arrivedAt }
  return [stored({ collection: 'views', partition: personId, id, order: orderOf(record) }, row)]
}

/** The same row out of the record and out of her own group; what is said again later, as that it has ended, replaces it. */
function projectOpening(record: OpeningRecord, context: RecordContext): readonly StoredRow[] {
  const { arrivedAt, groupId, memberId, personId } = context
  if (personId === null) return []
  const { at, author, reason, until, words } = record
  const row = { personId, groupId, author, at, arrivedAt, opened: { reason, words, until } }
  return [within(personId, record, 'views', `${personId}/${memberId}/opened/${at}`, row)]
}

/** Part of the story, and no visit note. The newest answer to a warning counts. */
function projectWarningAnswer(record: WarningAnswerRecord, context: RecordContext): readonly StoredRow[] {
  const { at, author, reason, warning: key } = record
  const { personId } = context
  if (personId === null) return []
  const story = projectStory(record, 'note', context).filter(({ collection }) => collection === 'story')
  const row = { personId, key, author, at, reason }
  return [...story, within(personId, record, 'warningAnswers', `${personId}/${key}`, row)]
}

/** One for each entry, where it would stand, whoever said so first. */
function projectLeftOut(record: LeftOutRecord, context: RecordContext): readonly StoredRow[] {
  const { entry: id, writtenAt } = record
  const hlc = hybridTime({ wall: writtenAt, count: 0 })
  return projectStory(record, 'left-out', context).map((story) =>
    story.collection === 'story' ? { ...story, id, order: `${hlc}${id}`, row: { ...story.row, id, hlc } } : story,
  )
}

/**
 * What was decided about a person, beside whatever else it is. An opening is said
 * in her own group too, and counts once; that something was let in stands in the
 * administrator's name, and the entry that was let in in its writer's.
 */
function projectDecided(record: CareRecord, { arrivedAt, entryId, groupKind, letIn, personId }: RecordContext) {
  if (personId === null) return []
  const rows: StoredRow[] = []
  const put = (row: Omit<DecidedRow, 'personId' | 'arrivedAt'>) => {
    const place = { collection: 'decided', partition: personId, id: row.id, order: `${row.hlc}${row.id}` } as const
    rows.push(stored(place, { ...row, personId, arrivedAt }))
  }
  if (letIn !== undefined && letIn.by.memberId !== record.author.memberId) {
    const hlc = hybridTime({ wall: letIn.at, count: 0 })
    const said = { type: 'let-in', writer: record.author, writtenAt: record.at } as const
    put({ id: `let-in/${entryId}/${letIn.by.memberId}`, author: letIn.by, at: letIn.at, hlc, said })
  }
  const { at, author, hlc, id } = record
  const said = groupKind === 'care' || record.type === 'agreement' ? saidIn(record) : null
  if (said !== null) put({ id, author, at, hlc, said })
  if (record.type === 'decision') {
    const place = { collection: 'decidedBy', id, order: orderOf(record) } as const
    rows.push(stored({ ...place, partition: writerPartition(author.memberId) }, { personId, at }))
  }
  return rows
}

function saidIn(record: CareRecord): DecidedSaid | null {
  switch (record.type) {
    case 'decision':
    case 'warning-answer':
    case 'left-out':
    case 'opening':
    case 'agreement': {
      const { about: _about, at: _at, author: _author, hlc: _hlc, id: _id, v: _v, ...said } = record
      return said
    }
    default:
      return null
  }
}
