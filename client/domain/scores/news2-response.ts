/**
 * What a NEWS2 threshold asks for, as data. Source: as the chart, "NEWS2
 * thresholds and triggers" and "clinical response". Hospital intervals are a
 * poor fit at home: how 'emergency' is met (999, urgent community response) is
 * set by each team, and the screens say so.
 */
import type { News2Threshold } from './news2.ts'

export type News2ResponseKind =
  | 'routine'
  | 'registered-nurse-assesses'
  | 'urgent-review'
  | 'urgent-response'
  | 'emergency-response'

export interface News2Response {
  readonly response: News2ResponseKind
  /** Look again within this many hours, or stay and keep looking. */
  readonly lookAgain:
    | { readonly type: 'within-hours'; readonly from: number; readonly to: number }
    | { readonly type: 'continuous' }
}

const responses: Readonly<Record<News2Threshold, News2Response>> = {
  zero: { response: 'routine', lookAgain: { type: 'within-hours', from: 12, to: 12 } },
  low: { response: 'registered-nurse-assesses', lookAgain: { type: 'within-hours', from: 4, to: 6 } },
  'single-red': { response: 'urgent-review', lookAgain: { type: 'within-hours', from: 1, to: 1 } },
  medium: { response: 'urgent-response', lookAgain: { type: 'within-hours', from: 1, to: 1 } },
  high: { response: 'emergency-response', lookAgain: { type: 'continuous' } },
}

export function news2Response(threshold: News2Threshold): News2Response {
  return responses[threshold]
}
