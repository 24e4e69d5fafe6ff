/**
 * One configuration for the app and its tests.
 *
 * Build: the page, the engine worker (ES module) and the service worker into
 * dist/client. Dev: the page here, `/v1` from a relay of its own (tools/dev.ts).
 * Tests: `unit` in Node, `dom` in happy-dom, `browser` in a real Chromium, by
 * the suffix of the file name.
 */
import { availableParallelism } from 'node:os'
import preact from '@preact/preset-vite'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { manifest } from './client/manifest.ts'
import { propertyTimeout } from './shared/testing/property-runs.ts'
import { findBrowser } from './tools/find-browser.ts'
import { findFirefox } from './tools/find-firefox.ts'
import { type InfosOf, isLateChunk, type LateParts, lateChunks, needing } from './tools/late-chunks.ts'

const root = import.meta.dirname
const isTest = process.env.VITEST !== undefined
const relay = process.env.RELAY_URL ?? 'http://127.0.0.1:8788'

/** What the workers import: found late otherwise, and a late find reloads the page under a running test. */
const workerDependencies = [
  '@automerge/automerge/slim',
  '@hpke/core',
  '@noble/curves/ed25519.js',
  '@noble/hashes/sha2.js',
  'cborg',
  'comlink',
  'dexie',
  'hash-wasm',
  'rxdb/plugins/core',
  'rxdb/plugins/storage-memory',
  'rxjs',
  'valibot',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-window',
]

const serviceWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'sw',
  filename: 'sw.ts',
  registerType: 'prompt',
  injectRegister: false,
  includeManifestIcons: true,
  manifest,
  injectManifest: {
    globPatterns: ['**/*.{js,css,html,wasm,svg,png,woff2}'],
    globIgnores: ['**/screenshots/**'],
    maximumFileSizeToCacheInBytes: 8_000_000,
  },
  devOptions: { enabled: true, type: 'module', navigateFallback: 'index.html' },
})

/** Only a run that may reach a project in a browser looks for one: looking can install it. */
function isWanted(projects: RegExp): boolean {
  const named = process.argv.some((arg) => arg.startsWith('--project'))
  return isTest && (!named || process.argv.some((arg) => projects.test(arg.replace('--project=', ''))))
}

function chromiumOptions() {
  if (!isWanted(/^(browser|states)$/)) return {}
  const { path, args, env } = findBrowser()
  return { launchOptions: { executablePath: path, args: [...args], env: { ...process.env, ...env } } }
}

function firefoxOptions() {
  return isWanted(/^firefox$/) ? { launchOptions: { channel: 'moz-firefox', executablePath: findFirefox() } } : {}
}

const earlyName = 'start-engine'
const inputs = { index: `${root}/client/index.html`, [earlyName]: `${root}/client/start-engine.ts` }

const engineRoot = /\/engine\.web\.ts$/

/** `engine` for what the engine needs to start, by static imports alone; what is loaded later keeps chunks of its own. */
function startName(id: string, chunking: InfosOf): string | null {
  const all = needing(id, chunking)
  // What the worker's own file needs stays in it: with one import of the engine it would be compiled at every start.
  if (all.some(([, { isEntry }]) => isEntry)) return null
  return all.some(([each]) => engineRoot.test(each)) ? 'engine' : null
}

const earlyEntry = new RegExp(`/${earlyName}\\.ts$`)

/** `start` for what the page needs before it draws anything: of a dozen files each would cost a slow phone as much as a large one. */
function pageStartName(id: string, chunking: InfosOf): string | null {
  const entries = needing(id, chunking).filter(([, { isEntry }]) => isEntry)
  return entries.length > 0 && !entries.some(([each]) => each === id || earlyEntry.test(each)) ? 'start' : null
}

