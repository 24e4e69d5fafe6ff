/** The person's own list, as her team published it last: never two doses of one medicine. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { SharedListRow } from '../../domain/projections/giving-rows.ts'
import type { MyMedicinesView } from '../../engine-api/queries.ts'

export interface MyMedicinesFacts {
  readonly list: SharedListRow | undefined
  readonly complete: boolean
  readonly updatedAt: Instant | null
}

export function myMedicinesView({ complete, list, updatedAt }: MyMedicinesFacts): MyMedicinesView {
  return { lines: list?.lines ?? null, listedAt: list?.at ?? null, complete, updatedAt }
}
