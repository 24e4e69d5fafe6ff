/** Commands on a person's details and on the diary. See commands.ts for what every command carries. */
import type { PartDecision } from '../domain/documents/part-decision.ts'
import type { PersonPart } from '../domain/projections/part-rows.ts'
import type { AlertKind } from '../domain/projections/rows.ts'
import type { Intent } from './intent.ts'

interface OnPerson extends Intent {
  readonly personId: string
  /** Why it is written; never empty. */
  readonly reason: string
}

export type DetailName =
  | 'family'
  | 'given'
  | 'title'
  | 'preferred'
  | 'born'
  | 'gender'
  | 'nhsNumber'
  | 'died'
  | 'address'
  | 'phone'
  | 'access'

/** Somebody new is looked after here. Her id is the command's. */
export interface AddPerson extends Intent {
  readonly type: 'add-person'
  readonly person: {
    readonly name: {
      readonly family: string
      readonly given: string
      readonly title: string
      readonly preferred: string
    }
    /** YYYY-MM-DD. */
    readonly born: string
    readonly gender: string
    /** Ten digits, or empty. */
    readonly nhsNumber: string
    readonly address: string
    readonly phone: string
    readonly access: string
    /** Language and what helps them understand: stands with the alerts. */
    readonly needs: string
  }
  readonly nurseId: string
  /** Colleagues who look after her too, beside the writer, the named nurse and those on her round. */
  readonly alsoIds: readonly string[]
  /** Who looks like her, was looked at, and is somebody else. */
  readonly notThese: readonly string[]
}

/** Two entries that look like one person: `personId` goes on as `otherId`, or they are two people. */
export interface SettleDouble extends Intent {
  readonly type: 'settle-double'
  readonly personId: string
  readonly otherId: string
  readonly same: boolean
}

export type PersonListCommand = AddPerson | SettleDouble

/** Details left out stay; an empty one says that nothing is recorded. Also tells the team's list of people. */
export interface ChangeDetails extends OnPerson {
  readonly type: 'change-details'
  readonly details: Readonly<Partial<Record<DetailName, string>>>
}

/** A new alert when `alertId` is null: its id is then the command's. */
export interface RecordAlert extends OnPerson {
  readonly type: 'record-alert'
  readonly alertId: string | null
  readonly alert: {
    readonly kind: Exclude<AlertKind, 'allergies'>
    readonly title: string
    readonly fact: string
    readonly recordedOn: string
    readonly serious: boolean
  }
}

/** `on` is YYYY-MM-DD; '' says that it holds after all. */
export interface EndAlert extends OnPerson {
  readonly type: 'end-alert'
  readonly alertId: string
  readonly on: string
}

/** A new contact when `contactId` is null: its id is then the command's. */
export interface RecordContact extends OnPerson {
  readonly type: 'record-contact'
  readonly contactId: string | null
  readonly contact: { readonly name: string; readonly relation: string; readonly phone: string }
}

export interface EndContact extends OnPerson {
  readonly type: 'end-contact'
  readonly contactId: string
  readonly on: string
}

/** A prescriber's name and the day of the decision; null takes it back. */
export interface SetScale2Target extends OnPerson {
  readonly type: 'set-scale2-target'
  readonly target: { readonly by: string; readonly on: string } | null
}

export interface SetPregnant extends OnPerson {
  readonly type: 'set-pregnant'
  readonly pregnant: boolean
}

/** Ends a conflict about any part. */
export interface ResolvePerson extends OnPerson, PartDecision {
  readonly type: 'resolve-person'
  readonly part: PersonPart
}

export type PersonCommand =
  | ChangeDetails
  | RecordAlert
  | EndAlert
  | RecordContact
  | EndContact
  | SetScale2Target
  | SetPregnant
  | ResolvePerson

interface OnDay extends Intent {
  /** YYYY-MM-DD: the day whose plan it is. */
  readonly date: string
}

interface OnVisit extends OnDay {
  readonly visitId: string
  /** May be empty but for calling off. */
  readonly reason: string
}

/** "09:30"; null is any time. */
interface VisitTimesInput {
  readonly from: string | null
  readonly to: string | null
  readonly window: string | null
}

/** The visit's id is the command's. `memberId` '' is nobody's yet. */
export interface PlanVisit extends OnDay, VisitTimesInput {
  readonly type: 'plan-visit'
  readonly personId: string
  readonly memberId: string
  readonly reason: string
}

/** It takes its place in the day by its time. */
export interface MoveVisit extends OnVisit, VisitTimesInput {
  readonly type: 'move-visit'
}

/** To a colleague, or to nobody (''). Of a visit given to two it also decides. */
export interface AssignVisit extends OnVisit {
  readonly type: 'assign-visit'
  readonly memberId: string
}

export interface CancelVisit extends OnVisit {
  readonly type: 'cancel-visit'
}

export interface RestoreVisit extends OnVisit {
  readonly type: 'restore-visit'
}

/** Ends the question whom a visit is for. `personIds` are those that were in view. */
export interface ResolveVisit extends OnVisit {
  readonly type: 'resolve-visit'
  readonly personIds: readonly string[]
  readonly keep: string
}

export type DiaryCommand = PlanVisit | MoveVisit | AssignVisit | CancelVisit | RestoreVisit | ResolveVisit
