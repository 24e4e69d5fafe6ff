import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObservationRow } from '../../domain/projections/rows.ts'
import { measuredParameters, plausibleRange } from '../../domain/scores/plausibility.ts'
import { readTyped, readUsual, stepSize, stepTyped, typicalValue, writeValue } from './news2-entry.ts'

const numeric = fc.constantFrom(...measuredParameters)
const digitsOf = (text: string) => text.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '')

test('VS3 typing never becomes a number whose digits were not typed', () => {
  fc.assert(
    fc.property(numeric, fc.oneof(fc.string(), fc.stringMatching(/^[0-9.,eE+\- x]{0,7}$/)), (parameter, typed) => {
      const reading = readTyped(parameter, typed)
      if (reading.type !== 'number') return
      expect(Number.isFinite(reading.value)).toBe(true)
      const decimals = /[.,]/.test(typed) ? 1 : 0
      expect(digitsOf(reading.value.toFixed(decimals))).toBe(digitsOf(typed))
    }),
  )
})

test('VS3 nothing typed is nothing, and half a number is not a number', () => {
  for (const parameter of measuredParameters) {
    expect(readTyped(parameter, '')).toEqual({ type: 'empty' })
    expect(readTyped(parameter, '  ')).toEqual({ type: 'empty' })
    for (const text of ['38.', '.5', '-3', '1e2', '٣', 'n/a', '0x1f', '12345'])
      expect(readTyped(parameter, text), text).toEqual({ type: 'unreadable' })
  }
  expect(readTyped('respirations', '16.5')).toEqual({ type: 'unreadable' })
  expect(readTyped('temperature', '38,4')).toEqual({ type: 'number', value: 38.4 })
})

test('VS4 a press on an empty value enters the start value, and a step moves by one step only', () => {
  fc.assert(
    fc.property(numeric, fc.constantFrom<-1 | 1>(-1, 1), fc.nat(200), (parameter, direction, steps) => {
      const rule = { ...plausibleRange[parameter], step: stepSize[parameter], typical: typicalValue[parameter] }
      const entered = stepTyped(parameter, '', direction, rule.typical)
      expect(entered).toBe(writeValue(parameter, rule.typical))
      const value = Math.min(rule.highest, rule.lowest + steps * rule.step)
      const typed = writeValue(parameter, value)
      const next = Number(stepTyped(parameter, typed, direction, rule.typical))
      const moved = Math.round((next - Number(typed)) / rule.step)
      const atStop = direction === 1 ? Number(typed) >= rule.highest : Number(typed) <= rule.lowest
      expect(moved).toBe(atStop ? 0 : direction)
    }),
  )
})

test('VS4 a step never rewrites typing it cannot read, nor jumps a value typed beyond the stops', () => {
  expect(stepTyped('pulse', 'abc', 1, 75)).toBe('abc')
  expect(stepTyped('temperature', '380', 1, 36.8)).toBe('380')
  expect(stepTyped('temperature', '380', -1, 36.8)).toBe('45.0')
})

function rowWith(pulse: number | undefined, at: number): ObservationRow {
  const values = pulse === undefined ? {} : { pulse }
  return { id: String(at), personId: 'p', at, values } as unknown as ObservationRow
}

test('VS5 "usually" needs three recorded values; fewer are called the last one; none is none', () => {
  expect(readUsual('pulse', [])).toBeNull()
  expect(readUsual('pulse', [rowWith(undefined, 9)])).toBeNull()
  expect(readUsual('pulse', [rowWith(88, 9), rowWith(undefined, 8), rowWith(70, 7)])).toEqual({
    type: 'last',
    value: 88,
    at: 9,
  })
  expect(readUsual('pulse', [rowWith(120, 9), rowWith(88, 8), rowWith(86, 7)])).toEqual({
    type: 'usual',
    value: 88,
    of: 3,
  })
})

test('VS5 the usual value is one that was recorded', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 40, max: 150 }), { minLength: 1, maxLength: 12 }), (pulses) => {
      const usual = readUsual(
        'pulse',
        pulses.map((pulse, index) => rowWith(pulse, 100 - index)),
      )
      expect(pulses.slice(0, 7)).toContain(usual?.value)
    }),
  )
})
