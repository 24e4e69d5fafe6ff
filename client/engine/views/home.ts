/** The public's first screen: who is coming, what happens next, who the team is. All of it was published to this person. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ContactRow } from '../../domain/projections/group-rows.ts'
import type { MessageRow, NextStepRow } from '../../domain/projections/rows.ts'
import type { SharedVisitsRow, SharedWithRow } from '../../domain/projections/sharing-rows.ts'
import type { ToldKind } from '../../domain/records/shared-with.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { HomeView, TeamCardView } from '../../engine-api/home-views.ts'
import type { ThreadListRow } from '../../engine-api/queries.ts'

export interface HomeFacts {
  readonly now: Instant
  readonly name: string
  readonly nextSteps: readonly NextStepRow[]
  readonly messages: readonly MessageRow[]
  readonly contact: ContactRow | null
  readonly threadId: string | null
  readonly unread: number
  readonly threads: readonly ThreadListRow[]
  readonly card: TeamCardView | null
  readonly role: HomeView['role']
  readonly about: string | null
  /** What was published to this member's own group last. */
  readonly visits: SharedVisitsRow | null
  readonly told: SharedWithRow | null
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export function homeView(facts: HomeFacts): HomeView {
  const { role, told } = facts
  const isFamily = role === 'family'
  // What has ended is not shown any longer, though this phone still holds what was read before.
  const mayShow = (kind: ToldKind) => !isFamily || told?.on.includes(kind) === true
  const steps = [...facts.nextSteps].sort(newestFirst)
  return {
    name: facts.name,
    nextVisit: mayShow('visits') ? nextVisitOf(steps, facts) : null,
    ...(isFamily && {
      about: facts.about,
      lastVisit: mayShow('visits') ? (facts.visits?.last ?? null) : null,
      ...(told !== null && { told: { on: told.on, ended: told.ended } }),
    }),
    nextSteps: (mayShow('next-steps') ? steps : [])
      .filter((step) => step.text !== '')
      .map((step) => ({
        id: step.id,
        text: step.text,
        author: step.author,
        times: { writtenAt: step.at, arrivedAt: step.arrivedAt },
      })),
    team: teamOf([...steps, ...[...facts.messages].sort(newestFirst).filter((message) => !message.own)]),
    threadId: facts.threadId,
    unread: facts.unread,
    threads: facts.threads,
    card: facts.card,
    role: facts.role,
    complete: facts.complete,
    updatedAt: facts.updatedAt,
    phone: facts.card?.phone || facts.contact?.phone || null,
    answeredWhen: facts.card?.hours || facts.contact?.hours || null,
  }
}

/** The newest word on when somebody comes counts; what is over is not shown. */
function nextVisitOf(steps: readonly NextStepRow[], { now, visits }: HomeFacts): HomeView['nextVisit'] {
  const step = steps.find(({ nextVisit }) => nextVisit !== null)
  const isOlder = visits === null || (step !== undefined && step.hlc > visits.hlc)
  const visit = isOlder ? (step?.nextVisit ?? null) : visits.next
  return visit === null || visit.to < now ? null : visit
}

/** Each member once, as she last signed. */
function teamOf(rows: readonly { readonly author: Signature }[]): readonly Signature[] {
  const byMember = new Map<string, Signature>()
  for (const { author } of rows) if (!byMember.has(author.memberId)) byMember.set(author.memberId, author)
  return [...byMember.values()]
}

function newestFirst(
  a: { readonly hlc: string; readonly id: string },
  b: { readonly hlc: string; readonly id: string },
): number {
  if (a.hlc !== b.hlc) return a.hlc < b.hlc ? 1 : -1
  return a.id < b.id ? -1 : 1
}
