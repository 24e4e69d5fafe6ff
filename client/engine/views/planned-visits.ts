/** The visits to one person that are planned, from a day on. */
import type { StaffRow } from '../../domain/projections/rows.ts'
import { byPlace, type VisitRow, type VisitStateRow } from '../../domain/projections/visit-rows.ts'
import type { PlannedVisit } from '../../engine-api/team-views.ts'

export interface PlannedFacts {
  readonly personId: string
  readonly visits: readonly VisitRow[]
  readonly off: readonly VisitRow[]
  readonly visitStates: readonly VisitStateRow[]
  readonly staff: ReadonlyMap<string, StaffRow>
}

export function plannedVisits({ off, personId, staff, visits, visitStates }: PlannedFacts) {
  const done = new Set(visitStates.filter(({ state }) => state === 'finished').map(({ visitId }) => visitId))
  const theirs = (rows: readonly VisitRow[], isOff: boolean) =>
    rows
      .filter(({ persons, personId: whom }) => (persons ?? [whom]).includes(personId))
      .filter(({ visitId }) => !done.has(visitId))
      .sort((a, b) => (a.date === b.date ? byPlace(a, b) : a.date < b.date ? -1 : 1))
      .map((visit): PlannedVisit => {
        const members = (visit.members ?? [visit.memberId]).filter((memberId) => memberId !== '')
        return { visit, isOff, who: members.map((memberId) => staff.get(memberId)?.signature.name ?? '') }
      })
  return [...theirs(visits, false), ...theirs(off, true)]
}
