/**
 * The lint is tested: one violation is planted per rule in a scratch copy of
 * the layout, under the project's own biome.json, and each must be reported by
 * the rule it breaks. A neighbour that does the permitted thing must pass, so
 * a rule that forbids everything fails here too.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'doorstep-boundaries-'))

interface Planted {
  readonly at: string
  readonly code: string
  /** The lint rule, and words of its message where one rule has many. */
  readonly rule: string
  readonly says?: string
}

function imports(at: string, from: string, says: string): Planted {
  return { at, code: `import { x } from '${from}'\nx()\n`, rule: 'lint/style/noRestrictedImports', says }
}

const tests = 'only tests import tests'
const adapter = 'only roots, contracts and tests import an adapter'
const nodeOnly = 'does not run in Node alone'
const build = 'product code does not import tools or e2e'

const planted: readonly Planted[] = [
  imports('shared/lib/a1.ts', '../../client/domain/ids.ts', 'imports shared alone'),
  imports('shared/lib/a2.ts', '../../server/app.ts', 'imports shared alone'),
  imports('shared/lib/a3.ts', 'node:fs', nodeOnly),
  imports('shared/protocol/a4.ts', '../testing/cast.ts', tests),
  imports('client/domain/b1.ts', '../engine/engine.ts', 'imports itself and shared/lib alone'),
  imports('client/domain/b2.ts', '../engine-api/queries.ts', 'imports itself and shared/lib alone'),
  imports('client/domain/records/b3.ts', '../../ui/App.tsx', 'imports itself and shared/lib alone'),
  imports('client/domain/b4.ts', '../../shared/protocol/entry.ts', 'imports itself and shared/lib alone'),
  imports('client/domain/b5.ts', 'dexie', 'the only packages domain knows'),
  imports('client/domain/b6.ts', 'node:fs', 'the only packages domain knows'),
  imports('client/domain/b7.ts', './ids.test.ts', tests),
  imports('client/engine-api/c1.ts', '../engine/engine.ts', 'engine-api imports domain types'),
  imports('client/engine-api/c2.ts', '../ui/App.tsx', 'engine-api imports domain types'),
  imports('client/engine-api/c3.ts', '../../shared/protocol/entry.ts', 'engine-api imports domain types'),
  imports('client/engine/d1.ts', '../ui/App.tsx', 'no screen and no relay'),
  imports('client/engine/sync/d2.ts', '../../../server/app.ts', 'no screen and no relay'),
  imports('client/engine/d3.ts', 'preact', 'no screen and no relay'),
  imports('client/engine/d4.ts', './storage/device-store.dexie.ts', adapter),
  imports('client/engine/d5.ts', 'node:fs', nodeOnly),
  imports('client/engine/d6.ts', '../../tools/find-browser.ts', build),
  imports('client/engine/storage/d7.ts', './device-store.contract.ts', tests),
  imports('client/engine/storage/device-store.dexie.ts', '../../ui/App.tsx', 'an adapter imports its port'),
  imports('client/engine/headless.node.ts', '../../server/app.ts', 'the headless engine imports'),
  imports('client/engine/engine.worker.ts', '../ui/App.tsx', 'a worker root imports'),
  imports('client/engine/engine.web.ts', '../ui/App.tsx', 'a worker root imports'),
  imports('client/engine/sync/flush.web.ts', '../../ui/App.tsx', 'a worker root imports'),
  imports('client/ui/screens/staff/e1.ts', '../../../engine/engine.ts', 'ui imports engine-api'),
  imports('client/ui/e2.ts', '../../shared/membership/reduce.ts', 'ui imports engine-api'),
  imports('client/ui/e3.ts', '../../shared/protocol/entry.ts', 'ui imports engine-api'),
  imports('client/ui/e4.ts', '../../server/app.ts', 'ui imports engine-api'),
  imports('client/ui/e5.ts', 'dexie', 'the page holds no key'),
  imports('client/ui/e6.ts', '@hpke/core', 'the page holds no key'),
  {
    at: 'client/main.tsx',
    code: "import url from './engine/engine.worker.ts?worker&url'\nimport { x } from './engine/engine.ts'\nx(url)\n",
    rule: 'lint/style/noRestrictedImports',
    says: 'by the URL of its worker alone',
  },
  imports('client/sw/f1.ts', '../engine/crypto/vault.ts', 'it never holds a key'),
  imports('client/sw/f2.ts', '../ui/App.tsx', 'it never holds a key'),
  imports('client/sw/f3.ts', '../../shared/protocol/entry.ts', 'it never holds a key'),
  imports('server/g1.ts', '../client/domain/ids.ts', 'never holds client code'),
  imports('server/routes/g2.ts', '../entry-store/entry-store.sqlite.ts', adapter),
  imports('server/routes/g3.ts', '../../e2e/demo/main.ts', build),
  imports('server/main.ts', '../client/domain/ids.ts', 'relay roots and adapters import'),
  imports('e2e/journeys/h1.ts', '../../client/ui/text/en/today.ts', 'over the network'),
  imports('e2e/fixtures/h2.ts', '../../server/app.ts', 'over the network'),
  imports('e2e/fixtures/h3.ts', '../../client/engine/testing/neighbourhood.ts', 'over the network'),
  imports('server/g4.test.ts', '../client/engine/engine.ts', 'know no client code'),
  imports('client/domain/b8.test.ts', '../engine/engine.ts', 'neither engine, screen nor relay'),
  { at: 'client/domain/i1.ts', code: 'export const now = () => Date.now()\n', rule: 'plugin' },
  { at: 'client/engine/i2.ts', code: 'export const id = () => crypto.randomUUID()\n', rule: 'plugin' },
  { at: 'client/ui/i3.ts', code: 'export const dice = () => Math.random()\n', rule: 'plugin' },
  { at: 'server/i4.ts', code: 'export const today = () => new Date()\n', rule: 'plugin' },
  { at: 'shared/i5.ts', code: 'export const f = () => globalThis.fetch\n', rule: 'plugin' },
  { at: 'client/engine/j1.ts', code: "export const f = () => fetch('/v1')\n", rule: 'lint/style/noRestrictedGlobals' },
  {
    at: 'client/ui/j2.ts',
    code: 'export const s = () => localStorage.length\n',
    rule: 'lint/style/noRestrictedGlobals',
  },
  { at: 'server/j3.ts', code: 'export const t = () => setTimeout(f, 1)\n', rule: 'lint/style/noRestrictedGlobals' },
  { at: 'client/ui/k1.ts', code: 'export default function f() {}\n', rule: 'lint/style/noDefaultExport' },
  { at: 'client/ui/k2.ts', code: "console.log('x')\n", rule: 'lint/suspicious/noConsole' },
  { at: 'client/ui/k3.ts', code: 'export {}\n'.repeat(401), rule: 'lint/style/noExcessiveLinesPerFile' },
  { at: 'client/ui/k4.ts', code: 'export const x: any = 1\n', rule: 'lint/suspicious/noExplicitAny' },
  { at: 'client/ui/k5.ts', code: "export { x } from './k4.ts'\n", rule: 'lint/performance/noBarrelFile' },
  { at: 'client/ui/k6.ts', code: "import { x } from './k4'\nx()\n", rule: 'lint/correctness/useImportExtensions' },
  {
    at: 'client/ui/cycle-a.ts',
    code: "import { b } from './cycle-b.ts'\nexport const a = b\n",
    rule: 'lint/suspicious/noImportCycles',
  },
  {
    at: 'client/ui/cycle-b.ts',
    code: "import { a } from './cycle-a.ts'\nexport const b = a\n",
    rule: 'lint/suspicious/noImportCycles',
  },
]

