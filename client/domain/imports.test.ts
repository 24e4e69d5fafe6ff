/**
 * What a module really loads: Automerge is a megabyte of WASM and must stay out
 * of everything the first screen needs. Follows the imports in the source text.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname

/** Value imports only: `import type` leaves nothing behind. */
const importing = /(?:^|\n)(?:import|export) (?!type\b)(?:[^'";]*? from )?'([^']+)'/g

function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(importing)) {
    if (target.startsWith('.')) loadedBy(resolve(dirname(file), target), seen)
    else seen.add(target)
  }
  return seen
}

const isAutomerge = (name: string) => name.startsWith('@automerge/')

test.each([
  'records/record.ts',
  'records/record-summary.ts',
  'projections/project-record.ts',
  'projections/merge-rows.ts',
  'projections/order-records.ts',
  'projections/receipts.ts',
  'documents/doc-id.ts',
  'scores/news2.ts',
  'names.ts',
  'dates.ts',
  'nhs-number.ts',
])('DO8 %s loads no Automerge', (file) => {
  const loaded = loadedBy(join(here, file))
  expect(loaded.size).toBeGreaterThan(0)
  expect([...loaded].filter(isAutomerge)).toEqual([])
})

test('DO8 the walk does find Automerge where it is', () => {
  expect([...loadedBy(join(here, 'projections/project-document.ts'))].filter(isAutomerge)).toEqual([
    '@automerge/automerge/slim',
  ])
})

test('DO8 records, scores and rows load nothing but valibot and the shared libraries', () => {
  const packages = [...loadedBy(join(here, 'projections/project-record.ts'))].filter((name) => !name.startsWith('/'))
  expect(packages).toEqual(['valibot'])
})
