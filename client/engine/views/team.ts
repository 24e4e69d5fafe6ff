/** Who is where: the visits of one day by colleague, those of nobody first. No measure of anybody's work. */
import type { DirectoryRow, StaffRow } from '../../domain/projections/rows.ts'
import { byPlace, type VisitRow, type VisitStateRow } from '../../domain/projections/visit-rows.ts'
import type { TeamRound, TeamView, TeamVisit } from '../../engine-api/team-views.ts'
import type { Heard } from '../../engine-api/travel.ts'

export interface TeamFacts {
  readonly date: string
  readonly complete: boolean
  readonly memberId: string
  readonly visits: readonly VisitRow[]
  readonly off: readonly VisitRow[]
  readonly visitStates: ReadonlyMap<string, VisitStateRow>
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly staff: ReadonlyMap<string, StaffRow>
  readonly lastSeenAt: (memberId: string) => Heard
  readonly mayRead: (personId: string) => boolean
}

export function teamView(facts: TeamFacts): TeamView {
  const visits = [...facts.visits].sort(byPlace).map((visit) => teamVisit(visit, facts))
  const isLoose = ({ persons, visit }: TeamVisit) => visit.memberId === '' || persons.length > 1
  const given = new Set(visits.flatMap(({ members }) => members.map(({ memberId }) => memberId)))
  const everybody = [...new Set([...facts.staff.keys(), ...given])].filter((memberId) => memberId !== '')
  const rounds = everybody.map((memberId) => roundOf(memberId, visits, facts))
  return {
    date: facts.date,
    complete: facts.complete,
    unassigned: visits.filter(isLoose),
    rounds: rounds.sort((a, b) => Number(b.visits.length > 0) - Number(a.visits.length > 0) || byName(a, b)),
    off: [...facts.off].sort(byPlace).map((visit) => teamVisit(visit, facts)),
  }
}

function roundOf(memberId: string, visits: readonly TeamVisit[], facts: TeamFacts): TeamRound {
  return {
    memberId,
    who: facts.staff.get(memberId)?.signature ?? null,
    isMe: memberId === facts.memberId,
    lastSeenAt: facts.lastSeenAt(memberId),
    visits: visits.filter(({ members }) => members.some((member) => member.memberId === memberId)),
  }
}

function teamVisit(visit: VisitRow, facts: TeamFacts): TeamVisit {
  const members = (visit.members ?? [visit.memberId]).filter((memberId) => memberId !== '')
  const persons = (visit.persons ?? []).filter((personId) => personId !== '')
  const state = facts.visitStates.get(visit.visitId)?.state ?? 'not-started'
  return {
    visit,
    person: facts.directory.get(visit.personId) ?? null,
    persons: persons.map((personId) => ({ personId, person: facts.directory.get(personId) ?? null })),
    members: members.map((memberId) => ({ memberId, name: facts.staff.get(memberId)?.signature.name ?? '' })),
    state: facts.mayRead(visit.personId) ? state : null,
    notReceived: members.some((memberId) => isUnheard(visit, memberId, facts)),
  }
}

/** Nothing says that it is there: the newest word from that colleague, once that is known, is older than the change. */
function isUnheard({ changes = [] }: VisitRow, memberId: string, facts: TeamFacts): boolean {
  if (memberId === facts.memberId) return false
  const byOthers = changes.filter(({ author }) => author?.memberId !== memberId)
  const changedAt = Math.max(0, ...byOthers.map(({ writtenAt }) => writtenAt ?? 0))
  const heardAt = facts.lastSeenAt(memberId)
  return heardAt !== undefined && changedAt > (heardAt ?? 0)
}

function byName(a: TeamRound, b: TeamRound): number {
  const [name, other] = [a.who?.name ?? '~', b.who?.name ?? '~']
  return name === other ? (a.memberId < b.memberId ? -1 : 1) : name < other ? -1 : 1
}
