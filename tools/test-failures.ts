/** Reads which tests failed, and why in a line, out of the JSON reports of Vitest and Playwright. */
import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

export interface TestFailure {
  readonly test: string
  /** The first line of what it said. */
  readonly why: string
}

interface VitestReport {
  readonly testResults?: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly file: string
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[]
    }[]
  }[]
}

function firstLine(words = ''): string {
  return (
    stripVTControlCharacters(words)
      .split('\n')
      .find((line) => line.trim() !== '') ?? 'no reason given'
  ).trim()
}

function ofVitest({ testResults = [] }: VitestReport): TestFailure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [{ test: name, why: firstLine(message) }]
    return failed.map(({ fullName, failureMessages }) => ({ test: fullName, why: firstLine(failureMessages?.[0]) }))
  })
}

function ofPlaywright({ suites = [], specs = [] }: PlaywrightSuite): TestFailure[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => ({
        test: `${file} › ${title}`,
        why: firstLine(results.flatMap(({ errors = [] }) => errors).find(({ message }) => message)?.message),
      })),
  )
  return [...own, ...suites.flatMap(ofPlaywright)]
}

export function parseFailures(json: string): TestFailure[] {
  const report = JSON.parse(json) as VitestReport & PlaywrightSuite
  return [...ofVitest(report), ...ofPlaywright(report)]
}

/** No report names no test: its step says that nothing ran. */
export function readFailures(path: string): TestFailure[] {
  return existsSync(path) ? parseFailures(readFileSync(path, 'utf8')) : []
}
