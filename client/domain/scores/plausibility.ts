/**
 * Slips of the finger: a value nobody living has is never kept and never scored;
 * the person who typed is asked what was meant ("380": did you mean 38.0?).
 *
 * Both tables are our own judgement, not a published standard. They stand in
 * the hazard log as "to be confirmed by the clinical safety officer": a range
 * too narrow would refuse a true and dangerous value.
 */
export type MeasuredParameter = 'respirations' | 'spo2' | 'systolic' | 'pulse' | 'temperature'

export const measuredParameters: readonly MeasuredParameter[] = [
  'respirations',
  'spo2',
  'systolic',
  'pulse',
  'temperature',
]

export interface PlausibleRange {
  readonly lowest: number
  readonly highest: number
  /** What is usual enough to be suggested. */
  readonly usual: readonly [number, number]
  /** Digits after the point: temperature is read to a tenth, all else in whole numbers. */
  readonly decimals: 0 | 1
}

/** Units: /min, %, mmHg, /min, degrees Celsius. */
export const plausibleRange: Readonly<Record<MeasuredParameter, PlausibleRange>> = {
  respirations: { lowest: 1, highest: 80, usual: [8, 40], decimals: 0 },
  spo2: { lowest: 50, highest: 100, usual: [80, 100], decimals: 0 },
  systolic: { lowest: 40, highest: 300, usual: [80, 220], decimals: 0 },
  pulse: { lowest: 20, highest: 250, usual: [40, 180], decimals: 0 },
  temperature: { lowest: 25, highest: 45, usual: [34, 42], decimals: 1 },
}

export type ObservationCheck =
  | { readonly type: 'ok' }
  /** `suggestion` as it would be typed, "38.0"; null when there is nothing likely. */
  | { readonly type: 'implausible'; readonly suggestion: string | null }

/** A lost or doubled decimal point or zero: the slips a number pad invites. */
const slips = [1, 0.1, 0.01, 10, 100]

export function checkObservation(parameter: MeasuredParameter, typed: number): ObservationCheck {
  const { decimals, highest, lowest, usual } = plausibleRange[parameter]
  if (typed >= lowest && typed <= highest && isRound(typed, decimals)) return { type: 'ok' }
  if (!Number.isFinite(typed)) return { type: 'implausible', suggestion: null }
  for (const slip of slips) {
    const meant = roundTo(typed * slip, decimals)
    if (meant >= usual[0] && meant <= usual[1]) return { type: 'implausible', suggestion: meant.toFixed(decimals) }
  }
  return { type: 'implausible', suggestion: null }
}

function isRound(value: number, decimals: number): boolean {
  return roundTo(value, decimals) === value
}

/** 38.1 and 381 / 10 are the same number, so whole tenths compare exactly. */
function roundTo(value: number, decimals: number): number {
  const unit = 10 ** decimals
  return Math.round(value * unit) / unit
}
