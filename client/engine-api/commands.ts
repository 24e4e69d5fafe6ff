/**
 * Commands: what a person asks the engine to do. Each carries its own id and
 * instant, made where the person tapped, so that running it twice is running it
 * once. A resolved `Outcome` with `ok` means the disk has said so (strict
 * durability), never earlier.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { TaskPriority } from '../domain/projections/plan-rows.ts'
import type { ObservationInput } from '../domain/records/observations.ts'
import type { Intent } from './intent.ts'
import type { DiaryCommand, PersonCommand, PersonListCommand } from './people-commands.ts'
import type { PhotoOfVisit } from './photo-acts.ts'
import type { SharingCommand } from './sharing.ts'
import type { SettingCommand, ThreadCommand } from './team-commands.ts'

export interface WriteVisit extends Intent {
  readonly type: 'write-visit'
  readonly personId: string
  /** The planned visit this answers, or null for one that was not planned. */
  readonly visitId: string | null
  readonly startedAt: Instant
  readonly note: VisitNoteInput
  readonly observations: ObservationInput | null
  /** Kept with the draft of this visit. */
  readonly photo?: PhotoOfVisit | null
}

export interface VisitNoteInput {
  /** In the person's own words. */
  readonly words: string
  readonly found: string
  readonly did: string
  /** What happens next; also published to the person. */
  readonly next: string
}

export interface StartVisit extends Intent {
  readonly type: 'start-visit'
  readonly personId: string
  readonly visitId: string | null
}

export interface SendMessage extends Intent {
  readonly type: 'send-message'
  readonly threadId: string
  readonly text: string
  /** The message this answers. */
  readonly answers: string | null
}

/** The messages of a thread have been in view for a second with the device unlocked. */
export interface MarkSeen extends Intent {
  readonly type: 'mark-seen'
  readonly threadId: string
  readonly messageIds: readonly string[]
}

/** She has read that these people were given to her, or taken from her. Stays on this device. */
export interface MarkHanded extends Intent {
  readonly type: 'mark-handed'
  readonly personIds: readonly string[]
}

/** Typing, kept on disk within 2 s. `value` is the form's own JSON; null discards. */
export interface SaveDraft extends Intent {
  readonly type: 'save-draft'
  readonly key: string
  readonly value: string | null
}

/** What a colleague may change in a medicine; what is left out stays. */
export interface MedicineFieldsInput {
  readonly dose?: string
  readonly frequency?: string
  readonly route?: string
}

/** A prescription that is new here. The line's id is the command's. */
export interface AddMedicine extends Intent {
  readonly type: 'add-medicine'
  readonly personId: string
  readonly fields: NewMedicineInput
  readonly reason: string
}

export interface NewMedicineInput {
  readonly name: string
  readonly form: string
  readonly dose: string
  readonly frequency: string
  readonly route: string
  readonly prescriber: string
  /** YYYY-MM-DD; empty when not known. */
  readonly since: string
  /** One word, as MedicineRow's; empty for none. */
  readonly risk: string
  /** Where the line comes from, in words. */
  readonly source: string
}

export interface ChangeMedicine extends Intent {
  readonly type: 'change-medicine'
  readonly personId: string
  readonly medicineId: string
  readonly fields: MedicineFieldsInput
  readonly reason: string
}

export interface StopMedicine extends Intent {
  readonly type: 'stop-medicine'
  readonly personId: string
  readonly medicineId: string
  /** YYYY-MM-DD. */
  readonly on: string
  readonly reason: string
}

/** A medicine given, or not given and why: what was given as it was shown. */
export interface RecordAdministration extends Intent {
  readonly type: 'record-administration'
  readonly personId: string
  readonly medicineId: string
  readonly name: string
  readonly dose: string
  readonly route: string
  readonly given: boolean
  readonly reason: string
  /** Whose instruction was followed where several stood against each other; empty otherwise. */
  readonly instruction: string
}

/** Ends a conflict. `sides` are the keys of all changes that were in view when the decision was made. */
export interface ResolveMedicine extends Intent {
  readonly type: 'resolve-medicine'
  readonly personId: string
  readonly medicineId: string
  readonly sides: readonly string[]
  readonly choice:
    | { readonly type: 'keep'; readonly side: string }
    | {
        readonly type: 'write'
        readonly fields: MedicineFieldsInput & { readonly name?: string; readonly form?: string }
      }
  readonly reason: string
}

export interface TaskWords {
  readonly title: string
  readonly details: string
  /** YYYY-MM-DD; null for no day. */
  readonly due: string | null
  readonly priority: TaskPriority
}

interface InTasks extends Intent {
  readonly personId: string
  /** On the list that the person's circle keeps, not on staff's own. */
  readonly circle?: true
}

/** The task's id is the command's. */
export interface AddTask extends InTasks {
  readonly type: 'add-task'
  readonly task: TaskWords
  /** Whoever adds it also takes it. */
  readonly take: boolean
}

interface OnTask extends InTasks {
  readonly taskId: string
}

export interface ChangeTask extends OnTask {
  readonly type: 'change-task'
  readonly task: TaskWords
  /** What the writer had before them: what they left as it was is no change, whatever stands there by now. */
  readonly before?: TaskWords
}

export interface TakeTask extends OnTask {
  readonly type: 'take-task'
}

/** Handed to the colleague `to`; given back when null. Nobody of a circle hands a task on. */
export interface GiveTask extends OnTask {
  readonly type: 'give-task'
  readonly to: string | null
}

