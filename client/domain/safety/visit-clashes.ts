/**
 * Visits of one day that cannot all be meant: given to two people while they were
 * apart, two to one person at one time, one member at two doors at one time. Two
 * people may be wanted, so it is asked, never mended here.
 *
 * Times touch only when both are said; a visit without an end is at its start.
 * Two people behind one door are one way for one member.
 */
import type { VisitClash } from '../projections/warning-rows.ts'

export interface VisitFact {
  readonly visitId: string
  readonly personId: string
  /** Several while two colleagues gave it to two members. */
  readonly memberIds: readonly string[]
  /** "09:30"; null = any time. */
  readonly from: string | null
  readonly to: string | null
  readonly household: string
}

export function findClashes(visits: readonly VisitFact[]): readonly VisitClash[] {
  const inOrder = [...visits].sort((a, b) => (a.visitId < b.visitId ? -1 : 1))
  return inOrder.flatMap((visit, index) => [
    ...(visit.memberIds.length > 1 ? [clashOf('two-members', [visit])] : []),
    ...inOrder.slice(index + 1).flatMap((other) => clashesBetween(visit, other)),
  ])
}

function clashesBetween(a: VisitFact, b: VisitFact): readonly VisitClash[] {
  if (!touch(a, b)) return []
  if (a.personId === b.personId) return [clashOf('same-person', [a, b])]
  const isOneDoor = a.household !== '' && a.household === b.household
  const isOneMember = a.memberIds.some((member) => b.memberIds.includes(member))
  return isOneMember && !isOneDoor ? [clashOf('same-member', [a, b])] : []
}

function touch(a: VisitFact, b: VisitFact): boolean {
  if (a.from === null || b.from === null) return false
  return a.from === b.from || (a.from < (b.to ?? b.from) && b.from < (a.to ?? a.from))
}

function clashOf(type: VisitClash['type'], visits: readonly VisitFact[]): VisitClash {
  return {
    type,
    visitIds: visits.map(({ visitId }) => visitId),
    memberIds: [...new Set(visits.flatMap(({ memberIds }) => memberIds))].sort(),
  }
}
