/**
 * NEWS2, the National Early Warning Score (Royal College of Physicians, December
 * 2017, charts 1 and 4). The chart is in news2-chart.ts; this file adds it up.
 *
 * 1. A parameter that is missing or cannot be true never scores 0: the result is
 *    "incomplete: at least N", with what has been reached already.
 * 2. Scale 2 needs a prescriber's recorded target of 88 to 92 %. It is never
 *    inferred from a diagnosis.
 * 3. Not for under-16s, not in pregnancy, not when the age is not known.
 */
import type { ObservationValues } from '../projections/rows.ts'
import { chart, pointsOf, scale2OnOxygenFrom, spo2Scale2OnOxygen } from './news2-chart.ts'
import { checkObservation, type MeasuredParameter } from './plausibility.ts'

export type News2Parameter = 'respirations' | 'spo2' | 'oxygen' | 'systolic' | 'pulse' | 'consciousness' | 'temperature'

export type News2Points = 0 | 1 | 2 | 3

/** Thresholds in rising order of urgency; 'single-red' = a 3 in any one parameter. */
export type News2Threshold = 'zero' | 'low' | 'single-red' | 'medium' | 'high'

export type News2Result =
  | {
      readonly type: 'complete'
      readonly total: number
      readonly threshold: News2Threshold
      readonly parts: Readonly<Partial<Record<News2Parameter, News2Points>>>
      readonly red: readonly News2Parameter[]
      readonly scale: 1 | 2
    }
  /** Never a bare total: "incomplete: at least N", with what is missing and what has been reached already. */
  | {
      readonly type: 'incomplete'
      readonly atLeast: number
      readonly reached: News2Threshold | null
      readonly missing: readonly News2Parameter[]
      readonly parts: Readonly<Partial<Record<News2Parameter, News2Points>>>
      readonly red: readonly News2Parameter[]
      readonly scale: 1 | 2
    }
  | { readonly type: 'refused'; readonly reason: 'under-16' | 'pregnant' | 'age-not-known' | 'scale-2-without-target' }

/** Whom it is scored for. */
export interface News2About {
  readonly ageYears: number | null
  readonly pregnant: boolean
  /** Who prescribed a target of 88 to 92 %, and on which day (YYYY-MM-DD); null when nobody did. */
  readonly scale2Target: { readonly by: string; readonly on: string } | null
}

export const news2Parameters: readonly News2Parameter[] = [
  'respirations',
  'spo2',
  'oxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
]

type Parts = Partial<Record<News2Parameter, News2Points>>

export function scoreNews2(values: ObservationValues, about: News2About): News2Result {
  const scale = values.spo2Scale ?? 1
  const refusal = whyRefused(scale, about)
  if (refusal !== null) return { type: 'refused', reason: refusal }
  const parts = scoreParts(values, scale)
  const red = news2Parameters.filter((parameter) => parts[parameter] === 3)
  const total = Object.values(parts).reduce((sum: number, points) => sum + points, 0)
  const threshold = thresholdOf(total, red.length)
  const unscored = news2Parameters.filter((parameter) => parts[parameter] === undefined)
  if (unscored.length === 0) return { type: 'complete', total, threshold, parts, red, scale }
  const missing = unscored.filter((parameter) => parameter !== 'spo2' || readMeasured('spo2', values) === null)
  return {
    type: 'incomplete',
    atLeast: total,
    reached: threshold === 'zero' ? null : threshold,
    missing,
    parts,
    red,
    scale,
  }
}

/** Rises with the total and with a red parameter, and never falls. */
export function thresholdOf(total: number, redCount: number): News2Threshold {
  if (total >= 7) return 'high'
  if (total >= 5) return 'medium'
  if (redCount > 0) return 'single-red'
  return total >= 1 ? 'low' : 'zero'
}

function whyRefused(scale: 1 | 2, about: News2About): Extract<News2Result, { type: 'refused' }>['reason'] | null {
  if (about.ageYears === null) return 'age-not-known'
  if (about.ageYears < 16) return 'under-16'
  if (about.pregnant) return 'pregnant'
  return scale === 2 && about.scale2Target === null ? 'scale-2-without-target' : null
}

function scoreParts(values: ObservationValues, scale: 1 | 2): Parts {
  const scored: Record<News2Parameter, News2Points | null> = {
    respirations: scoreMeasured('respirations', values),
    spo2: scale === 1 ? scoreMeasured('spo2', values) : scoreSpo2Scale2(values),
    oxygen: values.oxygen === undefined ? null : chart.oxygen[values.oxygen],
    systolic: scoreMeasured('systolic', values),
    pulse: scoreMeasured('pulse', values),
    consciousness: values.consciousness === undefined ? null : chart.consciousness[values.consciousness],
    temperature: scoreMeasured('temperature', values),
  }
  const parts: Parts = {}
  for (const parameter of news2Parameters) {
    const points = scored[parameter]
    if (points !== null) parts[parameter] = points
  }
  return parts
}

function scoreMeasured(parameter: MeasuredParameter, values: ObservationValues): News2Points | null {
  const value = readMeasured(parameter, values)
  return value === null ? null : pointsOf(chart[parameter], value)
}

/** At 93 % and above the score depends on the oxygen: not knowing that is not knowing the score. */
function scoreSpo2Scale2(values: ObservationValues): News2Points | null {
  const value = readMeasured('spo2', values)
  if (value === null) return null
  if (value < scale2OnOxygenFrom) return pointsOf(chart.spo2Scale2, value)
  if (values.oxygen === undefined) return null
  return values.oxygen === 'air' ? 0 : pointsOf(spo2Scale2OnOxygen, value)
}

function readMeasured(parameter: MeasuredParameter, values: ObservationValues): number | null {
  const value = values[parameter]
  return value !== undefined && checkObservation(parameter, value).type === 'ok' ? value : null
}
