/**
 * Whether two administrators have agreed that everything kept of a person is
 * exported. Two sheets of the kit open the archive all the same: this keeps
 * honest hands from doing it unasked, and an honest team from forgetting to
 * write it down. Rule AV130.
 */
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { archiveUseOf } from '../../../shared/membership/proposals.ts'
import type { OpenedArchive } from './open-archive.ts'

export type ExportStanding =
  /** A demonstration: its kit is public. */
  | { readonly type: 'not-asked' }
  | { readonly type: 'approved'; readonly reason: string }
  | { readonly type: 'not-approved' }

export function exportStanding(
  { chains }: Pick<OpenedArchive, 'chains'>,
  person: PersonId,
  now: Instant,
): ExportStanding {
  const team = chains.team()
  if (team === undefined || team.root === null) return { type: 'not-asked' }
  for (const { group, kind } of chains.about(person)) {
    const act = kind === 'care' ? archiveUseOf(team, group, now)?.act : undefined
    if (act?.type === 'archive-use') return { type: 'approved', reason: act.reason }
  }
  return { type: 'not-approved' }
}
