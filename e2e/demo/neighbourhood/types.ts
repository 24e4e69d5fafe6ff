/** What the neighbourhood is made of, in the domain's own words. */

import type { VisitInput } from '../../../client/domain/documents/diary.ts'
import type { MedicineInput } from '../../../client/domain/documents/medicines.ts'
import type { AlertInput, AllergyInput, ContactInput, PersonDetails } from '../../../client/domain/documents/person.ts'
import type { TaskInput } from '../../../client/domain/documents/tasks.ts'
import type { Day, MedicineId, VisitId } from '../../../client/domain/ids.ts'
import type { CareRecord } from '../../../client/domain/records/record.ts'
import type { Signature } from '../../../client/domain/records/signature.ts'
import type { Instant, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'

/** The drawn faces' names double as the keys of members. */
export type MemberKey = 'aisha' | 'ben' | 'priya' | 'lena' | 'reid' | 'sol' | 'noor' | 'karen' | 'doreen'

export interface NeighbourhoodMember {
  readonly key: MemberKey
  readonly memberId: MemberId
  readonly signature: Signature
  /**
   * staff: in the team group. associate: works here, holds no team key. ig: information
   * governance, sees who did what and reads no record. public: has a private group of her own about one person.
   */
  readonly kind: 'staff' | 'associate' | 'ig' | 'public'
  /** Whom the private group of a member of the public is about. */
  readonly aboutPersonId: PersonId | null
  /** The rounds she looks after. */
  readonly roundIds: readonly RoundId[]
  readonly phone: string
}

export interface NeighbourhoodRound {
  readonly roundId: RoundId
  readonly name: string
}

export interface PersonContent {
  readonly details: PersonDetails
  readonly allergies: readonly (readonly [id: string, AllergyInput])[]
  /** The day somebody asked and there were none; null when nobody has, or there are some. */
  readonly noKnownAllergiesOn: Day | null
  readonly alerts: readonly (readonly [id: string, AlertInput])[]
  readonly contacts: readonly (readonly [id: string, ContactInput])[]
  readonly scale2Target: { readonly by: string; readonly on: Day } | null
}

export interface MedicineContent {
  readonly id: MedicineId
  readonly medicine: MedicineInput
  readonly stoppedOn: Day | null
}

export interface NeighbourhoodPerson {
  readonly personId: PersonId
  readonly roundId: RoundId
  /** Also the key of a member of the public, where she is one. */
  readonly key: string
  readonly person: PersonContent
  readonly medicines: readonly MedicineContent[]
}

/** Whose group an act is written into. A private group is that of one member of the public; */
export type ActPlace =
  | { readonly type: 'team' }
  | { readonly type: 'care'; readonly personId: PersonId }
  | { readonly type: 'private'; readonly personId: PersonId; readonly member: MemberKey }
  | { readonly type: 'circle'; readonly personId: PersonId }

/** Records written in one act: one entry, by one member, in one group. */
export interface Act {
  readonly by: MemberKey
  readonly at: Instant
  readonly place: ActPlace
  readonly records: readonly CareRecord[]
}

export interface PlannedVisit {
  readonly visitId: VisitId
  readonly visit: VisitInput
}

/** One section of a care plan, as its author wrote it. */
export interface PlanWords {
  readonly id: string
  readonly by: MemberKey
  readonly at: Instant
  readonly personId: PersonId
  readonly sectionId: string
  readonly text: string
}

export interface TaskToDo {
  readonly id: string
  readonly by: MemberKey
  readonly at: Instant
  readonly personId: PersonId
  readonly task: TaskInput
  /** Whoever added it also does it. */
  readonly take: boolean
}

/** Family and associates round one person, and she herself where she has a device. */
export interface Circle {
  readonly personId: PersonId
  readonly members: readonly MemberKey[]
}

export interface Neighbourhood {
  readonly spaceName: string
  readonly today: Day
  readonly rounds: readonly NeighbourhoodRound[]
  readonly members: readonly NeighbourhoodMember[]
  readonly people: readonly NeighbourhoodPerson[]
  /** Oldest first. */
  readonly acts: readonly Act[]
  readonly circles: readonly Circle[]
  readonly diary: readonly PlannedVisit[]
  /** The next day is planned too: there is always somebody to look forward to. */
  readonly tomorrow: { readonly today: Day; readonly diary: readonly PlannedVisit[] }
  readonly plans: readonly PlanWords[]
  readonly tasks: readonly TaskToDo[]
}
