import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ObservationRow, StoryKind, StoryRow } from '../../domain/projections/rows.ts'
import { storyItems } from './story.ts'

const author = { memberId: 'aisha', name: 'Aisha Rahman', role: 'nurse', face: '' }
const news2 = { type: 'complete', total: 3, threshold: 'low', parts: {}, red: [], scale: 1 } as unknown
const observation = { id: 'o', personId: 'p', at: 1 as Instant, author, values: {}, news2 } as ObservationRow

function row(id: string, kind: StoryKind, entryId: string, more: Partial<StoryRow> = {}): StoryRow {
  const at = 1_000 as Instant
  const origin = { entryId, groupId: 'g', deviceId: 'd', seq: 1, author, at, hlc: id, arrivedAt: at, own: false }
  const rest = { personId: 'p', title: kind, next: null, observation: null, visitId: null, answers: null }
  return { ...origin, ...rest, id, kind, lines: [`${kind} ${id}`], ...more }
}

const measured = { observation, lines: ['NEWS2 3.', 'Breaths 18 a minute.'] }
const visit = [
  row('1', 'note', 'e1', { next: 'Friday' }),
  row('2', 'observations', 'e1', measured),
  row('3', 'visit', 'e1'),
]
const show = (rows: readonly StoryRow[]) =>
  storyItems(
    rows,
    () => null,
    () => null,
  )

test('QV8 a note, its observations and its visit are one item, which is the note', () => {
  expect(show(visit)).toEqual([
    expect.objectContaining({
      id: '1',
      kind: 'note',
      next: 'Friday',
      observation,
      lines: ['note 1', 'Breaths 18 a minute.', 'visit 3'],
    }),
  ])
})

test('QV8 observations without a note carry the visit, and their own words whole', () => {
  expect(show(visit.slice(1))).toEqual([
    expect.objectContaining({ id: '2', kind: 'observations', lines: [...measured.lines, 'visit 3'], observation }),
  ])
})

test('QV8 what stands alone or was written in several acts of one entry stays as it is', () => {
  const later = 2_000 as Instant
  const rows = [
    row('1', 'visit', 'e1'),
    row('2', 'note', 'e2'),
    row('3', 'note', 'e2', { at: later }),
    row('4', 'observations', 'e2', { at: later }),
    row('5', 'message', 'e3'),
    row('6', 'note', 'e4'),
    row('7', 'note', 'e4'),
    row('8', 'visit', 'e4'),
  ]
  expect(show(rows).map(({ id }) => id)).toEqual(['8', '7', '6', '5', '3', '2', '1'])
})

test('QV8 the story does not depend on the order of arrival', () => {
  const other = [row('0', 'message', 'e0'), row('2a', 'note', 'e2'), row('4', 'observations', 'e2')]
  const all = [...visit, ...other]
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (rows) => {
      expect(show(rows)).toEqual(show(all))
    }),
  )
})
