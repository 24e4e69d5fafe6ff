import { expect, test } from 'vitest'
import { parseFailures, readFailures } from './test-failures.ts'

test('GR280 a failed test of Vitest is named with the first line of why, and so is a file that did not load', () => {
  const report = {
    testResults: [
      {
        name: '/doorstep/shared/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'AB1 holds', status: 'passed', failureMessages: [] },
          {
            fullName: 'AB2 breaks',
            status: 'failed',
            failureMessages: ['\u001b[31mAssertionError: 1 is not 2\u001b[39m\n  at a.test.ts'],
          },
        ],
      },
      {
        name: '/doorstep/shared/b.test.ts',
        status: 'failed',
        message: 'SyntaxError: nothing\n at b',
        assertionResults: [],
      },
    ],
  }
  expect(parseFailures(JSON.stringify(report))).toEqual([
    { test: 'AB2 breaks', why: 'AssertionError: 1 is not 2' },
    { test: '/doorstep/shared/b.test.ts', why: 'SyntaxError: nothing' },
  ])
})

test('GR280 a failed journey is named with its file; one that was not run after it is not', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'journeys/a.spec.ts',
    title,
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  })
  const report = {
    suites: [
      {
        specs: [spec('AB1 goes', 'expected')],
        suites: [{ specs: [spec('AB2 breaks', 'unexpected', '\nError: not there\n  at x'), spec('AB3', 'skipped')] }],
      },
    ],
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 1 },
  }
  expect(parseFailures(JSON.stringify(report))).toEqual([
    { test: 'journeys/a.spec.ts › AB2 breaks', why: 'Error: not there' },
  ])
})

test('GR280 a report that was never written names nothing', () => {
  expect(readFailures('/nowhere/report.json')).toEqual([])
})
