import { expect, test } from 'vitest'
import { addTotals, describeTotals, noTests, parseTotals, readTotals } from './test-totals.ts'

test('GR8 the totals of both runners are read', () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, success: false }
  const playwright = { stats: { expected: 3, unexpected: 2, flaky: 1, skipped: 4 } }
  expect(parseTotals(JSON.stringify(vitest))).toEqual({ passed: 5, failed: 1, skipped: 3 })
  expect(parseTotals(JSON.stringify(playwright))).toEqual({ passed: 4, failed: 2, skipped: 4 })
})

test('GR8 a report in another form is an error, never a zero', () => {
  for (const json of ['{}', '[]', '{"stats":{}}', 'null', '{"numPassedTests":"5"}'])
    expect(() => parseTotals(json)).toThrow()
})

test('GR8 a report that was never written holds no tests', () => {
  expect(readTotals('/nowhere/report.json')).toEqual(noTests)
})

test('GR8 the last line names skipped tests only when there are some', () => {
  const some = addTotals({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 })
  expect(describeTotals(some)).toBe('5 passed, 1 failed')
  expect(describeTotals({ ...some, skipped: 2 })).toBe('5 passed, 1 failed, 2 skipped')
})
