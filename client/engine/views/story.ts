/**
 * Story rows -> what a person's page shows of them, newest first, answers never
 * above what they answer. What was written in one act is one item (QV8): the
 * note, with what was measured and when the visit was. Several acts can share an
 * entry, so an act is an entry and an instant, with one record of each kind.
 */
import { orderRecords } from '../../domain/projections/order-records.ts'
import type { StoryKind, StoryRow } from '../../domain/projections/rows.ts'
import { describeNews2 } from '../../domain/scores/describe-observations.ts'
import type { PhotoTravel } from '../../engine-api/photo-acts.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import type { Travel } from '../../engine-api/travel.ts'

export type TravelOfRow = (row: StoryRow) => Travel | null

/** What has become of a photo of ours. */
export type TravelOfPhoto = (row: StoryRow) => PhotoTravel | null

export function storyItems(
  read: readonly StoryRow[],
  travelOfRow: TravelOfRow,
  travelOfPhoto: TravelOfPhoto,
): readonly StoryItem[] {
  const rows = withoutUndone(read)
  const toItem = (row: StoryRow) => ({ ...storyItem(row, travelOfRow(row)), ...photoOf(row, travelOfPhoto) })
  const acts = new Map<string, StoryRow[]>()
  for (const row of rows) {
    const act = acts.get(actOf(row))
    if (act === undefined) acts.set(actOf(row), [row])
    else act.push(row)
  }
  const joined = new Map<string, StoryItem>()
  const hidden = new Set<string>()
  for (const act of acts.values()) {
    const item = joinAct(act, toItem)
    if (item === null) continue
    joined.set(item.id, item)
    for (const { id } of act) if (id !== item.id) hidden.add(id)
  }
  return orderRecords(rows)
    .filter(({ id }) => !hidden.has(id))
    .map((row) => joined.get(row.id) ?? toItem(row))
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
    ...(row.letIn !== undefined && { letIn: row.letIn }),
  }
}

/** Left out by one administrator while another let it in: it is in, and nothing is lost. */
function withoutUndone(rows: readonly StoryRow[]): readonly StoryRow[] {
  const letIn = new Set(rows.flatMap((row) => (row.letIn === undefined ? [] : [row.entryId])))
  return letIn.size === 0 ? rows : rows.filter(({ id, kind }) => kind !== 'left-out' || !letIn.has(id))
}

function photoOf(row: StoryRow, travelOfPhoto: TravelOfPhoto): Pick<StoryItem, 'photo'> {
  if (row.photo === undefined) return {}
  const { bytes, consent, height, width, words } = row.photo
  return { photo: { id: row.id, bytes, consent, height, width, words, travel: travelOfPhoto(row) } }
}

function actOf({ at, entryId }: StoryRow): string {
  return `${entryId}/${at}`
}

/** Null when the records do not make one visit: each then stands for itself. */
function joinAct(act: readonly StoryRow[], toItem: (row: StoryRow) => StoryItem): StoryItem | null {
  const only = (kind: StoryKind) => act.find((row) => row.kind === kind)
  const [note, observations, visit, photo] = [only('note'), only('observations'), only('visit'), only('photo')]
  const parts = [note, observations, visit, photo].filter((row) => row !== undefined)
  const lead = note ?? observations ?? photo
  if (lead === undefined || parts.length < 2 || parts.length < act.length) return null
  const measured = note === undefined || observations === undefined ? [] : valuesOf(observations)
  return {
    ...toItem(lead),
    ...(photo !== undefined && toItem(photo).photo !== undefined && { photo: toItem(photo).photo! }),
    lines: [...lead.lines, ...measured, ...(visit?.lines ?? [])],
    observation: observations?.observation ?? null,
  }
}

/** In a note the score is shown from the observation itself. */
function valuesOf({ lines, observation }: StoryRow): readonly string[] {
  return observation === null ? lines : lines.filter((line) => line !== describeNews2(observation.news2))
}
