import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow } from './files.ts'

const root = join(import.meta.dirname, '..')

function pathsNamed(markdown: string): readonly string[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith('Where is …?')) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].flatMap((match) => match[1] ?? []))
}

const paths = pathsNamed(readFileSync(join(root, 'README.md'), 'utf8'))

test('GR9 the README says where things are', () => expect(paths.length).toBeGreaterThan(15))

test.each(paths)('GR9 %s exists', (path) => {
  const place = join(root, path)
  expect(existsSync(place)).toBe(true)
  // An empty folder exists here and is missing in a fresh checkout.
  if (statSync(place).isDirectory()) expect(filesBelow(place)).not.toEqual([])
})

test('GR9 a path is read from the table alone', () => {
  expect(pathsNamed('# A\n`x.ts`\n## Where is …?\n\n| a | `b/c.ts`, `d/` |\n\n`e.ts`\n## Next\n| f | `g` |\n')).toEqual(
    ['b/c.ts', 'd/'],
  )
})
