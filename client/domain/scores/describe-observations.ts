/** An observation set in plain words: the score first, then each value with its unit, then what could not be measured. */
import type { ObservationValues } from '../projections/rows.ts'
import { type News2About, type News2Parameter, type News2Result, news2Parameters, scoreNews2 } from './news2.ts'

export interface DescribedSet {
  readonly values: ObservationValues
  readonly notMeasured: Readonly<Partial<Record<News2Parameter, string>>>
  readonly scoredFor: News2About
}

const nameOf: Readonly<Record<News2Parameter, string>> = {
  respirations: 'breaths',
  spo2: 'oxygen level',
  oxygen: 'air or oxygen',
  systolic: 'blood pressure',
  pulse: 'pulse',
  consciousness: 'awake',
  temperature: 'temperature',
}

const consciousnessInWords = {
  alert: 'Alert',
  confusion: 'New confusion',
  voice: 'Responds to voice',
  pain: 'Responds to pain',
  unresponsive: 'Does not respond',
} as const

const refusalInWords = {
  'under-16': 'NEWS2 not used: under 16.',
  pregnant: 'NEWS2 not used: pregnant.',
  'age-not-known': 'NEWS2 not used: age not known.',
  'scale-2-without-target': 'NEWS2 not used: Scale 2 without a recorded target of 88 to 92 %.',
} as const

export function describeObservations({ notMeasured, scoredFor, values }: DescribedSet): readonly string[] {
  const reasons = news2Parameters.flatMap((parameter) => {
    const reason = notMeasured[parameter]
    return reason === undefined ? [] : [`${capital(nameOf[parameter])} not measured: ${reason}`]
  })
  return [describeNews2(scoreNews2(values, scoredFor)), describeValues(values), ...reasons].filter(
    (line) => line !== '',
  )
}

/** Never a bare total for an incomplete set. */
export function describeNews2(result: News2Result): string {
  if (result.type === 'refused') return refusalInWords[result.reason]
  const scale = result.scale === 2 ? ' (SpO2 Scale 2)' : ''
  if (result.type === 'complete') return `NEWS2 ${result.total}${scale}.`
  const missing = result.missing.map((parameter) => nameOf[parameter]).join(', ')
  return `NEWS2 incomplete: at least ${result.atLeast}${scale}. Missing: ${missing}.`
}

function describeValues(values: ObservationValues): string {
  const { respirations, spo2, oxygen, systolic, pulse, consciousness, temperature } = values
  const said = [
    respirations === undefined ? '' : `Breaths ${respirations} a minute`,
    spo2 === undefined ? '' : `SpO2 ${spo2} %${oxygen === undefined ? '' : ` on ${oxygen}`}`,
    spo2 === undefined && oxygen !== undefined ? `On ${oxygen}` : '',
    systolic === undefined ? '' : `Systolic ${systolic} mmHg`,
    pulse === undefined ? '' : `Pulse ${pulse}`,
    consciousness === undefined ? '' : consciousnessInWords[consciousness],
    temperature === undefined ? '' : `${temperature.toFixed(1)} °C`,
  ].filter((part) => part !== '')
  return said.length === 0 ? '' : `${said.join(' · ')}.`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
