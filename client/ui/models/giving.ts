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

/** What is given, as it stands in the list. */
export type GivenLine = Pick<MedicineRow, 'name' | 'form' | 'dose' | 'frequency' | 'route'>

export type GivingCaution =
  /** Since somebody began to give it: the line reads differently now. */
  | { readonly type: 'changed'; readonly line: GivenLine }
  | { readonly type: 'warning'; readonly warning: WarningItem }
  | { readonly type: 'incomplete' }
  | { readonly type: 'old'; readonly updatedAt: Instant }
  /** `sides`: the keys of the changes that stand against each other. */
  | { readonly type: 'conflict'; readonly sides: readonly string[] }
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
    ...(conflict === undefined ? [] : [{ type: 'conflict', sides: conflict.map(({ key }) => key) } as const]),
    ...(today.length === 0 ? [] : [{ type: 'recorded-today', rows: today } as const]),
  ]
}

export function lineKey({ dose, form, frequency, name, route }: GivenLine): string {
  return JSON.stringify([name, form, dose, frequency, route])
}

/** What a caution says, by its facts: whoever has looked at one looks again when they differ. */
export function cautionKey(caution: GivingCaution): string {
  switch (caution.type) {
    case 'warning':
      return `warning ${caution.warning.key}`
    case 'conflict':
      return `conflict ${[...caution.sides].sort().join()}`
    case 'recorded-today':
      return `recorded ${caution.rows
        .map(({ id }) => id)
        .sort()
        .join()}`
    default:
      return caution.type
  }
}