export interface FinishTask extends OnTask {
  readonly type: 'finish-task'
  readonly outcome: string
}

export interface ReopenTask extends OnTask {
  readonly type: 'reopen-task'
}

export type TaskCommand = AddTask | ChangeTask | TakeTask | GiveTask | FinishTask | ReopenTask

/** Each carries who writes it: the device's member. */
export interface RecordAllergy extends Intent {
  readonly type: 'record-allergy'
  readonly personId: string
  readonly substance: string
  readonly reaction: string
  /** YYYY-MM-DD it was found, or heard of. */
  readonly on: string
  /** How it is known. */
  readonly reason: string
}

export interface EndAllergy extends Intent {
  readonly type: 'end-allergy'
  readonly personId: string
  readonly allergyId: string
  readonly on: string
  readonly reason: string
}

/** Somebody asked, and there are none. */
export interface RecordNoKnownAllergies extends Intent {
  readonly type: 'record-no-known-allergies'
  readonly personId: string
  readonly on: string
}

/** A clinician has looked at a warning: it stays, calmer, until its facts change. */
export interface AcknowledgeWarning extends Intent {
  readonly type: 'acknowledge-warning'
  readonly personId: string
  /** The warning's key, as it was in view. */
  readonly warning: string
  readonly reason: string
}

/** Something was decided about somebody, mostly in talk. `instead`: the decision it takes the place of. */
export interface WriteDecision extends Intent {
  readonly type: 'write-decision'
  readonly personId: string
  readonly what: string
  readonly why: string
  /** Who was there, who agreed. */
  readonly agreed: string
  readonly instead: string | null
}

/** Words of one section, as the change from what the writer had before them: `version` names that state. */
export interface WritePlanSection extends Intent {
  readonly type: 'write-plan-section'
  readonly personId: string
  readonly sectionId: string
  readonly text: string
  readonly version: string
}

/** Without `sectionId` a new section, whose id is the command's. */
export interface NamePlanSection extends Intent {
  readonly type: 'name-plan-section'
  readonly personId: string
  readonly sectionId: string | null
  readonly title: string
}

export type PlanCommand = WritePlanSection | NamePlanSection

export type Command =
  | WriteVisit
  | StartVisit
  | SendMessage
  | MarkSeen
  | MarkHanded
  | SaveDraft
  | AddMedicine
  | RecordAdministration
  | ChangeMedicine
  | StopMedicine
  | ResolveMedicine
  | TaskCommand
  | RecordAllergy
  | EndAllergy
  | RecordNoKnownAllergies
  | AcknowledgeWarning
  | WriteDecision
  | PlanCommand
  | PersonCommand
  | PersonListCommand
  | DiaryCommand
  | SettingCommand
  | ThreadCommand
  | SharingCommand

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: CommandProblem }

export type CommandProblem =
  /** The device is locked, removed or not joined: nothing was written, the typing is kept. */
  | { readonly type: 'not-open' }
  /** Devices were shown two histories of the team, or of what this concerns: nothing more is written there. */
  | { readonly type: 'forked' }
  /** QuotaExceeded: what was saved before is kept. */
  | { readonly type: 'no-space' }
  | { readonly type: 'nothing-written' }
  | { readonly type: 'too-long'; readonly limit: number }
  /** As many as there may be are there: one has to go first. */
  | { readonly type: 'too-many'; readonly limit: number }
  /** A value that cannot be: `field` names it, `suggestion` is what was perhaps meant (380 -> 38.0). */
  | { readonly type: 'implausible'; readonly field: string; readonly suggestion: string | null }
  | { readonly type: 'unknown-person' }
  /** It is not kept with this draft any more: nothing was written. */
  | { readonly type: 'photo-lost' }
  /** Nobody's record begins before the team's kit is kept and it has two administrators. */
  | { readonly type: 'not-ready' }
  /** By the identity that this device is putting away: nobody’s record could begin. */
  | { readonly type: 'starting-anew' }
  /** This person seems to be in the list. */
  | { readonly type: 'already-here'; readonly personId: string }
  | { readonly type: 'unknown-thread' }
  | { readonly type: 'unknown-medicine' }
  /** Two people changed it apart: nobody edits it before somebody has decided. */
  | { readonly type: 'decide-first' }
  /** Somebody decided already, or another change has come since the decision was read. */
  | { readonly type: 'decided-on-other' }
  | { readonly type: 'already-stopped' }
  | { readonly type: 'unknown-task' }
  /** An alert or contact that is not here. */
  | { readonly type: 'unknown-entry' }
  | { readonly type: 'unknown-visit' }
  | { readonly type: 'unknown-colleague' }
  | { readonly type: 'already-done' }
  | { readonly type: 'unknown-allergy' }
  /** The facts of this warning have changed since it was read. */
  | { readonly type: 'warning-gone' }
  | { readonly type: 'already-ended' }
  /** "None known" while an allergy is recorded: it is ended first. */
  | { readonly type: 'allergies-recorded' }

  /** What it was written on is no state of this plan. */
  | { readonly type: 'unknown-version' }
  /** Nobody of her family is known here by that id. */
  | { readonly type: 'unknown-family' }
  /** She has not agreed that the team sends her messages: nothing was sent, the typing is kept. */
  | { readonly type: 'not-agreed' }
  /** Nothing is shared with who is not in the person's circle. */
  | { readonly type: 'not-in-circle' }
  | { readonly type: 'not-allowed' }
  | { readonly type: 'disk'; readonly detail: string }
