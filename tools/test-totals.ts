/** Reads the totals out of the JSON reports of Vitest and Playwright. */
import { existsSync, readFileSync } from 'node:fs'

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const noTests: Totals = { passed: 0, failed: 0, skipped: 0 }

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

function readNumber(report: object, key: string): number {
  const value: unknown = Reflect.get(report, key)
  if (typeof value !== 'number') throw new Error(`the test report has no number ${key}`)
  return value
}

function parseVitest(report: object): Totals {
  return {
    passed: readNumber(report, 'numPassedTests'),
    failed: readNumber(report, 'numFailedTests'),
    skipped: readNumber(report, 'numPendingTests') + readNumber(report, 'numTodoTests'),
  }
}

function parsePlaywright(stats: object): Totals {
  return {
    passed: readNumber(stats, 'expected') + readNumber(stats, 'flaky'),
    failed: readNumber(stats, 'unexpected'),
    skipped: readNumber(stats, 'skipped'),
  }
}

export function parseTotals(json: string): Totals {
  const report: unknown = JSON.parse(json)
  if (typeof report !== 'object' || report === null) throw new Error('the test report is not an object')
  if ('stats' in report && typeof report.stats === 'object' && report.stats !== null)
    return parsePlaywright(report.stats)
  return parseVitest(report)
}

/** No report means that nothing ran, which its step then counts as a failure. */
export function readTotals(path: string): Totals {
  return existsSync(path) ? parseTotals(readFileSync(path, 'utf8')) : noTests
}

/** The one line a machine reads. Skipped tests are named only when there are some. */
export function describeTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}
