/**
 * The NEWS2 chart as one table. Source: Royal College of Physicians, National
 * Early Warning Score (NEWS) 2, December 2017, charts 1 and 4; reproduced with
 * acknowledgement: "NEWS2 © Royal College of Physicians 2017".
 * Units: breaths/min, %, mmHg, beats/min, degrees Celsius.
 */
import type { News2Points } from './news2.ts'

/** Up to and including this value; the last band has no end. */
type Band = readonly [upTo: number, points: News2Points]

export const chart = {
  respirations: [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  spo2: [
    [91, 3],
    [93, 2],
    [95, 1],
    [Number.POSITIVE_INFINITY, 0],
  ],
  /** Below `scale2OnOxygenFrom`; from there the oxygen decides. */
  spo2Scale2: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
  ],
  oxygen: { air: 0, oxygen: 2 },
  systolic: [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [Number.POSITIVE_INFINITY, 3],
  ],
  pulse: [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  /** New confusion, responds to voice or pain, or unresponsive. */
  consciousness: { alert: 0, confusion: 3, voice: 3, pain: 3, unresponsive: 3 },
  temperature: [
    [35, 3],
    [36, 1],
    [38, 0],
    [39, 1],
    [Number.POSITIVE_INFINITY, 2],
  ],
} as const satisfies Record<string, readonly Band[] | Readonly<Record<string, News2Points>>>

/** Scale 2 is for people with a prescribed target of 88 to 92 %: above it, only oxygen can be too much. */
export const scale2OnOxygenFrom = 93
export const spo2Scale2OnOxygen: readonly Band[] = [
  [94, 1],
  [96, 2],
  [Number.POSITIVE_INFINITY, 3],
]

export function pointsOf(bands: readonly Band[], value: number): News2Points {
  const band = bands.find(([upTo]) => value <= upTo)
  if (band === undefined) throw new Error('pointsOf: the chart ends before this value')
  return band[1]
}
