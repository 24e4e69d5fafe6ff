/**
 * `npm test`: the gate, the same here and in CI. `npm run verify` (`--whole`)
 * walks through every state of every screen as well, through the app in Firefox,
 * and through the relay's store on PostgreSQL, which takes minutes more.
 *
 * Steps that keep one core busy go two at a time, each in a lane of its own, and
 * what they print comes when they end; those that fill both cores go alone.
 *
 * Every step runs even when an earlier one failed, except those that need what
 * it makes. A test step that ran no test fails. At the end each failed test is
 * named again with its reason, for logs that are cut short. The last line is the
 * total of all tests; a step that failed without a failing test counts as one failure,
 * so the line never says 0 failed when something did.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { readFailures } from './test-failures.ts'
import { addTotals, describeTotals, noTests, readTotals, type Totals } from './test-totals.ts'

const root = join(import.meta.dirname, '..')
const reports = join(root, '.cache/verify')
const bin = join(root, 'node_modules/.bin')

interface Step {
  readonly name: string
  readonly commands: readonly (readonly string[])[]
  readonly env?: Readonly<Record<string, string>>
  /** Where its JSON report goes, when it runs tests. */
  readonly report?: string
  readonly needs?: readonly string[]
  /** After so long it hangs: several times what it takes where two cores are slow. */
  readonly minutes: number
}

interface StepResult {
  readonly name: string
  readonly why: string | null
  readonly totals: Totals
  readonly seconds: number
}

/** What must be there for the projects that need more than Node. */
const needed: Readonly<Record<string, string>> = {
  browser: 'a browser',
  states: 'a browser',
  firefox: 'another browser',
  pg: 'a database',
}

/** One run of several projects: the files of the second begin when a core has none of the first left. */
function vitestStep(projects: readonly string[], minutes: number): Step {
  const report = join(reports, `${projects.join('-')}.json`)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name: `tests: ${projects.join(' and ')}`,
    commands: [['vitest', 'run', ...projects.map((project) => `--project=${project}`), ...reporters]],
    report,
    minutes,
    needs: projects.flatMap((project) => needed[project] ?? []),
  }
}

const isWhole = process.argv.includes('--whole')

const browser: Step = { name: 'a browser', commands: [['node', 'tools/find-browser.ts']], minutes: 5 }

const otherBrowser: Step = { name: 'another browser', commands: [['node', 'tools/find-firefox.ts']], minutes: 5 }

const database: Step = { name: 'a database', commands: [['node', 'tools/find-postgres.ts']], minutes: 5 }

const build: Step = {
  name: 'build',
  commands: [
    ['vite', 'build', '--logLevel', 'warn'],
    ['node', 'tools/precompress.ts'],
  ],
  minutes: 10,
}

function journeys(name: string, minutes: number, config: readonly string[], needs: readonly string[]): Step {
  const report = join(reports, `${name}.json`)
  return {
    name: `tests: ${name}`,
    commands: [['playwright', 'test', ...config]],
    env: { PLAYWRIGHT_RESULTS: report },
    report,
    needs: ['a browser', 'build', ...needs],
    minutes,
  }
}

const e2e = journeys('e2e', 45, [], [])
const elsewhere = journeys(
  'other-browsers',
  25,
  ['--config', 'playwright.other-browsers.config.ts'],
  ['another browser'],
)

type Lane = readonly Step[]

/** Lanes of one stage go side by side, stages one after the other. */
const stages: readonly (readonly Lane[])[] = [
  [
    [
      browser,
      { name: 'types', commands: [['node', 'tools/types.ts']], minutes: 10 },
      { name: 'lint, format, boundaries', commands: [['biome', 'check', '--error-on-warnings', '.']], minutes: 5 },
      { name: 'rules and tests', commands: [['node', 'tools/spec-ids.ts']], minutes: 5 },
      { name: 'unused code', commands: [['knip']], minutes: 5 },
      vitestStep(['browser'], 10),
    ],
    [
      build,
      { name: 'size', commands: [['node', 'tools/size-budget.ts']], needs: ['build'], minutes: 5 },
      { name: 'a neighbourhood', commands: [['node', 'e2e/fixtures/seed-ahead.ts']], needs: ['build'], minutes: 10 },
    ],
  ],
  [[vitestStep(['dom', 'unit'], 25)]],
  ...(isWhole ? [[[vitestStep(['states'], 25)]]] : []),
  [[e2e]],
  ...(isWhole
    ? [[[otherBrowser]], [[vitestStep(['firefox'], 15)]], [[elsewhere]], [[database]], [[vitestStep(['pg'], 15)]]]
    : []),
]

