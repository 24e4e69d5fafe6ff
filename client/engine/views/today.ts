/** Today: the visits of one day that are this member's, in their order, with what to know before the door opens. */
import type { Instant } from '../../../shared/lib/ids.ts'

import type { CorrectionsRow } from '../../domain/projections/part-rows.ts'
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { DecisionsRow, DirectoryRow, PersonAlertsRow, StaffRow, StoryRow } from '../../domain/projections/rows.ts'
import { byPlace, type VisitRow, type VisitStateRow } from '../../domain/projections/visit-rows.ts'
import type { ClashesRow, WarningAnswerRow, WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { TodayView, TodayVisit } from '../../engine-api/queries.ts'
import { alertsOf } from './alerts.ts'
import { storyItem, type TravelOfRow } from './story.ts'
import { openTasksOf } from './tasks.ts'
import { clashOfVisit, warningsOfVisit } from './warnings.ts'

export interface TodayFacts {
  readonly date: string
  readonly memberId: string
  readonly visits: readonly VisitRow[]
  readonly visitStates: ReadonlyMap<string, VisitStateRow>
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly alerts: ReadonlyMap<string, PersonAlertsRow>
  /** The newest note and observation set of a person, by `${personId}/${kind}`. */
  readonly latest: ReadonlyMap<string, StoryRow>
  readonly decisions: ReadonlyMap<string, DecisionsRow>
  /** Open ones of everybody. */
  readonly tasks: readonly TaskRow[]
  readonly warnings: ReadonlyMap<string, WarningsRow>
  readonly warningAnswers: readonly WarningAnswerRow[]
  readonly clashes: ClashesRow | undefined
  readonly corrections?: ReadonlyMap<string, CorrectionsRow>
  readonly staff?: ReadonlyMap<string, StaffRow>
  readonly mayRead?: (personId: string) => boolean
  readonly newMessagesByPerson: ReadonlyMap<string, number>
  readonly isComplete: (personId: string) => boolean
  readonly isDayComplete: boolean
  readonly caughtUpAt: Instant | null
  readonly travelOfRow: TravelOfRow
}

export function todayView(facts: TodayFacts): TodayView {
  const visits = facts.visits
    .filter((visit) => visit.date === facts.date && isVisitOf(visit, facts.memberId))
    .sort(byPlace)
  return {
    date: facts.date,
    complete: facts.isDayComplete,
    visits: visits.map((visit) => todayVisit(visit, facts)),
    readyAt: facts.caughtUpAt,
    readyCount: visits.filter((visit) => facts.isComplete(visit.personId)).length,
  }
}

/** Also while a colleague was given it apart: better two at a door than nobody. */
export function isVisitOf({ memberId, members }: VisitRow, member: string): boolean {
  return (members ?? [memberId]).includes(member)
}

function todayVisit(visit: VisitRow, facts: TodayFacts): TodayVisit {
  const { personId, visitId } = visit
  const note = facts.latest.get(`${personId}/note`)
  const observations = facts.latest.get(`${personId}/observations`)
  const mine = note?.own === true && note.visitId === visitId
  return {
    visit,
    person: facts.directory.get(personId) ?? null,
    alerts: alertsOf(facts.alerts.get(personId) ?? null, facts.isComplete(personId)),
    latestObservation: observations?.observation ?? null,
    lastNote: note === undefined ? null : storyItem(note, facts.travelOfRow(note)),
    state: facts.visitStates.get(visitId)?.state ?? 'not-started',
    travel: note !== undefined && mine ? facts.travelOfRow(note) : null,
    newMessages: facts.newMessagesByPerson.get(personId) ?? 0,
    updatedAt: latestOf(note, observations),
    ...openTasksOf(facts.tasks, personId),
    ...warningsOfVisit(facts.warnings.get(personId), facts.warningAnswers),
    ...clashOfVisit(facts.clashes, visitId),
    ...givenTo(visit, facts),
    ...(facts.mayRead?.(personId) === false && personId !== '' && { outside: true as const }),
    ...decisionOf(facts.decisions.get(personId), facts.corrections?.get(personId)),
  }
}

function givenTo({ members }: VisitRow, { staff }: TodayFacts): Pick<TodayVisit, 'givenTo'> {
  if (members === undefined) return {}
  return { givenTo: members.map((memberId) => staff?.get(memberId)?.signature.name ?? '') }
}

/** A dose comes before who she is: it is what is given next. */
function decisionOf(
  row: DecisionsRow | undefined,
  corrections: CorrectionsRow | undefined,
): Pick<TodayVisit, 'decision'> {
  if (row === undefined) return (corrections?.disputed.length ?? 0) > 0 ? { decision: 'details' } : {}
  const isDose = row.medicines.some(({ sides }) => new Set(sides.map(({ dose }) => dose)).size > 1)
  return { decision: isDose ? 'dose' : 'other' }
}

function latestOf(...rows: readonly (StoryRow | undefined)[]): Instant | null {
  const times = rows.flatMap((row) => (row === undefined ? [] : [row.at]))
  return times.length === 0 ? null : (Math.max(...times) as Instant)
}
