import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('SW4 the worker imports nothing that could hold a key or a record', () => {
  const sources = ['sw.ts', 'rules.ts'].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  const imported = sources.flatMap((code) => [...code.matchAll(/\bfrom '([^']+)'/g)].map((match) => match[1] ?? ''))
  expect(imported.length).toBeGreaterThan(2)
  expect(imported.filter((path) => !path.startsWith('workbox-') && path !== './rules.ts')).toEqual([])
})
