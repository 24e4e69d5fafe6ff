/** The team's card as the public sees it: who is on is said of today alone. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { TeamCardRow } from '../../domain/projections/group-rows.ts'
import type { TeamCardView } from '../../engine-api/home-views.ts'

/** Two boards cannot be; the newest card counts. */
export function teamCardView(cards: readonly TeamCardRow[], now: Instant): TeamCardView | null {
  const [card] = [...cards].sort((a, b) => b.at - a.at)
  if (card === undefined) return null
  const { asks, at, hours, members, on, phone } = card
  const isToday = on !== null && on.date === dayOf(now)
  const onToday = isToday ? members.filter(({ memberId }) => on.memberIds.includes(memberId)) : null
  return { members, onToday, hours: hours || null, phone: phone || null, asks, publishedAt: at }
}
