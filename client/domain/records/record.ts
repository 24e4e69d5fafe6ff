/**
 * All records: one union, one strict parser, one encoder. The parser takes a
 * decoded CBOR value and trusts nothing in it. A type or version this app does
 * not know is a problem of its own, so that the engine keeps what a newer app
 * wrote and reads it after the next update.
 */
import * as v from 'valibot'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type AdministrationRecord, administrationSchema, administrationToWire } from './administration.ts'
import { type AgreementRecord, agreementSchema, agreementToWire } from './agreement.ts'
import { type BoardKeyRecord, boardKeySchema, boardKeyToWire } from './board-key.ts'
import { type ContactAgreementRecord, contactAgreementSchema, contactAgreementToWire } from './contact-agreement.ts'
import { type DecisionRecord, decisionSchema, decisionToWire } from './decision.ts'
import { type DirectoryEntryRecord, directoryEntrySchema, directoryEntryToWire } from './directory-entry.ts'
import { type InvitedCardRecord, invitedCardSchema, invitedCardToWire } from './invited-card.ts'
import { type LeftOutRecord, leftOutSchema, leftOutToWire } from './left-out.ts'
import { type LetInRecord, letInSchema, letInToWire } from './let-in.ts'
import { type MemberCardRecord, memberCardSchema, memberCardToWire } from './member-card.ts'
import { type MessageRecord, messageSchema, messageToWire } from './message.ts'
import { type NextStepRecord, nextStepSchema, nextStepToWire } from './next-step.ts'
import { type NoteRecord, noteSchema, noteToWire } from './note.ts'
import { type ObservationsRecord, observationsSchema, observationsToWire } from './observations.ts'
import { type OpeningRecord, openingSchema, openingToWire } from './opening.ts'
import { type PersonCardRecord, personCardSchema, personCardToWire } from './person-card.ts'
import { type PhotoRecord, photoSchema, photoToWire } from './photo.ts'
import { type ReceiptRecord, receiptSchema, receiptToWire } from './receipt.ts'
import { type SharedMedicinesRecord, sharedMedicinesSchema, sharedMedicinesToWire } from './shared-medicines.ts'
import { type SharedVisitsRecord, sharedVisitsSchema, sharedVisitsToWire } from './shared-visits.ts'
import { type SharedWithRecord, sharedWithSchema, sharedWithToWire } from './shared-with.ts'
import { type StaffCardRecord, staffCardSchema, staffCardToWire } from './staff-card.ts'
import { type TeamCardRecord, teamCardSchema, teamCardToWire } from './team-card.ts'
import { type TeamContactRecord, teamContactSchema, teamContactToWire } from './team-contact.ts'
import { type ViewRecord, viewSchema, viewToWire } from './view.ts'
import { type VisitFinishedRecord, visitFinishedSchema, visitFinishedToWire } from './visit-finished.ts'
import { type VisitStartedRecord, visitStartedSchema, visitStartedToWire } from './visit-started.ts'
import { type WarningAnswerRecord, warningAnswerSchema, warningAnswerToWire } from './warning-answer.ts'

export type CareRecord =
  | NoteRecord
  | ObservationsRecord
  | MessageRecord
  | ReceiptRecord
  | NextStepRecord
  | DirectoryEntryRecord
  | StaffCardRecord
  | InvitedCardRecord
  | TeamContactRecord
  | VisitStartedRecord
  | VisitFinishedRecord
  | WarningAnswerRecord
  | AdministrationRecord
  | SharedMedicinesRecord
  | BoardKeyRecord
  | MemberCardRecord
  | PersonCardRecord
  | TeamCardRecord
  | AgreementRecord
  | ContactAgreementRecord
  | SharedVisitsRecord
  | SharedWithRecord
  | ViewRecord
  | OpeningRecord
  | LetInRecord
  | LeftOutRecord
  | DecisionRecord
  | PhotoRecord

export type RecordType = CareRecord['type']