const permitted: readonly { readonly at: string; readonly code: string }[] = [
  allowed('shared/protocol/ok.ts', '../lib/result.ts', 'cborg'),
  allowed('client/domain/ok.ts', './ids.ts', '../../shared/lib/result.ts', '@automerge/automerge/slim', 'valibot'),
  allowed('client/engine-api/ok.ts', '../domain/scores/news2.ts', '../../shared/lib/ids.ts'),
  allowed(
    'client/engine/sync/ok.ts',
    '../../engine-api/queries.ts',
    '../../domain/ids.ts',
    '../../../shared/protocol/entry.ts',
  ),
  allowed(
    'client/ui/screens/staff/ok.ts',
    '../../../engine-api/queries.ts',
    '../../../domain/scores/news2.ts',
    'preact',
  ),
  allowed(
    'client/sw/ok.ts',
    './rules.ts',
    '../../shared/lib/bytes.ts',
    '../engine/sync/flush.ts',
    '../engine/storage/outbox.ts',
    'workbox-core',
  ),
  allowed('server/routes/ok.ts', '../entry-store/entry-store.ts', '../../shared/protocol/entry.ts', 'hono', 'node:fs'),
  allowed('server/start-relay.ts', './entry-store/entry-store.sqlite.ts', '../shared/protocol/entry.ts'),
  allowed('client/engine-api/boundary.test.ts', '../ui/testing/sample-engine.ts'),
  allowed('server/cli.ts', './entry-store/entry-store.sqlite.ts', '../shared/protocol/entry.ts'),
  allowed(
    'client/engine/storage/store.test.ts',
    './device-store.memory.ts',
    './device-store.contract.ts',
    '../../../shared/testing/cast.ts',
  ),
  allowed('e2e/fixtures/ok.ts', '../../tools/find-browser.ts', '../../shared/testing/cast.ts'),
  allowed('e2e/fixtures/ok-2.ts', '../../client/engine/testing/disk-keys.ts'),
  allowed('e2e/demo/ok.ts', '../../client/engine/headless.node.ts'),
  { at: 'client/engine/platform/clock.ts', code: 'export const now = () => Date.now() + Math.random()\n' },
  { at: 'client/engine/crypto/ok.ts', code: 'export const f = (at: number) => [new Date(at), crypto.subtle]\n' },
  { at: 'client/ui/text/en/ok.ts', code: 'export const x = 1\n'.repeat(401) },
]

