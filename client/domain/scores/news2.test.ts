/** NEWS2 against a second, slow statement of the chart, over the whole range of every parameter. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObservationValues } from '../projections/rows.ts'
import { adult, aFullSet, aPartSet } from '../testing/arbitraries.ts'
import { type News2Result, type News2Threshold, news2Parameters, scoreNews2 } from './news2.ts'
import { news2Response } from './news2-response.ts'
import { measuredParameters, plausibleRange } from './plausibility.ts'

const thresholds: readonly News2Threshold[] = ['zero', 'low', 'single-red', 'medium', 'high']
const rank = (threshold: News2Threshold | null) => thresholds.indexOf(threshold ?? 'zero')

const well = {
  respirations: 16,
  spo2: 97,
  spo2Scale: 1,
  oxygen: 'air',
  systolic: 128,
  pulse: 72,
  consciousness: 'alert',
  temperature: 36.8,
} as const

const wellAt88to92 = { ...well, spo2Scale: 2, spo2: 90 } as const

/** The chart once more, row by row as printed, written without sight of the table under test. */
function printed(set: Required<ObservationValues>): Record<string, number> {
  const r = set.respirations
  const s = set.spo2
  const bp = set.systolic
  const p = set.pulse
  const t = Math.round(set.temperature * 10)
  const onOxygen = set.oxygen === 'oxygen'
  const within = (value: number, from: number, to: number) => value >= from && value <= to
  return {
    respirations: r <= 8 || r >= 25 ? 3 : within(r, 21, 24) ? 2 : within(r, 9, 11) ? 1 : 0,
    spo2:
      set.spo2Scale === 1
        ? s >= 96
          ? 0
          : within(s, 94, 95)
            ? 1
            : within(s, 92, 93)
              ? 2
              : 3
        : s <= 83 || (onOxygen && s >= 97)
          ? 3
          : within(s, 84, 85) || (onOxygen && within(s, 95, 96))
            ? 2
            : within(s, 86, 87) || (onOxygen && within(s, 93, 94))
              ? 1
              : 0,
    oxygen: onOxygen ? 2 : 0,
    systolic: bp <= 90 || bp >= 220 ? 3 : within(bp, 91, 100) ? 2 : within(bp, 101, 110) ? 1 : 0,
    pulse: p <= 40 || p >= 131 ? 3 : within(p, 111, 130) ? 2 : within(p, 41, 50) || within(p, 91, 110) ? 1 : 0,
    consciousness: set.consciousness === 'alert' ? 0 : 3,
    temperature: t <= 350 ? 3 : t >= 391 ? 2 : within(t, 351, 360) || within(t, 381, 390) ? 1 : 0,
  }
}

