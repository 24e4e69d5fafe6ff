/** What the public sees of the team's card, and on which day. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Day } from '../../domain/ids.ts'
import type { TeamCardRow } from '../../domain/projections/group-rows.ts'
import { teamCardView } from './team-card.ts'

const aisha = { memberId: 'a1', name: 'Aisha', role: 'community nurse', face: 'aisha' }
const ben = { memberId: 'b2', name: 'Ben', role: 'community nurse', face: 'ben' }
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`) as Instant
const card: TeamCardRow = {
  groupId: 'board',
  at: noon('2026-11-24'),
  members: [aisha, ben],
  on: { date: '2026-11-24' as Day, memberIds: ['b2'] },
  hours: '',
  phone: '01632 960018',
  asks: [],
}

test('TM5 who is on is said on that day and on no other; what is not recorded is not said', () => {
  const view = teamCardView([card], noon('2026-11-24'))
  expect(view).toMatchObject({ onToday: [ben], hours: null, phone: '01632 960018', members: [aisha, ben] })
  expect(teamCardView([card], noon('2026-11-25'))?.onToday).toBeNull()
  expect(teamCardView([{ ...card, on: null }], noon('2026-11-24'))?.onToday).toBeNull()
  const nobody = { ...card, on: { date: '2026-11-24' as Day, memberIds: [] } }
  expect(teamCardView([nobody], noon('2026-11-24'))?.onToday).toEqual([])
  expect(teamCardView([], noon('2026-11-24'))).toBeNull()
})
