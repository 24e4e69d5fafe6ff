import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { filesBelow } from './files.ts'
import { precompress } from './precompress.ts'
import { measureBuild, pageEntries, staticImports } from './size-budget.ts'

const scratch: string[] = []

function build(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-size-'))
  scratch.push(folder)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

afterEach(() => {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const page = '<script type="module" crossorigin src="/assets/index-a.js"></script>'
const entry = 'import{a}from"./shared-b.js";a();import("./later-c.js");new Worker("/assets/engine.worker-d.js")'
const sample = {
  'index.html': page,
  'assets/index-a.js': entry,
  'assets/shared-b.js': 'export const a=1',
  'assets/later-c.js': 'export const late="x".repeat(9)',
  'assets/engine.worker-d.js': 'import"./shared-b.js";import("./engine-f.js")',
  'assets/engine-f.js': 'import("./later-c.js")',
  'assets/PublicShell-e.js': 'import"./shared-b.js";export const home=1',
  'sw.js': 'precache([{"revision":null,"url":"assets/index-a.js"},{"revision":"1","url":"index.html"}])',
}

test('GR7 what is imported later is not counted before the first paint', () => {
  const [pageScripts, forPublic, worker] = measureBuild(build(sample))
  expect(pageScripts?.files).toEqual(['assets/index-a.js', 'assets/shared-b.js'])
  expect(pageScripts?.bytes).toBe(
    gzipSync(entry, { level: 9 }).length + gzipSync(sample['assets/shared-b.js'], { level: 9 }).length,
  )
  expect(forPublic?.files).toEqual(['assets/PublicShell-e.js', 'assets/index-a.js', 'assets/shared-b.js'])
  expect(worker?.files).toEqual(['assets/engine-f.js', 'assets/engine.worker-d.js', 'assets/shared-b.js'])
})

test('GR7 a build without scripts, workers or a precache measures nothing', () => {
  const measures = measureBuild(build({ 'index.html': '<p>', 'sw.js': '' }))
  expect(measures.map(({ files }) => files.length)).toEqual([0, 0, 0, 0])
})

test('GR7 the precache is measured as the relay sends it', async () => {
  const folder = build({ ...sample, 'index.html': page + '<p>the same words</p>'.repeat(200) })
  const before = measureBuild(folder)[3]?.bytes ?? 0
  expect(await precompress(folder)).toBe(8)
  expect(filesBelow(folder)).toContain('index.html.br')
  expect(measureBuild(folder)[3]?.bytes).toBeLessThan(before / 10)
})

test('GR7 static imports of every form are found, and no others', () => {
  const code =
    'import x from"./a.js";import*as y from"./b.js";export{z}from"./c.js";import"./d.js";import("./e.js");export*from"./f.js"'
  expect(staticImports(code)).toEqual(['./a.js', './b.js', './c.js', './d.js', './f.js'])
  expect(pageEntries(`${page}<link rel="modulepreload" crossorigin href="/assets/b.js">`)).toEqual([
    'assets/index-a.js',
    'assets/b.js',
  ])
})
