/** Rows of what the team plans together for a person: sections of the care plan, and tasks. See rows.ts. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'

/** Of a section, by the line of its text: two or more people changed it without seeing each other's words. */
export interface PlanApart {
  readonly paragraph: number
  readonly by: readonly Signature[]
}

export interface PlanSectionRow {
  readonly personId: string
  readonly sectionId: string
  /** Empty: the section's own name. */
  readonly title: string
  readonly order: number
  readonly text: string
  /** What a writer who reads this has before them: goes back with what they write. */
  readonly version: string
  /** Who changed it last; several where it was changed apart, the newest last. */
  readonly edits: readonly TaskFact[]
  readonly apart: readonly PlanApart[]
}

/** How soon: at once, in the course of today, when there is time. */
export type TaskPriority = 'urgent' | 'today' | 'whenever'

export interface TaskFact {
  readonly by: Signature
  readonly at: Instant
}

export interface TaskOwner {
  readonly who: Signature
  readonly since: Instant
  /** Somebody else when it was handed over: not accepted yet. */
  readonly by: Signature
}

export interface TaskState extends TaskFact {
  readonly type: 'done' | 'open'
  readonly outcome: string
}

export interface TaskRow {
  readonly taskId: string
  readonly personId: string
  readonly title: string
  readonly details: string
  /** YYYY-MM-DD; null for no day. */
  readonly due: string | null
  readonly priority: TaskPriority
  readonly created: TaskFact | null
  /** Who changed its words last. */
  readonly changed: TaskFact | null
  /** Its words were changed apart and all of them are shown: by whom, as far as that still stands there. */
  readonly wordedApart?: readonly TaskFact[]
  /** Two or more took it apart; in the order they did. */
  readonly owners: readonly TaskOwner[]
  readonly isDone: boolean
  /** The earlier first. Two where it was done, or done and opened again, apart. */
  readonly states: readonly TaskState[]
}
