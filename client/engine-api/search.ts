/** What a search over the record answers: sections of hits, newest first, and how much is still being read. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { MedicineChange } from '../domain/projections/medicine-change.ts'
import type { PersonName } from '../domain/projections/rows.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { WarningItem } from './queries.ts'

export type SearchIn = 'all' | 'notes' | 'messages' | 'medicines'
export type SearchKind = 'note' | 'message' | 'medicine'

export interface SearchParams {
  readonly text: string
  readonly in: SearchIn
}

export interface SearchView {
  /** What was looked for, as it was asked. */
  readonly text: string
  readonly notes: SearchSection
  readonly messages: SearchSection
  readonly medicines: SearchSection
  /** People whose records are still being read for the first time, or again; null when all are. */
  readonly reading: { readonly done: number; readonly of: number } | null
}

export interface SearchSection {
  readonly hits: readonly SearchHit[]
  /** There is more than is shown: another word finds less. */
  readonly more: boolean
}

export interface SearchHit {
  readonly id: string
  readonly kind: SearchKind
  readonly personId: string
  readonly name: PersonName
  readonly face: string
  /** Of a message. */
  readonly threadId: string | null
  /** Who wrote it; null for a medicine. */
  readonly author: Signature | null
  /** Null for a medicine. */
  readonly at: Instant | null
  readonly parts: readonly SearchPart[]
  /** Of a medicine changed apart: every side. None is picked, so none may be read alone. */
  readonly conflict?: readonly MedicineChange[]
  /** Of a medicine: the gravest thing that does not go with it and that nobody has looked at. */
  readonly warning?: WarningItem
}

export interface SearchPart {
  readonly text: string
  readonly hit: boolean
}
