/** What must be looked at before a medicine is given here. Rules GV. */

import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { GivingRow } from '../../domain/projections/giving-rows.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { WarningItem } from '../../engine-api/queries.ts'

const recordIsOldAfter = 24 * 60 * 60_000

/** How much of the record is here, and from when. */
export interface RecordAge {
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export type GivingCaution =
  | { readonly type: 'warning'; readonly warning: WarningItem }
  | { readonly type: 'incomplete' }
  | { readonly type: 'old'; readonly updatedAt: Instant }
  | { readonly type: 'conflict' }
  | { readonly type: 'recorded-today'; readonly rows: readonly GivingRow[] }

export function givingsToday(rows: readonly GivingRow[], medicineId: string, now: Instant): readonly GivingRow[] {
  return rows.filter((row) => row.medicineId === medicineId && dayOf(row.at) === dayOf(now))
}

/** Empty when it may be given at once. */
export function givingCautions(
  { conflict }: Pick<MedicineRow, 'conflict'>,
  today: readonly GivingRow[],
  {
    age: { complete, updatedAt },
    now,
    warnings = [],
  }: { readonly age: RecordAge; readonly now: Instant; readonly warnings?: readonly WarningItem[] },
): readonly GivingCaution[] {
  const isOld = updatedAt !== null && now - updatedAt > recordIsOldAfter
  return [
    // Also what somebody has looked at: whoever gives it knows why it may stand.
    ...warnings.map((warning) => ({ type: 'warning', warning }) as const),
    ...(complete && updatedAt !== null ? [] : [{ type: 'incomplete' } as const]),
    ...(isOld ? [{ type: 'old', updatedAt } as const] : []),
    ...(conflict === undefined ? [] : [{ type: 'conflict' } as const]),
    ...(today.length === 0 ? [] : [{ type: 'recorded-today', rows: today } as const]),
  ]
}
