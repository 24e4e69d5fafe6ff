/** The team's card: what is left out, and what is no card. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { Day, RecordId } from '../ids.ts'
import type { RecordBase } from './record-base.ts'
import { type TeamCardInput, writeTeamCard } from './team-card.ts'

const aisha = { memberId: 'a1'.repeat(16), name: 'Aisha', role: 'community nurse', face: 'aisha' }
const at = 1_800_000_000_000 as Instant
const base: RecordBase = {
  id: '01'.repeat(16) as RecordId,
  at,
  hlc: hybridTime({ wall: at, count: 0 }),
  author: aisha,
  about: null,
}
const card: TeamCardInput = { members: [aisha], on: null, hours: '', phone: '', asks: [] }

test('TM1 a card without anybody is none, and whoever is on stands on it by name', () => {
  expect(writeTeamCard({ ...card, members: [] }, base)).toEqual({ ok: false, error: { type: 'nothing-written' } })
  const nameless = { ...card, members: [{ ...aisha, name: ' ' }] }
  expect(writeTeamCard(nameless, base)).toEqual({ ok: false, error: { type: 'nothing-written' } })
  const on = { date: '2026-11-24' as Day, memberIds: [aisha.memberId, 'b2'.repeat(16)] }
  expect(writeTeamCard({ ...card, on }, base)).toMatchObject({ value: { on: { memberIds: [aisha.memberId] } } })
})

test('TM1 an ask without words is left out, one too long is refused', () => {
  const asks = [
    { about: 'Medicines', who: 'Priya' },
    { about: '', who: 'nobody' },
  ]
  expect(writeTeamCard({ ...card, asks }, base)).toMatchObject({ value: { asks: [asks[0]] } })
  const long = [{ about: 'x'.repeat(201), who: 'Priya' }]
  expect(writeTeamCard({ ...card, asks: long }, base)).toMatchObject({ ok: false, error: { type: 'too-long' } })
})
