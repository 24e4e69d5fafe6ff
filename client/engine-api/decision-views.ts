/** What waits for somebody's decision, in one list. See queries.ts. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { PersonDispute } from '../domain/projections/part-rows.ts'
import type { DecisionsRow, DirectoryRow } from '../domain/projections/rows.ts'
import type { SettingRow } from '../domain/projections/setting-rows.ts'
import type { VisitClash, Warning } from '../domain/projections/warning-rows.ts'
import type { Signature } from '../domain/records/signature.ts'

export interface DecisionsView {
  /** False while more of them may still be on their way or unopened: never "nothing waits" then. */
  readonly complete: boolean
  /** What was changed apart first, then what does not go together; in each the longest waiting first. */
  readonly items: readonly DecisionItem[]
}

export interface DecisionItem {
  /** Names it for as long as it waits. */
  readonly id: string
  readonly about: DecisionAbout
  /** Whom it is about; null for the team's own, and while the name is not here. */
  readonly person: DirectoryRow | null
  readonly personId: string | null
  /** Who wrote what is to be decided on; nobody twice, empty where nobody is named. */
  readonly by: readonly Signature[]
  readonly since: Instant | null
}

export type DecisionAbout =
  | { readonly type: 'medicine'; readonly medicine: DecisionsRow['medicines'][number] }
  | { readonly type: 'detail'; readonly dispute: PersonDispute }
  | { readonly type: 'setting'; readonly setting: SettingRow }
  | { readonly type: 'warning'; readonly warning: Warning }
  /** Given to two, written for two people, or two that cannot both be meant. */
  | { readonly type: 'visit'; readonly why: VisitClash['type'] | 'whom-for'; readonly date: string }
