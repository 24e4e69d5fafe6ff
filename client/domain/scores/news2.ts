/** NEWS2 (Royal College of Physicians, December 2017): see SPEC.md. */
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
