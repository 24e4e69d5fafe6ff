/** Whom an administrator invited into the team. */
import { expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { projectRecord } from '../projections/project-record.ts'
import type { RecordContext } from '../projections/record-context.ts'
import { writeInvitedCard } from './invited-card.ts'

const lena = { memberId: 'aa'.repeat(16), name: 'Lena Novak', role: 'team lead', face: '' }
const member = 'a0'.repeat(16) as MemberId
const base = {
  ...{ id: '01'.repeat(16) as RecordId, at: 1_800_000_000_000 as Instant, author: lena, about: null },
  hlc: hybridTime({ wall: 1_800_000_000_000, count: 0 }),
}

function context(byAdmin: boolean): RecordContext {
  return {
    ...{ entryId: 'ee'.repeat(32), groupId: '99'.repeat(16), groupKind: 'team', personId: null },
    ...{ deviceId: 'de'.repeat(16), memberId: lena.memberId, byStaff: true, byAdmin, seq: 1, doc: '00'.repeat(16) },
    ...{ arrivedAt: null, own: false },
  } as const
}

test('PN168 who somebody invited is, an administrator says and no other colleague', () => {
  const card = writeInvitedCard({ member, name: ' Sol Diaz ', title: 'social prescriber' }, base)
  if (!card.ok) throw new Error(card.error.type)
  expect(projectRecord(card.value, context(false))).toEqual([])
  expect(projectRecord(card.value, context(true))).toMatchObject([
    { collection: 'members', row: { memberId: member, signature: { name: 'Sol Diaz', role: 'social prescriber' } } },
  ])
  expect(writeInvitedCard({ member, name: ' ', title: '' }, base)).toMatchObject({ ok: false })
})
