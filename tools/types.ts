/**
 * Type checks every place where code runs, each with its own libraries, so
 * that code in the wrong place does not compile: no `document` in the engine,
 * no `process` in the domain. Two at a time, to suit a small machine.
 *
 * A place that checked no file of its own fails: a wrong glob must not look
 * like a clean result.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Place {
  readonly name: string
  readonly config: string
  /** Which files count as its own, where the folder of the configuration does not say it. */
  readonly own?: RegExp
}

export const places: readonly Place[] = [
  { name: 'client/engine', config: 'client/engine/tsconfig.json' },
  { name: 'client/ui', config: 'client/ui/tsconfig.json' },
  { name: 'tests', config: 'tsconfig.tests.json', own: /\.(test|contract)\.tsx?$|\/testing\// },
  { name: 'e2e', config: 'e2e/tsconfig.json' },
  { name: 'server', config: 'server/tsconfig.json' },
  { name: 'client/engine in Node', config: 'client/engine/tsconfig.node.json', own: /\.(node|sqlite)\.ts$/ },
  { name: 'client/domain', config: 'client/domain/tsconfig.json' },
  { name: 'client/main', config: 'client/tsconfig.json', own: /\/client\/main\.tsx$/ },
  { name: 'shared', config: 'shared/tsconfig.json' },
  { name: 'client/engine-api', config: 'client/engine-api/tsconfig.json' },
  { name: 'client/sw', config: 'client/sw/tsconfig.json' },
  { name: 'tools', config: 'tools/tsconfig.json' },
]

export interface PlaceResult {
  readonly place: Place
  readonly ownFiles: number
  readonly errors: string
}

/** Files of the place itself are counted, not those it imports from elsewhere. */
export async function checkPlace(root: string, place: Place): Promise<PlaceResult> {
  const config = join(root, place.config)
  if (!existsSync(config)) return { place, ownFiles: 0, errors: `${place.config} is missing` }
  const output = await runTsc(config)
  const folder = `${resolve(config, '..')}/`
  const lines = output.text.split('\n')
  const isListed = (line: string) => line.startsWith('/') || /^[A-Z]:[\\/]/.test(line)
  const isOwn = (file: string) =>
    file.startsWith(folder) && !file.includes('/node_modules/') && (place.own?.test(file) ?? true)
  const ownFiles = lines.filter((line) => isListed(line) && isOwn(line)).length
  const errors = output.failed ? lines.filter((line) => line !== '' && !isListed(line)).join('\n') : ''
  return { place, ownFiles, errors: output.failed && errors === '' ? 'tsc failed without a word' : errors }
}

function runTsc(config: string): Promise<{ readonly failed: boolean; readonly text: string }> {
  const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc')
  // By itself it checks in four threads, each of which works out the same types for itself: half as much work again.
  const args = [tsc, '-p', config, '--listFiles', '--pretty', 'false', '--checkers', '1']
  return new Promise((done) => {
    execFile(process.execPath, args, { maxBuffer: 64e6 }, (error, stdout, stderr) => {
      done({ failed: error !== null, text: stdout + stderr })
    })
  })
}

export async function checkAll(root: string, atOnce: number, report: (result: PlaceResult) => void): Promise<boolean> {
  const waiting = [...places]
  let clean = true
  const worker = async () => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const result = await checkPlace(root, place)
      clean &&= result.errors === '' && result.ownFiles > 0
      report(result)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return clean
}

function printResult({ place, ownFiles, errors }: PlaceResult): void {
  if (errors !== '') console.log(`✗ ${place.name}\n${errors}`)
  else if (ownFiles === 0) console.log(`✗ ${place.name}: no file was checked`)
  else console.log(`✓ ${place.name}: ${ownFiles} files`)
}

if (import.meta.main) {
  process.exitCode = (await checkAll(join(import.meta.dirname, '..'), 2, printResult)) ? 0 : 1
}
