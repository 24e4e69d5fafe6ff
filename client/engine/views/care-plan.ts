/** One person's care plan: the sections every plan has, and the team's own, in their order. */
import type { Instant } from '../../../shared/lib/ids.ts'
import { planSectionIds } from '../../domain/documents/plan-sections.ts'
import type { PlanSectionRow } from '../../domain/projections/plan-rows.ts'
import type { BannerRow, DirectoryRow } from '../../domain/projections/rows.ts'
import type { CarePlanView, PlanSectionItem } from '../../engine-api/plan-views.ts'
import { bannerFrom } from './person.ts'

/** A mark on words written apart is read within a day, or not at all. */
const marked = 24 * 60 * 60_000

export interface CarePlanFacts {
  readonly now: Instant
  readonly personId: string
  readonly memberId: string
  readonly person: DirectoryRow | null
  readonly banner: BannerRow | null
  readonly complete: boolean
  readonly rows: readonly PlanSectionRow[]
}

export function carePlanView(facts: CarePlanFacts): CarePlanView {
  const { banner, complete, memberId, now, person, personId, rows } = facts
  const sections = (rows.length === 0 ? emptyPlan(personId) : [...rows]).sort(
    (a, b) => a.order - b.order || (a.sectionId < b.sectionId ? -1 : 1),
  )
  const lastAt = (row: PlanSectionRow) => row.edits.at(-1)?.at ?? null
  const items = sections.map((row): PlanSectionItem => {
    const at = lastAt(row)
    const isFresh = at !== null && now - at < marked
    return {
      sectionId: row.sectionId,
      title: row.title,
      text: row.text,
      version: row.version,
      edits: row.edits,
      apart: isFresh ? row.apart : [],
      isMine: row.edits.at(-1)?.by.memberId === memberId,
    }
  })
  const times = sections.flatMap((row) => lastAt(row) ?? [])
  return {
    banner: bannerFrom(banner, person),
    complete,
    sections: items,
    isEmpty: items.every(({ text }) => text.trim() === ''),
    changedAt: times.length === 0 ? null : (Math.max(...times) as Instant),
  }
}

/** Nobody has written in it: as its first change has it, which is nowhere kept. */
function emptyPlan(personId: string): PlanSectionRow[] {
  return planSectionIds.map((sectionId, index) => ({
    personId,
    sectionId,
    title: '',
    order: index + 1,
    text: '',
    version: '',
    edits: [],
    apart: [],
  }))
}
