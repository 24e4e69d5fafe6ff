/** FS1: what is shared with family, as records and where they belong. */
import { expect, test } from 'vitest'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { placeByType } from '../projections/record-place.ts'
import type { RecordBase } from './record-base.ts'
import { writeSharedVisits } from './shared-visits.ts'
import { writeSharedWith } from './shared-with.ts'

const base: RecordBase = {
  id: '01'.repeat(16) as RecordId,
  at: 1 as Instant,
  hlc: hybridTime({ wall: 1, count: 0 }),
  author: { memberId: 'a1'.repeat(16), name: 'Aisha', role: 'community nurse', face: '' },
  about: 'd0'.repeat(16) as PersonId,
}

test('FS1 what is on has not ended, each is said once, and what was never on is not said', () => {
  const written = writeSharedWith({ on: ['visits', 'circle', 'visits'], ended: ['circle', 'next-steps'] }, base)
  expect(written).toMatchObject({ ok: true, value: { on: ['circle', 'visits'], ended: ['next-steps'] } })
})

test('FS1 a visit does not end before it begins', () => {
  const next = { who: base.author, from: 2 as Instant, to: 1 as Instant, anyTime: false }
  expect(writeSharedVisits({ next, last: null }, base)).toMatchObject({ ok: false, error: { field: 'next' } })
})

test('FS1 agreements and looks never stand in a circle; only staff publish to family', () => {
  for (const type of ['agreement', 'shared-visits', 'shared-with'] as const)
    expect(placeByType[type].groups).toEqual(['private'])
  expect(placeByType.view.groups).toEqual(['care', 'private'])
  const byAnybody = (['agreement', 'shared-visits', 'shared-with', 'view'] as const).filter(
    (type) => !placeByType[type].staffOnly,
  )
  expect(byAnybody).toEqual(['agreement'])
})
