/**
 * Who comes next, as the plans of the days say it: pure. What is given to two
 * apart, set to two times apart, to nobody yet, or is meant for some day of the week, is not told: it
 * would promise what nobody has promised. Rules SR.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { instantAt, isTime } from '../../domain/clock-times.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { NextCall } from '../../domain/records/shared-visits.ts'
import type { Signature } from '../../domain/records/signature.ts'

export interface CallFacts {
  readonly now: Instant
  /** Of this person, planned; and those called off. */
  readonly visits: readonly VisitRow[]
  readonly off: readonly VisitRow[]
  readonly isFinished: (visitId: string) => boolean
  readonly signatureOf: (memberId: string) => Signature | undefined
  /** What was told last. */
  readonly told: NextCall | null
}

/** What to tell now. A day whose plan says nothing of her leaves what was told of it as it is. */
export function nextCall(facts: CallFacts): NextCall | null {
  const { now, told } = facts
  const calls = facts.visits.flatMap((visit) => callOf(visit, facts)).filter(({ to }) => to >= now)
  const [first] = calls.sort((a, b) => a.from - b.from)
  if (first !== undefined) return first
  if (told === null || told.to < now) return null
  const day = dayOf(told.from)
  return [...facts.visits, ...facts.off].some(({ date }) => date === day) ? null : told
}

function callOf(visit: VisitRow, { isFinished, signatureOf }: CallFacts): readonly NextCall[] {
  const { date, from, memberId, members = [], times = [], to, visitId, window } = visit
  const who = members.length > 1 || times.length > 1 ? undefined : signatureOf(memberId)
  if (who === undefined || isFinished(visitId)) return []
  const at = (time: string) => instantAt(date as Day, time)
  // The plan of a day is whatever a device wrote there: what is no time is told to nobody, and keeps nothing else from being told.
  if (![from, to].every((time) => time === null || isTime(time))) return []
  if (from !== null) return [{ who, from: at(from), to: at(to !== null && to > from ? to : from), anyTime: false }]
  return window === null || window === 'today' ? [{ who, from: at('00:00'), to: at('23:59'), anyTime: true }] : []
}
