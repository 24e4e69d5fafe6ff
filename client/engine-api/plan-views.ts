/** Views of what is planned for people: the care plan, and tasks. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { PlanApart, TaskFact, TaskRow } from '../domain/projections/plan-rows.ts'
import type { BannerRow, DirectoryRow } from '../domain/projections/rows.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { AccordingTo } from './according-to.ts'

export interface CarePlanView {
  readonly banner: BannerRow | null
  /** False while part of it may be on its way or unopened: never "no care plan" then. */
  readonly complete: boolean
  readonly sections: readonly PlanSectionItem[]
  readonly isEmpty: boolean
  readonly changedAt: Instant | null
  /** Absent where all of it is checked. */
  readonly accordingTo?: AccordingTo
}

export interface PlanSectionItem {
  readonly sectionId: string
  /** Empty: the section's own name, by its id. */
  readonly title: string
  readonly text: string
  /** Goes back with what is written on it. */
  readonly version: string
  /** Who changed it last; several where it was changed apart, the newest last. */
  readonly edits: readonly TaskFact[]
  /** Lines that two or more changed apart, within the last day. */
  readonly apart: readonly PlanApart[]
  /** The newest change is this member's. */
  readonly isMine: boolean
}

export interface TasksView {
  /** False while some of them may still be on their way or unopened: say so, never "no tasks". */
  readonly complete: boolean
  /** Most urgent first, then by day. */
  readonly open: readonly TaskItem[]
  /** Newest first; only of one person. */
  readonly done: readonly TaskItem[]
  /** Of all open ones this member holds, whatever was asked for. */
  readonly mine: number
  readonly overdue: number
  /** Who a task can be handed to; of a circle nobody. */
  readonly colleagues: readonly Signature[]
  /** Of a circle: what was written here that the relay does not have yet. */
  readonly unsent?: number
}

export interface TaskItem {
  readonly task: TaskRow
  readonly person: DirectoryRow | null
  readonly isMine: boolean
  /** Handed to this member, who has not said yes. */
  readonly isOffered: boolean
  readonly isOverdue: boolean
  /** Of a circle's list: this member may put its words right. */
  readonly mayWord?: boolean
}
