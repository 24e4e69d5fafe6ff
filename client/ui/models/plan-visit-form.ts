/** A new visit as it is typed: what is missing, what it would clash with, and the command it becomes. */
import { isTime } from '../../domain/clock-times.ts'
import { isDay } from '../../domain/dates.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import { findClashes } from '../../domain/safety/visit-clashes.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { PlanVisit } from '../../engine-api/people-commands.ts'
import type { TeamView } from '../../engine-api/team-views.ts'
import type { PartForm } from './part-form.ts'

export interface VisitToPlan {
  readonly personId: string
  readonly date: string
  /** '' is any time. */
  readonly from: string
  readonly to: string
  /** Beside "any time": "this week". */
  readonly window: string
  /** '' is nobody's yet. */
  readonly memberId: string
  readonly reason: string
}

export type PlanFault = {
  readonly field: 'date' | 'from' | 'to' | 'reason'
  readonly type: 'empty' | 'not-a-time' | 'over'
}

export function visitOf(personId: string, { reason, typed }: PartForm, today: string): VisitToPlan {
  const value = (field: string) => (typed[field] ?? '').trim()
  const tidy = (time: string) => time.replace('.', ':').replace(/^\d:/, '0$&')
  return {
    personId,
    date: typed.date ?? today,
    from: tidy(value('from')),
    to: tidy(value('to')),
    window: value('window'),
    memberId: value('memberId'),
    reason: reason.trim(),
  }
}

export function findPlanFaults({ date, from, reason, to }: VisitToPlan, today: string): readonly PlanFault[] {
  return [
    ...(isDay(date)
      ? date < today
        ? [{ field: 'date', type: 'over' } as const]
        : []
      : [{ field: 'date', type: 'empty' } as const]),
    ...(from !== '' && !isTime(from) ? [{ field: 'from', type: 'not-a-time' } as const] : []),
    ...(to !== '' && (!isTime(to) || from === '' || to < from) ? [{ field: 'to', type: 'not-a-time' } as const] : []),
    ...(reason === '' ? [{ field: 'reason', type: 'empty' } as const] : []),
  ]
}

export function planCommand(visit: VisitToPlan, intent: Intent): PlanVisit {
  const { from, to, window, ...rest } = visit
  return {
    type: 'plan-visit',
    ...rest,
    from: from || null,
    to: to || null,
    window: from === '' ? window || null : null,
    ...intent,
  }
}

/** Visits of that day this one cannot both be meant with, and those behind the same door. */
export function besides(visit: VisitToPlan, household: string, day: TeamView | undefined) {
  const all = day === undefined ? [] : [...day.unassigned, ...day.rounds.flatMap(({ visits }) => visits)]
  const others = [...new Map(all.map((each) => [each.visit.visitId, each])).values()]
  const clashes = others.flatMap((other) => {
    const found = findClashes([factOf(visit, household), other.visit]).find(({ visitIds }) => visitIds.includes(newId))
    return found === undefined || found.type === 'two-members' || found.type === 'two-times'
      ? []
      : [{ type: found.type, other }]
  })
  const door = others.filter((other) => household !== '' && other.visit.household === household)
  return { clashes, door: door.filter((other) => other.visit.personId !== visit.personId) }
}

const newId = 'new'

function factOf(
  { from, memberId, personId, to }: VisitToPlan,
  household: string,
): Pick<VisitRow, 'visitId' | 'personId' | 'memberId' | 'from' | 'to' | 'household'> {
  return { visitId: newId, personId, memberId, from: from || null, to: to || null, household }
}
