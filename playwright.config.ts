/**
 * The app in a real browser against a real relay. Each test's fixtures start
 * the relay they need, so there is no server here. Three workers: a journey waits
 * now and then for what no processor makes faster, so that two cores have a tenth
 * less to wait for with three journeys than with two. The journeys that share a
 * scene share a worker, whose scene it is.
 */
import { defineConfig } from '@playwright/test'

const results = process.env.PLAYWRIGHT_RESULTS
/** What takes a minute begins before what takes less, so that the workers end together. */
const long = [
  ...['lost-tablet', 'canary', 'joining', 'break-glass', 'kitchen', 'vault', 'service-worker', 'the-note-crosses'],
  ...['circle', 'founding', 'killed', 'new-version'],
]
const longFiles = ['accessibility/*.spec.ts', `journeys/{${long.join()}}.spec.ts`]
const together = 'journeys/together/*.spec.ts'

/** A line for each journey is for whoever watches; the log of a gate wants what failed. */
const isWatched = process.stdout.isTTY || results === undefined

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/fixtures/set-up.ts',
  testMatch: ['{journeys,screens,accessibility}/**/*.{test,spec}.ts'],
  workers: 3,
  fullyParallel: false,
  projects: [
    { name: 'together', testMatch: [together], workers: 1 },
    { name: 'long', testMatch: longFiles },
    { name: 'apart', testIgnore: [together, ...longFiles] },
  ],
  // Seeding the neighbourhood is in it, and a busy machine is no failure.
  timeout: 240_000,
  // Nor is a slow one: what must be quick is measured where it is told. What crosses the relay is within it.
  expect: { timeout: 60_000, toPass: { timeout: 120_000 } },
  forbidOnly: process.env.CI !== undefined,
  // A busy machine must not keep a good change out: once more there, and the report names it as flaky. By hand it fails.
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [[isWatched ? 'list' : 'dot'], ['json', { outputFile: results ?? '.cache/playwright.json' }]],
  use: {
    screenshot: 'only-on-failure',
    // A trace of every step costs a fifth of the processor's time: `--trace on` where one is looked into.
    trace: 'off',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  },
})
