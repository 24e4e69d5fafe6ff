import { expect, test } from 'vitest'
import { quantile, tableOf } from './table.ts'

test('BN1 quantiles are values that were measured, by nearest rank, whatever the order', () => {
  const values = [9, 1, 5, 3, 7]
  expect(quantile(values, 0.5)).toBe(5)
  expect(quantile(values, 0.95)).toBe(9)
  expect(quantile(values, 0.05)).toBe(1)
  expect(quantile([4], 0.5)).toBe(4)
  expect(() => quantile([], 0.5)).toThrow('no values')
})

test('BN1 a row without a peer has an empty cell', () => {
  const lines = tableOf([{ work: 'w', figure: 'f', goal: 'g' }]).split('\n')
  expect(lines.at(-1)).toBe('| w | f | g |  |')
})
