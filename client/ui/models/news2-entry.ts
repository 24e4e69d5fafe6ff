/**
 * Entering an observation: what was typed, what it reads as, and what the step
 * buttons do. The typing itself is kept and never rewritten; a number exists
 * only where the typing is one. Nothing here scores: client/domain/scores does.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ObservationRow, ObservationValues } from '../../domain/projections/rows.ts'
import type { News2Parameter } from '../../domain/scores/news2.ts'
import { type MeasuredParameter, measuredParameters, plausibleRange } from '../../domain/scores/plausibility.ts'

export const stepSize: Readonly<Record<MeasuredParameter, number>> = {
  respirations: 1,
  spo2: 1,
  systolic: 1,
  pulse: 1,
  temperature: 0.1,
}

/** Where the first press starts when nothing was ever recorded: values that score 0 on the chart. */
export const typicalValue: Readonly<Record<MeasuredParameter, number>> = {
  respirations: 16,
  spo2: 96,
  systolic: 120,
  pulse: 75,
  temperature: 36.8,
}

/** The same for somebody with a prescribed target of 88 to 92 %. */
export const typicalSpo2Scale2 = 90

export function isMeasured(parameter: News2Parameter): parameter is MeasuredParameter {
  return measuredParameters.some((measured) => measured === parameter)
}

export type Reading =
  | { readonly type: 'empty' }
  | { readonly type: 'number'; readonly value: number }
  /** Half typed or not a number at all: kept as it stands, worth nothing. */
  | { readonly type: 'unreadable' }

/** Digits with at most the decimals this parameter has; a comma is a decimal point. Anything else is unreadable. */
export function readTyped(parameter: MeasuredParameter, typed: string): Reading {
  const text = typed.trim()
  if (text === '') return { type: 'empty' }
  const pattern = plausibleRange[parameter].decimals === 0 ? /^\d{1,4}$/ : /^\d{1,4}(?:[.,]\d)?$/
  return pattern.test(text) ? { type: 'number', value: Number(text.replace(',', '.')) } : { type: 'unreadable' }
}

export function writeValue(parameter: MeasuredParameter, value: number): string {
  return value.toFixed(plausibleRange[parameter].decimals)
}

/** One press of − or +. On an empty value it enters `start`; on unreadable typing it changes nothing. */
export function stepTyped(parameter: MeasuredParameter, typed: string, direction: -1 | 1, start: number): string {
  const reading = readTyped(parameter, typed)
  if (reading.type === 'unreadable') return typed
  if (reading.type === 'empty') return writeValue(parameter, start)
  const { highest, lowest } = plausibleRange[parameter]
  const next = Math.min(highest, Math.max(lowest, reading.value + direction * stepSize[parameter]))
  // A value typed beyond the stops steps towards them, never jumps the other way.
  return (next - reading.value) * direction > 0 ? writeValue(parameter, next) : typed
}

export type Usual =
  | { readonly type: 'usual'; readonly value: number; readonly of: number }
  | { readonly type: 'last'; readonly value: number; readonly at: Instant }

const usualOver = 7
const usualNeeds = 3

/** The middle of the last seven recorded values when there are three or more; else the last one, called that. */
export function readUsual(parameter: MeasuredParameter, newestFirst: readonly ObservationRow[]): Usual | null {
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
