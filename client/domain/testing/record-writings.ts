/** Each type of record by its own writer, over whatever may be typed: for the rules that all of them share. */
import fc from 'fast-check'
import type { BlobId, MemberId } from '../../../shared/lib/ids.ts'
import type { RecordId } from '../ids.ts'
import { checkDigit } from '../nhs-number.ts'
import { writeAdministration } from '../records/administration.ts'
import { sharedKinds, writeAgreement } from '../records/agreement.ts'
import { writeBoardKey } from '../records/board-key.ts'
import { saidHow, writeContactAgreement } from '../records/contact-agreement.ts'
import { writeDecision } from '../records/decision.ts'
import { writeDirectoryEntry } from '../records/directory-entry.ts'
import { writeInvitedCard } from '../records/invited-card.ts'
import { leftOutReasons, writeLeftOut } from '../records/left-out.ts'
import { writeLetIn } from '../records/let-in.ts'
import { writeMemberCard } from '../records/member-card.ts'
import { writeMessage } from '../records/message.ts'
import { writeNextStep } from '../records/next-step.ts'
import { writeNote } from '../records/note.ts'
import { writeObservations } from '../records/observations.ts'
import { openingReasons, writeOpening } from '../records/opening.ts'
import { writePersonCard } from '../records/person-card.ts'
import { photoConsents } from '../records/photo.ts'
import { writeReceipt } from '../records/receipt.ts'
import type { RecordType } from '../records/record.ts'
import { sharedLines, writeSharedMedicines } from '../records/shared-medicines.ts'
import { writeSharedVisits } from '../records/shared-visits.ts'
import { toldKinds, writeSharedWith } from '../records/shared-with.ts'
import { writeStaffCard } from '../records/staff-card.ts'
import { writeTeamCard } from '../records/team-card.ts'
import { writeTeamContact } from '../records/team-contact.ts'
import { writeView } from '../records/view.ts'
import { writeVisitFinished } from '../records/visit-finished.ts'
import { writeVisitStarted } from '../records/visit-started.ts'
import { writeWarningAnswer } from '../records/warning-answer.ts'
import { writePhoto } from '../records/write-photo.ts'
import { aBase, aDay, adult, aMedicineRow, anId, anInstant, aPartSet, aSignature, someTyping } from './arbitraries.ts'

const optionalId = fc.option(anId)
const aHash = fc.tuple(anId, anId).map((halves) => halves.join(''))
const frontier = fc.dictionary(anId, fc.integer({ min: 0, max: 2 ** 40 }), { maxKeys: 6 })
const nhsNumber = fc
  .integer({ min: 999_000_000, max: 999_999_999 })
  .map(String)
  .filter((nine) => checkDigit(nine) !== null)
  .map((nine) => `${nine}${checkDigit(nine)}`)

const directoryFields = {
  name: fc.record({ family: someTyping, given: someTyping, title: someTyping, preferred: someTyping }),
  born: aDay,
  gender: someTyping,
  nhsNumber: fc.oneof(fc.constant(''), nhsNumber),
  roundId: anId,
  namedNurse: someTyping,
  face: someTyping,
  address: someTyping,
  phone: someTyping,
}

export const directoryInput = fc.record(
  { ...directoryFields, sameAs: anId, notSame: fc.array(anId, { minLength: 1, maxLength: 3 }) },
  { requiredKeys: Object.keys(directoryFields) as (keyof typeof directoryFields)[] },
)

type Writing = ReturnType<
  | typeof writeNote
  | typeof writeMessage
  | typeof writeObservations
  | typeof writeReceipt
  | typeof writeNextStep
  | typeof writeDirectoryEntry
  | typeof writeStaffCard
  | typeof writeTeamContact
  | typeof writeVisitStarted
  | typeof writeWarningAnswer
  | typeof writeDecision
  | typeof writePhoto
  | typeof writeVisitFinished
  | typeof writeAdministration
  | typeof writeSharedMedicines
  | typeof writeBoardKey
  | typeof writeMemberCard
  | typeof writeInvitedCard
  | typeof writePersonCard
  | typeof writeTeamCard
  | typeof writeAgreement
  | typeof writeContactAgreement
  | typeof writeSharedVisits
  | typeof writeSharedWith
  | typeof writeView
  | typeof writeOpening
  | typeof writeLetIn
  | typeof writeLeftOut
>

const aTeamCard = fc.record({
  members: fc.array(aSignature, { maxLength: 4 }),
  on: fc.option(fc.record({ date: aDay, memberIds: fc.array(anId, { maxLength: 3 }) })),
  hours: someTyping,
  phone: someTyping,
  asks: fc.array(fc.record({ about: someTyping, who: someTyping }), { maxLength: 3 }),
})

