/**
 * The contexts are tested: code that belongs somewhere else is planted in a
 * scratch copy of the layout and must not compile there.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPlace, places } from './types.ts'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'doorstep-types-'))

const refused: Readonly<Record<string, readonly string[]>> = {
  shared: ['document', 'process', 'localStorage'],
  'client/domain': ['document', 'window', 'process', 'fetch', 'localStorage', 'crypto', 'setTimeout'],
  'client/engine-api': ['document', 'process'],
  'client/engine': ['document', 'window', 'process'],
  'client/sw': ['document', 'process'],
  'client/ui': ['process', 'importScripts'],
  server: ['document', 'window'],
}

const planted = Object.entries(refused).map(([name, words]) => ({ name, words }))

function placeNamed(name: string) {
  const place = places.find((candidate) => candidate.name === name)
  if (place === undefined) throw new Error(`no place named ${name}`)
  return place
}

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))
  for (const file of ['tsconfig.json', 'client/domain/encoding.d.ts', ...places.map(({ config }) => config)]) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true })
    cpSync(join(root, file), join(scratch, file))
  }
  for (const { name, words } of planted) {
    const code = words.map((word, i) => `export const x${i} = typeof ${word} === 'undefined' ? 0 : ${word}\n`).join('')
    writeFileSync(join(scratch, name, 'planted.ts'), code)
  }
})

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.each(planted)('GR5 $name does not know $words', async ({ name, words }) => {
  const { errors, ownFiles } = await checkPlace(scratch, placeNamed(name))
  expect(ownFiles).toBeGreaterThan(0)
  expect(words.filter((word) => !new RegExp(`Cannot find name '${word}'`).test(errors))).toEqual([])
})

test('GR6 a place without a file of its own fails', async () => {
  const result = await checkPlace(scratch, placeNamed('e2e'))
  expect(result.ownFiles).toBe(0)
})

test('GR6 the tests are checked, and counted as tests alone', async () => {
  const config = join(scratch, 'shared/lib/thing.test.ts')
  mkdirSync(dirname(config), { recursive: true })
  writeFileSync(config, 'export const wrong: string = 1\n')
  const result = await checkPlace(scratch, placeNamed('tests'))
  expect(result.ownFiles).toBe(1)
  expect(result.errors).toContain('TS2322')
})
