/** The public's first screen: who is coming, what happens next, who the team is. All of it was published to this person. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ContactRow, MessageRow, NextStepRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { HomeView, TeamCardView, ThreadListRow } from '../../engine-api/queries.ts'

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
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export function homeView(facts: HomeFacts): HomeView {
  const steps = [...facts.nextSteps].sort(newestFirst)
  return {
    name: facts.name,
    nextVisit: nextVisitOf(steps, facts.now),
    nextSteps: steps
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
function nextVisitOf(steps: readonly NextStepRow[], now: Instant): HomeView['nextVisit'] {
  const visit = steps.find((step) => step.nextVisit !== null)?.nextVisit
  return visit === undefined || visit === null || visit.to < now ? null : visit
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