/** The page's late parts: its screens, by where one goes from one to the next. */
const lateScreens: LateParts = {
  early: [
    { name: 'public', of: /\/PublicShell\.tsx$/ },
    { name: 'staff', of: /\/StaffShell\.tsx$/ },
    { name: 'governance', of: /\/GovernanceShell\.tsx$/ },
  ],
  shared: 'screens-shared',
  smallest: 'screens-public',
  areas: [
    { name: 'screens-unlock', of: /\/ui\/screens\/(?:\w+\/)?Unlock\.tsx$/, isFirst: true },
    { name: 'screens-public', of: /\/ui\/screens\/public\// },
    {
      name: 'screens-team',
      of: /\/ui\/screens\/staff\/(?:Team|TeamSettings|TeamDevices|Handover|Rounds|LooksAfter|HeldBack|RecoveryKit|Opened|SyncPanel|PlanVisit|Tasks)\.tsx$/,
    },
    { name: 'screens-staff', of: /\/ui\/screens\/staff\// },
    { name: 'screens-door', of: /\/ui\/screens\// },
  ],
}

/** The engine's, by what it does with them. */
const lateEngine: LateParts = {
  early: [{ name: null, of: engineRoot }],
  shared: 'late-shared',
  heavy: /\/node_modules\/@(?:automerge|noble\/curves)\//,
  areas: [
    { name: 'answers', of: /\/engine\/(?:answers|views)\// },
    { name: 'acts', of: /\/engine\/(?:acts|admin|life|audit|handing)\// },
    { name: 'writing', of: /\/(?:engine\/(?:writing|sharing|blobs)|domain\/documents)\// },
    { name: 'upkeep', of: /\/engine\/(?:receive|remake|succession|sync|snapshots|read-model)\/|\/shared\/protocol\// },
  ],
}

/** The script that starts the engine is one of its own, before the app's and not after it: it waits for nothing. */
const earlyEngine: Plugin = {
  name: 'early-engine',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      const started = Object.values(bundle ?? {}).find(({ name }) => name === earlyName)
      if (started === undefined) return
      const src = `/${started.fileName}`
      const waiting = new RegExp(`\\s*<script type="module" crossorigin src="${src}"></script>`)
      const attrs = { type: 'module', async: true, crossorigin: true, src }
      return { html: html.replace(waiting, ''), tags: [{ tag: 'script', attrs, injectTo: 'head' }] }
    },
  },
}

const isLate = (name: string) => isLateChunk(lateScreens, name) || isLateChunk(lateEngine, name)

/**
 * Nearly all of what else is loaded is called at once, and V8 compiles it while it is read, or keeps it compiled, only
 * when told so (explicit compile hints): else every start compiles some 1,800 functions one by one, as each is first
 * called.
 */
const compileHints: Plugin = {
  name: 'compile-hints',
  generateBundle: {
    // After what else is put before the code: the hint counts on the first line alone.
    order: 'post',
    handler: (_, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && !isLate(file.name)) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      }
    },
  },
}

const notTests = ['**/node_modules/**', '**/dist/**']

/** Far beyond what any test needs: a busy machine is no failure, only a test that never ends is. */
const patience = {
  testTimeout: propertyTimeout(60_000),
  hookTimeout: propertyTimeout(60_000),
  expect: { poll: { timeout: 20_000 } },
}

/** Of a run by hand, never of the gate. */
const moreRuns = process.env.PROPERTY_TIMES === undefined ? [] : [`${root}/shared/testing/more-runs.ts`]

const everyState = 'client/**/every-state.web.test.ts'

interface TestFiles {
  readonly include: string[]
  readonly exclude: string[]
}

function inBrowser(name: string, browser: 'chromium' | 'firefox', files: TestFiles) {
  return {
    extends: true as const,
    root,
    test: {
      ...patience,
      ...files,
      name,
      // One page: of several in one browser some are drawn no more, and who waits there for a frame waits for ever.
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright(browser === 'chromium' ? chromiumOptions() : firefoxOptions()),
        instances: [{ browser }],
      },
    },
  }
}

export default defineConfig({
  root: 'client',
  // As browsers of today run it: what these packages give to bundlers by themselves is written for those of 2015.
  resolve: {
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    conditions: ['es2015', ...defaultClientConditions],
  },
  cacheDir: '../node_modules/.vite',
  plugins: [preact(), earlyEngine, compileHints, ...(isTest ? [] : [serviceWorker])],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    rolldownOptions: {
      input: inputs,
      output: {
        codeSplitting: {
          groups: [
            { debugName: 'start', name: pageStartName, includeDependenciesRecursively: false },
            { debugName: 'late', name: lateChunks(lateScreens), includeDependenciesRecursively: false, priority: -1 },
          ],
        },
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [compileHints],
    // What the engine needs to start is one file: split up it would be larger, and fetched piece by piece.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { debugName: 'start', name: startName },
            { debugName: 'late', name: lateChunks(lateEngine), includeDependenciesRecursively: false, priority: -1 },
          ],
        },
      },
    },
  },
  optimizeDeps: { include: isTest ? [...workerDependencies, 'axe-core'] : workerDependencies },
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    proxy: { '/v1': { target: relay, ws: true }, '/demo': { target: relay } },
  },
  test: {
    // On two cores vitest would keep one of them to itself.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        root,
        test: {
          ...patience,
          name: 'unit',
          // No file changes what another one imports; a process of its own for each of them took half of the time.
          isolate: false,
          environment: 'node',
          include: ['{shared,client,server,tools}/**/*.test.{ts,tsx}', 'e2e/{demo,bench,fixtures}/**/*.test.ts'],
          exclude: [...notTests, '**/*.web.test.ts', '**/*.dom.test.{ts,tsx}', '**/*.pg.test.ts'],
          setupFiles: moreRuns,
        },
      },
      {
        extends: true,
        root,
        test: { ...patience, name: 'pg', environment: 'node', include: ['server/**/*.pg.test.ts'], exclude: notTests },
      },
      {
        extends: true,
        root,
        test: {
          ...patience,
          name: 'dom',
          // As above: only what is on the page is made anew, by the tests themselves.
          isolate: false,
          environment: 'happy-dom',
          include: ['client/**/*.dom.test.{ts,tsx}'],
          exclude: notTests,
          setupFiles: [`${root}/client/ui/testing/patience.ts`],
        },
      },
      inBrowser('browser', 'chromium', { include: ['client/**/*.web.test.ts'], exclude: [...notTests, everyState] }),
      // What takes minutes more is for `npm run verify`, and `npm test` leaves it out: another browser, every state of every screen.
      inBrowser('firefox', 'firefox', { include: ['client/**/*.web.test.ts'], exclude: [...notTests, everyState] }),
      inBrowser('states', 'chromium', { include: [everyState], exclude: notTests }),
    ],
  },
})
