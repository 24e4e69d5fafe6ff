/**
 * What waits for somebody's decision: medicines and details changed apart first,
 * then what the safety checks found and nobody has looked at, then the diary's
 * and the team's own. The longest waiting of each stands first, so that nothing
 * is put off for ever.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { openSince } from '../../domain/projections/open-since.ts'
import type { PersonDispute } from '../../domain/projections/part-rows.ts'
import type { BannerRow, DecisionsRow, DirectoryRow, PersonAlertsRow } from '../../domain/projections/rows.ts'
import type { SettingRow } from '../../domain/projections/setting-rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { ClashesRow, Warning, WarningAnswerRow, WarningsRow } from '../../domain/projections/warning-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { DecisionItem, DecisionsView } from '../../engine-api/decision-views.ts'
import { warningItems } from './warnings.ts'

export interface DecisionFacts {
  readonly complete: boolean
  readonly decisions: readonly DecisionsRow[]
  readonly banners: readonly BannerRow[]
  readonly alerts: readonly PersonAlertsRow[]
  readonly warnings: readonly WarningsRow[]
  readonly warningAnswers: readonly WarningAnswerRow[]
  readonly visits: readonly VisitRow[]
  readonly clashes: readonly ClashesRow[]
  readonly settings: readonly SettingRow[]
  readonly directory: ReadonlyMap<string, DirectoryRow>
}

type Found = Omit<DecisionItem, 'person'>

export function decisionsView(facts: DecisionFacts): DecisionsView {
  const groups = [medicines(facts), details(facts), warnings(facts, 'stop'), warnings(facts, 'caution')]
  const found = [...groups, diary(facts), settings(facts)].flatMap((items) => [...items].sort(longestFirst))
  return {
    complete: facts.complete,
    items: found.map((item) => ({ ...item, person: facts.directory.get(item.personId ?? '') ?? null })),
  }
}

function medicines({ decisions }: DecisionFacts): readonly Found[] {
  return decisions.flatMap(({ medicines: rows, personId }) =>
    rows.map((medicine) => ({
      id: `medicine/${medicine.medicineId}`,
      about: { type: 'medicine', medicine } as const,
      personId,
      by: unique(medicine.by ?? []),
      since: medicine.openSince ?? null,
    })),
  )
}

function details({ alerts, banners }: DecisionFacts): readonly Found[] {
  return [...banners, ...alerts].flatMap(({ disputes = [], personId }) =>
    disputes.map((dispute: PersonDispute) => ({
      id: `detail/${personId}/${dispute.part.kind}/${dispute.part.id}`,
      about: { type: 'detail', dispute } as const,
      personId,
      by: unique(dispute.sides.map(({ author }) => author)),
      since: openSince(dispute.sides),
    })),
  )
}

function warnings({ warningAnswers, warnings: rows }: DecisionFacts, level: Warning['level']): readonly Found[] {
  return rows.flatMap((row) =>
    warningItems(row, warningAnswers)
      .filter((item) => item.answer === null && item.level === level)
      .map(({ answer: _, ...warning }) => {
        const of = [...(warning.allergy === null ? [] : [warning.allergy]), ...warning.medicines]
        return {
          id: `warning/${warning.key}`,
          about: { type: 'warning', warning } as const,
          personId: row.personId,
          by: unique(of.map(({ author }) => author)),
          since: openSince(of.map(({ writtenAt }) => ({ writtenAt, arrivedAt: null }))),
        }
      }),
  )
}

function diary({ clashes, visits }: DecisionFacts): readonly Found[] {
  const byId = new Map(visits.map((visit) => [visit.visitId, visit]))
  const doubtful = visits.filter(({ persons = [] }) => persons.length > 1)
  return [
    ...doubtful.map((visit) => visitItem(`visit/${visit.visitId}`, 'whom-for', [visit])),
    ...clashes.flatMap(({ clashes: found }) =>
      found.map(({ type, visitIds }) => {
        const of = visitIds.flatMap((id) => byId.get(id) ?? [])
        return visitItem(`visit/${type}/${visitIds.join('+')}`, type, of)
      }),
    ),
  ]
}

function visitItem(
  id: string,
  why: Extract<DecisionItem['about'], { readonly type: 'visit' }>['why'],
  visits: readonly VisitRow[],
): Found {
  const changes = visits.flatMap((visit) => visit.changes ?? [])
  return {
    id,
    about: { type: 'visit', why, date: visits[0]?.date ?? '' },
    // The diary is the whole team's to plan; whose visit it is stands there.
    personId: null,
    by: unique(changes.map(({ author }) => author)),
    since: openSince(changes),
  }
}

function settings({ settings: rows }: DecisionFacts): readonly Found[] {
  return rows.flatMap((setting) => {
    const { conflict, part } = setting
    if (conflict === undefined) return []
    return [
      {
        id: `setting/${part.kind}/${part.id}`,
        about: { type: 'setting', setting } as const,
        personId: null,
        by: unique(conflict.map(({ author }) => author)),
        since: openSince(conflict),
      },
    ]
  })
}

function unique(authors: readonly (Signature | null)[]): readonly Signature[] {
  const named = authors.filter((author) => author !== null)
  return [...new Map(named.map((author) => [author.memberId, author])).values()]
}

/** What says no time is older than all that does. */
function longestFirst(a: Found, b: Found): number {
  const [since, other] = [a.since ?? (0 as Instant), b.since ?? (0 as Instant)]
  return since - other || (a.id < b.id ? -1 : 1)
}
