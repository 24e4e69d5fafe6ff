/**
 * An observation set: what was measured, why something was not, and whom it was
 * scored for. The score itself is not kept: it follows from these by
 * scores/news2.ts, so a set and its score can never disagree. Temperature
 * travels in tenths of a degree, because records hold no fractions.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import type { ObservationRow, ObservationValues } from '../projections/rows.ts'
import { describeObservations } from '../scores/describe-observations.ts'
import { type News2About, type News2Parameter, scoreNews2 } from '../scores/news2.ts'
import { checkObservation, measuredParameters, plausibleRange } from '../scores/plausibility.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanLine, cleanText, daySchema, integerSchema, lineSchema } from './wire-values.ts'

export interface ObservationInput {
  readonly values: ObservationValues
  /** Why a parameter could not be measured, by parameter. */
  readonly notMeasured: Readonly<Record<string, string>>
}

export interface ObservationsRecord extends RecordBase {
  readonly type: 'observations'
  readonly v: 1
  readonly values: ObservationValues
  readonly notMeasured: Readonly<Partial<Record<News2Parameter, string>>>
  /** Age, pregnancy and Scale 2 target as they were known when it was measured. */
  readonly scoredFor: News2About
}

const parameters = ['respirations', 'spo2', 'oxygen', 'systolic', 'pulse', 'consciousness', 'temperature'] as const

const reason = v.exactOptional(lineSchema(limits.line))

function measured(parameter: Exclude<keyof typeof plausibleRange, 'temperature'>) {
  const { lowest, highest } = plausibleRange[parameter]
  return v.exactOptional(integerSchema(lowest, highest))
}

const valuesSchema = v.strictObject({
  respirations: measured('respirations'),
  spo2: measured('spo2'),
  spo2Scale: v.exactOptional(v.picklist([1, 2])),
  oxygen: v.exactOptional(v.picklist(['air', 'oxygen'])),
  systolic: measured('systolic'),
  pulse: measured('pulse'),
  consciousness: v.exactOptional(v.picklist(['alert', 'confusion', 'voice', 'pain', 'unresponsive'])),
  temperature: v.exactOptional(
    v.pipe(
      integerSchema(plausibleRange.temperature.lowest * 10, plausibleRange.temperature.highest * 10),
      v.transform((tenths) => tenths / 10),
    ),
  ),
})

export const observationsSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('observations'),
  values: valuesSchema,
  notMeasured: v.strictObject({
    respirations: reason,
    spo2: reason,
    oxygen: reason,
    systolic: reason,
    pulse: reason,
    consciousness: reason,
    temperature: reason,
  }),
  scoredFor: v.strictObject({
    ageYears: v.nullable(integerSchema(0, 150)),
    pregnant: v.boolean(),
    scale2Target: v.nullable(v.strictObject({ by: lineSchema(limits.line), on: daySchema })),
  }),
})

/** Nothing measured and no reason given is nothing written; a value that cannot be is handed back with what was perhaps meant. */
export function writeObservations(
  input: ObservationInput & { readonly scoredFor: News2About },
  base: RecordBase,
): Written<ObservationsRecord> {
  for (const parameter of measuredParameters) {
    const value = input.values[parameter]
    const check = value === undefined ? undefined : checkObservation(parameter, value)
    if (check?.type === 'implausible') return err({ ...check, field: parameter })
  }
  const values = pickValues(input.values)
  const notMeasured = pickReasons(input.notMeasured)
  if (Object.keys(values).every((name) => name === 'spo2Scale') && Object.keys(notMeasured).length === 0) {
    return err({ type: 'nothing-written' })
  }
  const long = parameters.find((parameter) => (notMeasured[parameter] ?? '').length > limits.line)
  if (long !== undefined) return err({ type: 'too-long', field: long, limit: limits.line })
  return ok({
    type: 'observations',
    v: 1,
    ...pickBase(base),
    values,
    notMeasured,
    scoredFor: tidyAbout(input.scoredFor),
  })
}

export function observationsToWire(record: ObservationsRecord) {
  const { temperature, ...values } = record.values
  const tenths = temperature === undefined ? {} : { temperature: Math.round(temperature * 10) }
  const { notMeasured, scoredFor } = record
  return { type: 'observations', ...baseToWire(record), values: { ...values, ...tenths }, notMeasured, scoredFor }
}

export function readObservationRow(record: ObservationsRecord, personId: string): ObservationRow {
  const { id, at, author, values } = record
  return { id, personId, at, author, values, news2: scoreNews2(values, record.scoredFor) }
}

export function summariseObservations(record: ObservationsRecord): RecordSummary {
  return { title: 'Observations', lines: describeObservations(record), next: null }
}

type Values = { -readonly [Name in keyof ObservationValues]: ObservationValues[Name] }

function pickValues(values: ObservationValues): ObservationValues {
  const { respirations, spo2, spo2Scale, oxygen, systolic, pulse, consciousness, temperature } = values
  const named = { respirations, spo2, spo2Scale, oxygen, systolic, pulse, consciousness, temperature }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Values
}

/** What was read from a document and makes no sense counts as not known: the score is then refused, never guessed. */
function tidyAbout({ ageYears, pregnant, scale2Target }: News2About): News2About {
  const age = ageYears !== null && Number.isSafeInteger(ageYears) && ageYears >= 0 && ageYears <= 150 ? ageYears : null
  const by = cleanLine(scale2Target?.by ?? '').slice(0, limits.line)
  const isTarget = scale2Target !== null && by !== '' && isDay(scale2Target.on)
  return { ageYears: age, pregnant, scale2Target: isTarget ? { by: cleanText(by), on: scale2Target.on } : null }
}

function pickReasons(reasons: Readonly<Record<string, string>>): Partial<Record<News2Parameter, string>> {
  const kept: Partial<Record<News2Parameter, string>> = {}
  for (const parameter of parameters) {
    const words = cleanLine(reasons[parameter] ?? '')
    if (words !== '') kept[parameter] = words
  }
  return kept
}
