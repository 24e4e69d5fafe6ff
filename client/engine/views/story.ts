/** Story rows -> what a person's page shows of them, newest first, answers never above what they answer. */

import { orderRecords } from '../../domain/projections/order-records.ts'
import type { StoryRow } from '../../domain/projections/rows.ts'
import type { StoryItem, Travel } from '../../engine-api/queries.ts'

export type TravelOfRow = (row: StoryRow) => Travel | null

export function storyItems(rows: readonly StoryRow[], travelOfRow: TravelOfRow): readonly StoryItem[] {
  return orderRecords(rows)
    .map((row) => storyItem(row, travelOfRow(row)))
    .reverse()
}

export function storyItem(row: StoryRow, travel: Travel | null): StoryItem {
  return {
    id: row.id,
    kind: row.kind,
    personId: row.personId,
    author: row.author,
    mine: row.own,
    times: { writtenAt: row.at, arrivedAt: row.own ? null : row.arrivedAt },
    title: row.title,
    lines: row.lines,
    next: row.next,
    observation: row.observation,
    travel,
  }
}
