/** What can be done to a planned visit, as a command without its id and instant; and what takes it back. */
import type { DiaryCommand } from '../../engine-api/people-commands.ts'
import type { TeamVisit } from '../../engine-api/team-views.ts'

type WithoutIntent<Each> = Each extends unknown ? Omit<Each, 'commandId' | 'at'> : never

export type PlanAct = WithoutIntent<DiaryCommand>

export interface DoneAct {
  readonly words: string
  /** Null where it cannot be taken back by one press. */
  readonly undo: PlanAct | null
}

const on = ({ visit: { date, visitId } }: TeamVisit) => ({ date, visitId, reason: '' })

export function giveAct(visit: TeamVisit, memberId: string): PlanAct {
  return { type: 'assign-visit', ...on(visit), memberId }
}

/** Of a visit given to two there is no "before" that one press could bring back. */
export function undoGive(visit: TeamVisit): PlanAct | null {
  return visit.members.length > 1 ? null : giveAct(visit, visit.members[0]?.memberId ?? '')
}

export function moveAct(visit: TeamVisit, from: string, to: string): PlanAct {
  const [begins, ends] = [from.trim(), to.trim()]
  const { window } = visit.visit
  return {
    type: 'move-visit',
    ...on(visit),
    from: begins || null,
    to: ends || null,
    window: begins === '' ? window : null,
  }
}

/** Of a visit set to two times there is no "before" that one press could bring back. */
export function undoMove(visit: TeamVisit): PlanAct | null {
  const { from, times = [], to, window } = visit.visit
  if (times.length > 1) return null
  return { type: 'move-visit', ...on(visit), from, to, window }
}

export function offAct(visit: TeamVisit, reason: string): PlanAct {
  return { type: 'cancel-visit', ...on(visit), reason: reason.trim() }
}

export function backAct(visit: TeamVisit): PlanAct {
  return { type: 'restore-visit', ...on(visit) }
}

export function forAct(visit: TeamVisit, keep: string): PlanAct {
  const personIds = visit.visit.persons ?? []
  return { type: 'resolve-visit', ...on(visit), personIds, keep }
}