export const writingByType: Readonly<Record<RecordType, fc.Arbitrary<Writing>>> = {
  note: fc
    .tuple(
      fc.record({ visitId: optionalId, words: someTyping, found: someTyping, did: someTyping, next: someTyping }),
      aBase,
    )
    .map(([input, base]) => writeNote(input, base)),
  observations: fc
    .tuple(aPartSet, fc.dictionary(fc.constantFrom('respirations', 'spo2', 'nonsense'), someTyping), aBase)
    .map(([values, notMeasured, base]) => writeObservations({ values, notMeasured, scoredFor: adult }, base)),
  message: fc
    .tuple(fc.record({ text: someTyping, answers: optionalId }), aBase)
    .map(([input, base]) => writeMessage(input, base)),
  receipt: fc
    .tuple(fc.record({ stored: frontier, seen: frontier }), aBase)
    .map(([input, base]) => writeReceipt(input, base)),
  'next-step': fc
    .tuple(someTyping, fc.option(fc.record({ who: aSignature, from: anInstant, to: anInstant })), aBase)
    .map(([text, nextVisit, base]) => writeNextStep({ text, nextVisit }, base)),
  'directory-entry': fc.tuple(directoryInput, aBase).map(([input, base]) => writeDirectoryEntry(input, base)),
  'staff-card': fc.tuple(someTyping, aBase).map(([phone, base]) => writeStaffCard({ phone }, base)),
  'invited-card': fc
    .tuple(fc.record({ member: anId as fc.Arbitrary<MemberId>, name: someTyping, title: someTyping }), aBase)
    .map(([input, base]) => writeInvitedCard(input, base)),
  'team-contact': fc
    .tuple(fc.record({ phone: someTyping, hours: someTyping }), aBase)
    .map(([input, base]) => writeTeamContact(input, base)),
  'visit-started': fc.tuple(optionalId, aBase).map(([visitId, base]) => writeVisitStarted({ visitId }, base)),
  administration: fc
    .tuple(
      fc.record({
        medicineId: anId,
        name: someTyping,
        dose: someTyping,
        route: someTyping,
        given: fc.boolean(),
        reason: someTyping,
        instruction: someTyping,
      }),
      aBase,
    )
    .map(([input, base]) => writeAdministration(input, base)),
  'shared-medicines': fc
    .tuple(fc.array(aMedicineRow, { maxLength: 5 }), aBase)
    .map(([rows, base]) => writeSharedMedicines(sharedLines(rows), base)),
  'visit-finished': fc
    .tuple(optionalId, anInstant, aBase)
    .map(([visitId, startedAt, base]) => writeVisitFinished({ visitId, startedAt }, base)),
  'warning-answer': fc
    .tuple(fc.record({ warning: anId, subject: someTyping, reason: someTyping }), aBase)
    .map(([input, base]) => writeWarningAnswer(input, base)),
  decision: fc
    .tuple(fc.record({ what: someTyping, why: someTyping, agreed: someTyping, instead: optionalId }), aBase)
    .map(([input, base]) => writeDecision(input, base)),
  photo: fc
    .tuple(
      fc.record({
        visitId: optionalId,
        blob: aHash as fc.Arbitrary<BlobId>,
        key: aHash,
        bytes: fc.integer({ min: 1, max: 500_000 }),
        mediaType: fc.constant('image/jpeg' as const),
        width: fc.integer({ min: 1, max: 1_600 }),
        height: fc.integer({ min: 1, max: 1_600 }),
        words: someTyping,
        consent: fc.constantFrom(...photoConsents),
      }),
      aBase,
    )
    .map(([input, base]) => writePhoto(input, base)),
  'board-key': fc
    .tuple(fc.record({ group: anId, epoch: fc.nat(), key: aHash }), aBase)
    .map(([input, base]) => writeBoardKey(input, base)),
  'member-card': aBase.map((base) => writeMemberCard(base)),
  'person-card': fc
    .tuple(fc.record({ name: someTyping, called: someTyping, face: someTyping }), aBase)
    .map(([input, base]) => writePersonCard(input, base)),
  agreement: fc
    .tuple(fc.record({ with: anId, kind: fc.constantFrom(...sharedKinds), on: fc.boolean() }), aBase)
    .map(([input, base]) => writeAgreement(input, base)),
  'contact-agreement': fc
    .tuple(
      fc.record({
        channel: fc.constantFrom('doorstep', 'text-message'),
        scope: fc.constantFrom('visits-and-care', 'clinics'),
        agreed: fc.boolean(),
        said: fc.constantFrom(...saidHow),
        after: fc.array(anId as fc.Arbitrary<RecordId>, { maxLength: 4 }),
      }),
      aBase,
    )
    .map(([input, base]) => writeContactAgreement(input, base)),
  'shared-visits': fc
    .tuple(
      fc.option(fc.record({ who: aSignature, from: anInstant, to: anInstant, anyTime: fc.boolean() })),
      fc.option(fc.record({ who: aSignature, at: anInstant })),
      aBase,
    )
    .map(([next, last, base]) => writeSharedVisits({ next, last }, base)),
  'shared-with': fc
    .tuple(fc.subarray([...toldKinds]), fc.subarray([...toldKinds]), aBase)
    .map(([on, ended, base]) => writeSharedWith({ on, ended }, base)),
  'let-in': fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 90 }), aBase)
    .map(([entry, base]) => writeLetIn({ entry: new Uint8Array(entry) }, base)),
  'left-out': fc
    .tuple(
      fc.record({
        entry: aHash,
        writer: someTyping,
        writtenAt: anInstant,
        reason: fc.constantFrom(...leftOutReasons),
      }),
      aBase,
    )
    .map(([input, base]) => writeLeftOut(input, base)),
  view: aBase.map((base) => writeView(base)),
  opening: fc
    .tuple(fc.constantFrom(...openingReasons), someTyping, anInstant, aBase)
    .map(([reason, words, until, base]) => writeOpening({ reason, words, until }, base)),
  'team-card': fc.tuple(aTeamCard, aBase).map(([input, base]) => writeTeamCard(input, base)),
}
