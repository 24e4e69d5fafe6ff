/** Observation sets: see SPEC.md. */
import type { ObservationValues } from '../projections/rows.ts'

export interface ObservationInput {
  readonly values: ObservationValues
  /** Why a parameter could not be measured, by parameter. */
  readonly notMeasured: Readonly<Record<string, string>>
}