export type RecordProblem =
  /** A newer app wrote it: keep it, read it later. */
  | { readonly type: 'unknown-type'; readonly name: string }
  | { readonly type: 'unknown-version'; readonly name: string }
  | { readonly type: 'malformed'; readonly field: string; readonly detail: string }

const schemaByType = {
  note: noteSchema,
  observations: observationsSchema,
  message: messageSchema,
  receipt: receiptSchema,
  'next-step': nextStepSchema,
  'directory-entry': directoryEntrySchema,
  'staff-card': staffCardSchema,
  'invited-card': invitedCardSchema,
  'team-contact': teamContactSchema,
  'visit-started': visitStartedSchema,
  'visit-finished': visitFinishedSchema,
  'warning-answer': warningAnswerSchema,
  administration: administrationSchema,
  'shared-medicines': sharedMedicinesSchema,
  'board-key': boardKeySchema,
  'member-card': memberCardSchema,
  'person-card': personCardSchema,
  'team-card': teamCardSchema,
  agreement: agreementSchema,
  'contact-agreement': contactAgreementSchema,
  'shared-visits': sharedVisitsSchema,
  'shared-with': sharedWithSchema,
  view: viewSchema,
  opening: openingSchema,
  'let-in': letInSchema,
  'left-out': leftOutSchema,
  decision: decisionSchema,
  photo: photoSchema,
} satisfies Record<RecordType, v.GenericSchema<unknown, CareRecord>>

const headSchema = v.looseObject({ type: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), v: v.number() })

export function parseRecord(value: unknown): Result<CareRecord, RecordProblem> {
  const head = v.safeParse(headSchema, value)
  if (!head.success) return err(malformed(head.issues[0]))
  const { type } = head.output
  if (!isRecordType(type)) return err({ type: 'unknown-type', name: type })
  if (head.output.v !== 1) return err({ type: 'unknown-version', name: type })
  const parsed = v.safeParse(schemaByType[type], value)
  return parsed.success ? ok(parsed.output) : err(malformed(parsed.issues[0]))
}

/** The value to encode as CBOR: text keys, ids as bytes, whole numbers only. */
export function recordToWire(record: CareRecord): unknown {
  switch (record.type) {
    case 'note':
      return noteToWire(record)
    case 'observations':
      return observationsToWire(record)
    case 'message':
      return messageToWire(record)
    case 'receipt':
      return receiptToWire(record)
    case 'next-step':
      return nextStepToWire(record)
    case 'directory-entry':
      return directoryEntryToWire(record)
    case 'staff-card':
      return staffCardToWire(record)
    case 'invited-card':
      return invitedCardToWire(record)
    case 'team-contact':
      return teamContactToWire(record)
    case 'visit-started':
      return visitStartedToWire(record)
    case 'visit-finished':
      return visitFinishedToWire(record)
    case 'warning-answer':
      return warningAnswerToWire(record)
    case 'administration':
      return administrationToWire(record)
    case 'shared-medicines':
      return sharedMedicinesToWire(record)
    case 'board-key':
      return boardKeyToWire(record)
    case 'member-card':
      return memberCardToWire(record)
    case 'person-card':
      return personCardToWire(record)
    case 'team-card':
      return teamCardToWire(record)
    case 'agreement':
      return agreementToWire(record)
    case 'contact-agreement':
      return contactAgreementToWire(record)
    case 'shared-visits':
      return sharedVisitsToWire(record)
    case 'shared-with':
      return sharedWithToWire(record)
    case 'view':
      return viewToWire(record)
    case 'opening':
      return openingToWire(record)
    case 'let-in':
      return letInToWire(record)
    case 'left-out':
      return leftOutToWire(record)
    case 'decision':
      return decisionToWire(record)
    case 'photo':
      return photoToWire(record)
  }
}

function isRecordType(name: string): name is RecordType {
  return Object.hasOwn(schemaByType, name)
}

function malformed(issue: v.BaseIssue<unknown>): RecordProblem {
  return { type: 'malformed', field: v.getDotPath(issue) ?? '', detail: issue.message }
}
