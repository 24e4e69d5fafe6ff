/**
 * What a phone has to fetch, measured on the build and held to a budget.
 *
 * page: scripts the browser needs before the first paint, which is the entry
 * and everything it imports statically. public: the same with the shell of the
 * public's pages, which the entry fetches as soon as it knows whom it serves:
 * all a phone of the public waits for. worker: each worker and the engine it
 * fetches at once, with their static imports; what it fetches later (the document
 * engine) is in the precache figure. precache: every file the service worker
 * keeps, as the relay sends it.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseAst } from 'vite'
import { filesBelow } from './files.ts'

export interface Measure {
  readonly name: string
  readonly bytes: number
  readonly budget: number
  readonly files: readonly string[]
}

const budgets = { page: 60_000, worker: 180_000, precache: 2_500_000 }

/** What a built chunk imports before it runs; `import()` comes later and is left out. */
export function staticImports(code: string): readonly string[] {
  const sources = parseAst(code).body.map((node) => ('source' in node ? node.source?.value : undefined))
  return sources.filter((source) => typeof source === 'string')
}

/** The entry and all it pulls in before it runs. */
export function staticClosure(folder: string, entries: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const waiting = [...entries]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const path of staticImports(readFileSync(join(folder, file), 'utf8'))) {
      waiting.push(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(file), path))
    }
  }
  return [...seen].sort()
}

export function pageEntries(html: string): readonly string[] {
  const scripts = html.matchAll(/<script\b[^>]*\bsrc="\/?([^"]+\.js)"/g)
  const preloads = html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*\bhref="\/?([^"]+\.js)"/g)
  return [...scripts, ...preloads].flatMap((match) => match[1] ?? [])
}

/** The addresses in the precache list that the build wrote into the service worker. */
export function precachedFiles(worker: string): readonly string[] {
  return [
    ...new Set(
      [...worker.matchAll(/\burl:\s*["']([^"']+)["']|"url":\s*"([^"]+)"/g)].flatMap((m) => m[1] ?? m[2] ?? []),
    ),
  ]
}

function sumGzipped(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0)
}

function asSent(folder: string, file: string): number {
  const path = join(folder, file)
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size
}

export function measureBuild(folder: string): readonly Measure[] {
  const page = staticClosure(folder, pageEntries(readFileSync(join(folder, 'index.html'), 'utf8')))
  const built = filesBelow(folder)
  const shell = built.filter((file) => /(^|\/)PublicShell-[\w-]+\.js$/.test(file))
  const forPublic = shell.length === 0 ? [] : staticClosure(folder, [...page, ...shell])
  const workers = built.filter((file) => /(\.worker|(^|\/)engine)-[\w-]+\.js$/.test(file))
  const worker = staticClosure(folder, workers)
  const kept = precachedFiles(readFileSync(join(folder, 'sw.js'), 'utf8')).map((url) => url.replace(/^\//, ''))
  const keptBytes = kept.reduce((sum, file) => sum + asSent(folder, file), 0)
  return [
    { name: 'page before first paint, gzip', bytes: sumGzipped(folder, page), budget: budgets.page, files: page },
    {
      name: "the public's first screen, gzip",
      bytes: sumGzipped(folder, forPublic),
      budget: budgets.page,
      files: forPublic,
    },
    { name: 'worker, gzip', bytes: sumGzipped(folder, worker), budget: budgets.worker, files: worker },
    { name: 'precache as sent', bytes: keptBytes, budget: budgets.precache, files: kept },
  ]
}

function report(measure: Measure): boolean {
  const fits = measure.files.length > 0 && measure.bytes > 0 && measure.bytes <= measure.budget
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const found = measure.files.length === 0 ? 'nothing found to measure' : `${measure.files.length} files`
  console.log(
    `${fits ? '✓' : '✗'} ${measure.name}: ${kilobytes(measure.bytes)} of ${kilobytes(measure.budget)} (${found})`,
  )
  if (!fits) for (const file of measure.files) console.log(`    ${file}`)
  return fits
}

if (import.meta.main) {
  const measures = measureBuild(join(import.meta.dirname, '../dist/client'))
  const fits = measures.map(report)
  process.exitCode = fits.every(Boolean) ? 0 : 1
}