function allowed(at: string, ...from: readonly string[]): { readonly at: string; readonly code: string } {
  return { at, code: from.map((path, i) => `import { x${i} } from '${path}'\nx${i}()\n`).join('') }
}

interface Diagnostic {
  readonly category: string
  readonly message: string
  readonly location: { readonly path: string }
}

interface Report {
  readonly summary: { readonly unchanged: number }
  readonly diagnostics: readonly Diagnostic[]
}

/** Rules about imports and names that do not resolve are not what is tested here. */
const beside = /noUnusedImports|noUnusedVariables|noRedeclare|noUselessEmptyExport|noUndeclared|noUnresolved/

let report: Report

beforeAll(() => {
  for (const path of ['biome.json', 'tools/lint']) cpSync(join(root, path), join(scratch, path), { recursive: true })
  for (const { at, code } of [...planted, ...permitted]) {
    mkdirSync(dirname(join(scratch, at)), { recursive: true })
    writeFileSync(join(scratch, at), code)
  }
  const biome = join(root, 'node_modules/.bin/biome')
  const run = spawnSync(biome, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: scratch,
    encoding: 'utf8',
  })
  report = JSON.parse(run.stdout)
}, 60_000)

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function foundAt(at: string): readonly Diagnostic[] {
  return report.diagnostics.filter(({ location }) => location.path === at || location.path.endsWith(`/${at}`))
}

test('GR1 the lint looked at every planted file', () => {
  expect(report.summary.unchanged).toBeGreaterThanOrEqual(planted.length + permitted.length)
})

test.each(planted)('GR2 $at is refused: $rule $says', ({ at, rule, says = '' }) => {
  const found = foundAt(at).map(({ category, message }) => `${category}: ${message}`)
  expect(
    found.filter((line) => line.startsWith(rule) && line.includes(says)),
    found.join('\n'),
  ).not.toEqual([])
})

test.each(permitted)('GR3 $at passes', ({ at }) => {
  expect(foundAt(at).filter(({ category }) => !beside.test(category))).toEqual([])
})

test('GR3 the page root may name its worker', () => {
  const refused = foundAt('client/main.tsx').filter(({ category }) => category === 'lint/style/noRestrictedImports')
  expect(refused).toHaveLength(1)
})

test('GR4 every import rule of biome.json has a planted violation', () => {
  const messages = [...readFileSync(join(root, 'biome.json'), 'utf8').matchAll(/"message": "([^"]+)"/g)].map(
    ([, text]) => text,
  )
  const reported = new Set(report.diagnostics.map(({ message }) => message))
  expect(messages.length).toBeGreaterThan(20)
  expect([...new Set(messages)].filter((text) => text !== undefined && !reported.has(text))).toEqual([])
})