function complete(result: News2Result) {
  if (result.type !== 'complete') throw new Error(`expected a complete score, got ${result.type}`)
  return result
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

test('NW1 every value of every parameter scores as printed, on both scales, on air and on oxygen', () => {
  let checked = 0
  for (const base of [well, wellAt88to92]) {
    for (const oxygen of ['air', 'oxygen'] as const) {
      for (const parameter of measuredParameters) {
        const { decimals, highest, lowest } = plausibleRange[parameter]
        const unit = 10 ** decimals
        for (let value = lowest * unit; value <= highest * unit; value++) {
          const set = { ...base, oxygen, [parameter]: value / unit }
          const expected = printed(set)
          const { parts, total } = complete(scoreNews2(set, adult))
          expect({ set, parts }).toEqual({ set, parts: expected })
          expect(total).toBe(sumOf(Object.values(expected)))
          checked++
        }
      }
    }
  }
  expect(checked).toBe(4 * (80 + 51 + 261 + 231 + 201))
})

test('NW1 any whole set scores as printed, with its red parameters and its threshold', () => {
  fc.assert(
    fc.property(aFullSet, (set) => {
      const expected = printed(set)
      const total = sumOf(Object.values(expected))
      const red = news2Parameters.filter((parameter) => expected[parameter] === 3)
      const threshold =
        total >= 7 ? 'high' : total >= 5 ? 'medium' : red.length > 0 ? 'single-red' : total > 0 ? 'low' : 'zero'
      const wanted = { type: 'complete', total, threshold, parts: expected, red, scale: set.spo2Scale }
      expect(scoreNews2(set, adult)).toEqual(wanted)
    }),
    { numRuns: 500 },
  )
})

test('NW1 the best is 0 and the worst is 20', () => {
  expect(complete(scoreNews2(well, adult)).total).toBe(0)
  const worst = {
    ...well,
    respirations: 30,
    spo2: 85,
    oxygen: 'oxygen',
    systolic: 80,
    pulse: 140,
    consciousness: 'pain',
    temperature: 34,
  } as const
  expect(complete(scoreNews2(worst, adult)).total).toBe(20)
})

test.each([
  [{}, 0, 'zero'],
  [{ pulse: 95 }, 1, 'low'],
  [{ spo2: 94, oxygen: 'oxygen', pulse: 95 }, 4, 'low'],
  [{ respirations: 26 }, 3, 'single-red'],
  [{ respirations: 26, pulse: 95 }, 4, 'single-red'],
  [{ spo2: 92, oxygen: 'oxygen', pulse: 95 }, 5, 'medium'],
  [{ respirations: 26, oxygen: 'oxygen', pulse: 95 }, 6, 'medium'],
  [{ respirations: 26, oxygen: 'oxygen', spo2: 93 }, 7, 'high'],
] as const)('NW1 %j on a well person is %d and reaches "%s"', (changes, total, threshold) => {
  expect(scoreNews2({ ...well, ...changes }, adult)).toMatchObject({ total, threshold })
})

test('NW2 nothing entered is at least 0, with all seven missing and no threshold', () => {
  expect(scoreNews2({}, adult)).toEqual({
    type: 'incomplete',
    atLeast: 0,
    reached: null,
    missing: [...news2Parameters],
    parts: {},
    red: [],
    scale: 1,
  })
})

test('NW2 a missing parameter is named and adds nothing; what is known keeps its points and its red', () => {
  const { temperature, ...rest } = { ...well, respirations: 26 }
  expect(temperature).toBe(36.8)
  expect(scoreNews2(rest, adult)).toMatchObject({
    type: 'incomplete',
    atLeast: 3,
    reached: 'single-red',
    missing: ['temperature'],
    red: ['respirations'],
  })
  const part = scoreNews2(rest, adult)
  expect(part.type === 'incomplete' && part.parts).not.toHaveProperty('temperature')
})

test('NW2 a set is complete exactly when nothing is missing', () => {
  fc.assert(
    fc.property(aPartSet, (set) => {
      const result = scoreNews2(set, adult)
      const missing = news2Parameters.filter((parameter) => set[parameter] === undefined)
      expect(result.type === 'incomplete' ? result.missing : []).toEqual(missing)
    }),
    { numRuns: 500 },
  )
})

test('NW3 however the missing values turn out, total and threshold are never below what was said', () => {
  fc.assert(
    fc.property(aPartSet, aFullSet, (part, full) => {
      const before = scoreNews2({ spo2Scale: full.spo2Scale, ...part }, adult)
      const after = complete(scoreNews2({ ...full, ...part }, adult))
      if (before.type !== 'incomplete') return
      expect(after.total).toBeGreaterThanOrEqual(before.atLeast)
      expect(rank(after.threshold)).toBeGreaterThanOrEqual(rank(before.reached))
      expect(after.red).toEqual(expect.arrayContaining([...before.red]))
    }),
    { numRuns: 1000 },
  )
})

test('NW4 moving one value further from its normal band never lowers total or threshold', () => {
  const normal = { respirations: 16, spo2: 96, systolic: 150, pulse: 70, temperature: 37 }
  fc.assert(
    fc.property(
      aFullSet,
      fc.constantFrom(...measuredParameters),
      fc.integer({ min: 1, max: 40 }),
      (set, parameter, steps) => {
        const { decimals, highest, lowest } = plausibleRange[parameter]
        const middle = parameter === 'spo2' && set.spo2Scale === 2 ? 90 : normal[parameter]
        // More oxygen in the blood is not worse on Scale 1, nor on air: only the low side is.
        const onlyLow = parameter === 'spo2' && (set.spo2Scale === 1 || set.oxygen === 'air')
        const direction = onlyLow || set[parameter] < middle ? -1 : 1
        const moved = set[parameter] + (direction * steps) / 10 ** decimals
        const worse = Math.round(Math.min(highest, Math.max(lowest, moved)) * 10) / 10
        const before = complete(scoreNews2(set, adult))
        const after = complete(scoreNews2({ ...set, [parameter]: worse }, adult))
        expect(after.total).toBeGreaterThanOrEqual(before.total)
        expect(rank(after.threshold)).toBeGreaterThanOrEqual(rank(before.threshold))
      },
    ),
    { numRuns: 1000 },
  )
})

test('NW5 Scale 2 is refused without a recorded target and used with one', () => {
  expect(scoreNews2(wellAt88to92, { ...adult, scale2Target: null })).toEqual({
    type: 'refused',
    reason: 'scale-2-without-target',
  })
  expect(complete(scoreNews2(wellAt88to92, adult))).toMatchObject({ total: 0, scale: 2 })
})

test('NW5 a recorded target does not choose Scale 2 by itself', () => {
  const { spo2Scale, ...unsaid } = { ...well, spo2: 90 }
  expect(spo2Scale).toBe(1)
  expect(complete(scoreNews2(unsaid, adult))).toMatchObject({ total: 3, scale: 1 })
})

test.each([
  [{ ageYears: 15, pregnant: false }, 'under-16'],
  [{ ageYears: 31, pregnant: true }, 'pregnant'],
  [{ ageYears: null, pregnant: false }, 'age-not-known'],
] as const)('NW6 refused for %j', (about, reason) => {
  expect(scoreNews2(well, { ...about, scale2Target: null })).toEqual({ type: 'refused', reason })
})

test('NW6 the sixteenth birthday is old enough', () => {
  expect(scoreNews2(well, { ageYears: 16, pregnant: false, scale2Target: null }).type).toBe('complete')
})

test('NW7 on Scale 2, 93 % with oxygen unknown waits for the oxygen; 92 % does not', () => {
  const { oxygen, ...unknown } = wellAt88to92
  expect(oxygen).toBe('air')
  expect(scoreNews2({ ...unknown, spo2: 97 }, adult)).toMatchObject({
    type: 'incomplete',
    atLeast: 0,
    missing: ['oxygen'],
  })
  const waiting = scoreNews2({ ...unknown, spo2: 97 }, adult)
  expect(waiting.type === 'incomplete' && waiting.parts).not.toHaveProperty('spo2')
  expect(scoreNews2({ ...unknown, spo2: 92 }, adult)).toMatchObject({ parts: { spo2: 0 } })
})

test('NW8 a temperature of 380 scores nothing and is missing', () => {
  expect(scoreNews2({ ...well, temperature: 380 }, adult)).toMatchObject({
    type: 'incomplete',
    atLeast: 0,
    missing: ['temperature'],
  })
})

test('NW8 no impossible value of any parameter ever has points', () => {
  fc.assert(
    fc.property(fc.constantFrom(...measuredParameters), fc.double(), (parameter, value) => {
      const { highest, lowest } = plausibleRange[parameter]
      fc.pre(!(value >= lowest && value <= highest))
      const result = scoreNews2({ ...well, [parameter]: value }, adult)
      expect(result).toMatchObject({ type: 'incomplete', missing: [parameter] })
    }),
  )
})

test('NW9 every threshold asks for what the chart asks', () => {
  expect(thresholds.map(news2Response)).toEqual([
    { response: 'routine', lookAgain: { type: 'within-hours', from: 12, to: 12 } },
    { response: 'registered-nurse-assesses', lookAgain: { type: 'within-hours', from: 4, to: 6 } },
    { response: 'urgent-review', lookAgain: { type: 'within-hours', from: 1, to: 1 } },
    { response: 'urgent-response', lookAgain: { type: 'within-hours', from: 1, to: 1 } },
    { response: 'emergency-response', lookAgain: { type: 'continuous' } },
  ])
})