/** What it prints goes to `print`, or straight to the terminal. */
function runCommand(
  command: readonly string[],
  { minutes, env: ofStep }: Step,
  print: ((words: string) => void) | null,
): Promise<string | null> {
  const [name = '', ...args] = command
  const { FORCE_COLOR: _, ...inherited } = process.env
  const env = {
    ...(process.stdout.isTTY ? process.env : { ...inherited, NO_COLOR: '1' }),
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    DOORSTEP_E2E_SEED: join(reports, 'seed'),
    // A gate starts Node some hundred times.
    NODE_COMPILE_CACHE: join(root, '.cache/node'),
    ...ofStep,
  }
  // Node itself is this one: a machine without a packaged Node has none in node_modules/.bin.
  const program = name === 'node' ? process.execPath : name
  return new Promise((done) => {
    const out = print === null ? 'inherit' : 'pipe'
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', out, out], shell: isWindows })
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print ?? (() => {}))
    const timer = setTimeout(() => child.kill('SIGKILL'), minutes * 60_000)
    const end = (why: string | null) => {
      clearTimeout(timer)
      done(why)
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => {
      if (code === 0) return end(null)
      end(signal === 'SIGKILL' ? `${name} took longer than ${minutes} minutes` : `${name} ended with ${code ?? signal}`)
    })
  })
}

const isWindows = process.platform === 'win32'

async function runStep(step: Step, isAlone: boolean): Promise<StepResult> {
  const heading = `\n── ${step.name}`
  const printed: string[] = []
  if (isAlone) console.log(heading)
  const startedAt = performance.now()
  let why: string | null = null
  const print = isAlone ? null : (words: string) => void printed.push(words)
  for (const command of step.commands) why ??= await runCommand(command, step, print)
  if (!isAlone) console.log(`${heading}\n${printed.join('')}`.trimEnd())
  let totals = noTests
  if (step.report !== undefined) {
    totals = readTotals(step.report)
    if (totals.passed + totals.failed === 0) why ??= 'no test ran'
  }
  return { name: step.name, why, totals, seconds: (performance.now() - startedAt) / 1000 }
}

/** `results` grows as steps end; a step that needs what failed is not started. */
async function runLane(lane: Lane, isAlone: boolean, results: StepResult[]): Promise<void> {
  for (const step of lane) {
    const missing = results.find(({ name, why }) => why !== null && step.needs?.includes(name))
    const skipped = { name: step.name, why: `needs ${missing?.name}`, totals: noTests, seconds: 0 }
    results.push(missing === undefined ? await runStep(step, isAlone) : skipped)
  }
}

function printSummary(results: readonly StepResult[]): void {
  console.log('')
  for (const { name, why, totals, seconds } of results) {
    const tests = totals === noTests ? '' : ` · ${describeTotals(totals)}`
    console.log(
      `${why === null ? '✓' : '✗'} ${name} · ${seconds.toFixed(1)} s${tests}${why === null ? '' : ` · ${why}`}`,
    )
  }
  const reported = stages.flat(2).flatMap(({ report }) => (report === undefined ? [] : readFailures(report)))
  for (const { test, why } of reported) console.log(`✗ ${test}\n  ${why}`)
}

async function verify(): Promise<number> {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const results: StepResult[] = []
  for (const lanes of stages) await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1, results)))
  printSummary(results)
  const silent = results.filter(({ why, totals }) => why !== null && totals.failed === 0).length
  const totals = results.map((result) => result.totals).reduce(addTotals, { ...noTests, failed: silent })
  console.log(`\n${describeTotals(totals)}`)
  return totals.failed === 0 ? 0 : 1
}

process.exitCode = await verify()
