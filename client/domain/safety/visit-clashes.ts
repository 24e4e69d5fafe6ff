/**
 * Visits of one day that cannot all be meant: given to two people while they were
 * apart, set to two times apart, two to one person at one time, one member at two doors at one time. Two
 * people may be wanted, so it is asked, never mended here.
 *
 * Times touch only when both are said; a visit without an end is at its start.
 * Two people behind one door are one way for one member.
 */
import type { VisitRow } from '../projections/visit-rows.ts'
import type { VisitClash } from '../projections/warning-rows.ts'

export type VisitFact = Pick<
  VisitRow,
  'visitId' | 'personId' | 'memberId' | 'members' | 'from' | 'to' | 'times' | 'household'
>

export function findClashes(visits: readonly VisitFact[]): readonly VisitClash[] {
  const inOrder = [...visits].sort((a, b) => (a.visitId < b.visitId ? -1 : 1))
  return inOrder.flatMap((visit, index) => [
    ...(membersOf(visit).length > 1 ? [clashOf('two-members', [visit])] : []),
    ...(visit.times === undefined ? [] : [clashOf('two-times', [visit])]),
    ...inOrder.slice(index + 1).flatMap((other) => clashesBetween(visit, other)),
  ])
}

function clashesBetween(a: VisitFact, b: VisitFact): readonly VisitClash[] {
  if (!touch(a, b)) return []
  // Of a visit whose person is in doubt nobody knows whom it is for.
  if (a.personId === b.personId && a.personId !== '') return [clashOf('same-person', [a, b])]
  const isOneDoor = a.household !== '' && a.household === b.household
  const isOneMember = membersOf(a).some((member) => membersOf(b).includes(member))
  return isOneMember && !isOneDoor ? [clashOf('same-member', [a, b])] : []
}

/** Of several times it may be any. */
function touch(a: VisitFact, b: VisitFact): boolean {
  return (a.times ?? [a]).some((one) => (b.times ?? [b]).some((other) => touchAt(one, other)))
}

type Span = Pick<VisitFact, 'from' | 'to'>

function touchAt(a: Span, b: Span): boolean {
  if (a.from === null || b.from === null) return false
  return a.from === b.from || (a.from < (b.to ?? b.from) && b.from < (a.to ?? a.from))
}

function clashOf(type: VisitClash['type'], visits: readonly VisitFact[]): VisitClash {
  return {
    type,
    visitIds: visits.map(({ visitId }) => visitId),
    memberIds: [...new Set(visits.flatMap(membersOf))].sort(),
  }
}

/** Several while two colleagues gave it to two members. */
function membersOf({ memberId, members }: VisitFact): readonly string[] {
  return members ?? (memberId === '' ? [] : [memberId])
}
