/**
 * Entering an observation: what was typed, what it reads as, and what the step
 * buttons do. The typing itself is kept and never rewritten; a number exists
 * only where the typing is one. Nothing here scores: client/domain/scores does.
 */
import type { ObservationRow, ObservationValues } from '../../domain/projections/rows.ts'
import type { News2Parameter } from '../../domain/scores/news2.ts'

export type NumericParameter = 'respirations' | 'spo2' | 'systolic' | 'pulse' | 'temperature'
export type ChoiceParameter = 'oxygen' | 'consciousness'

/** In the order of the chart. */
export const news2Parameters: readonly News2Parameter[] = [
  'respirations',
  'spo2',
  'oxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
]

interface EntryRule {
  readonly decimals: 0 | 1
  readonly step: number
  /** The step buttons stop here; typing is judged by the domain's own plausibility check. */
  readonly lowest: number
  readonly highest: number
  /** Where the first press starts when nothing was ever recorded: a value that scores 0 on the chart. */
  readonly typical: number
}

export const entryRuleByParameter: Readonly<Record<NumericParameter, EntryRule>> = {
  respirations: { decimals: 0, step: 1, lowest: 1, highest: 60, typical: 16 },
  spo2: { decimals: 0, step: 1, lowest: 50, highest: 100, typical: 96 },
  systolic: { decimals: 0, step: 1, lowest: 50, highest: 260, typical: 120 },
  pulse: { decimals: 0, step: 1, lowest: 20, highest: 220, typical: 75 },
  temperature: { decimals: 1, step: 0.1, lowest: 30, highest: 43, typical: 36.8 },
}

export function isNumericParameter(parameter: News2Parameter): parameter is NumericParameter {
  return parameter in entryRuleByParameter
}

export type Reading =
  | { readonly type: 'empty' }
  | { readonly type: 'number'; readonly value: number }
  /** Half typed or not a number at all: kept as it stands, worth nothing. */
  | { readonly type: 'unreadable' }

/** Digits with at most the decimals this parameter has; a comma is a decimal point. Anything else is unreadable. */
export function readTyped(parameter: NumericParameter, typed: string): Reading {
  const text = typed.trim()
  if (text === '') return { type: 'empty' }
  const pattern = entryRuleByParameter[parameter].decimals === 0 ? /^\d{1,4}$/ : /^\d{1,4}(?:[.,]\d)?$/
  return pattern.test(text) ? { type: 'number', value: Number(text.replace(',', '.')) } : { type: 'unreadable' }
}

export function writeValue(parameter: NumericParameter, value: number): string {
  return value.toFixed(entryRuleByParameter[parameter].decimals)
}

/** One press of − or +. On an empty value it enters `start`; on unreadable typing it changes nothing. */
export function stepTyped(parameter: NumericParameter, typed: string, direction: -1 | 1, start: number): string {
  const reading = readTyped(parameter, typed)
  if (reading.type === 'unreadable') return typed
  if (reading.type === 'empty') return writeValue(parameter, start)
  const rule = entryRuleByParameter[parameter]
  const next = Math.min(rule.highest, Math.max(rule.lowest, reading.value + direction * rule.step))
  // A value typed beyond the stops steps towards them, never jumps the other way.
  return (next - reading.value) * direction > 0 ? writeValue(parameter, next) : typed
}

export type Usual =
  | { readonly type: 'usual'; readonly value: number; readonly of: number }
  | { readonly type: 'last'; readonly value: number; readonly at: number }

const usualOver = 7
const usualNeeds = 3

/** The middle of the last seven recorded values when there are three or more; else the last one, called that. */
export function readUsual(parameter: NumericParameter, newestFirst: readonly ObservationRow[]): Usual | null {
  const recorded = newestFirst.filter((row) => row.values[parameter] !== undefined).slice(0, usualOver)
  const newest = recorded[0]
  const last = newest?.values[parameter]
  if (newest === undefined || last === undefined) return null
  if (recorded.length < usualNeeds) return { type: 'last', value: last, at: newest.at }
  const ordered = recorded.map((row) => row.values[parameter]).filter((value) => value !== undefined)
  ordered.sort((a, b) => a - b)
  return { type: 'usual', value: ordered[Math.floor((ordered.length - 1) / 2)]!, of: recorded.length }
}

export type Consciousness = NonNullable<ObservationValues['consciousness']>
export type Oxygen = NonNullable<ObservationValues['oxygen']>
export const consciousnessLevels: readonly Consciousness[] = ['alert', 'confusion', 'voice', 'pain', 'unresponsive']
export const oxygenChoices: readonly Oxygen[] = ['air', 'oxygen']
