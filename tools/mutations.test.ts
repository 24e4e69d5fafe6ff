/** The list of checks to take out is itself held against the code: it takes minutes to run, so it is run seldom. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutations } from './mutations/all.ts'
import { partOf } from './mutations/part.ts'

const root = join(import.meta.dirname, '..')

test('GR150 every check that is taken out stands once in its file, changes it, and has a test that is there', () => {
  expect(mutations.length).toBeGreaterThan(150)
  const stale = mutations.flatMap(({ check, file, from, test: proof, to }) => {
    const found = readFileSync(join(root, file), 'utf8').split(from).length - 1
    return found === 1 && from !== to && existsSync(join(root, proof)) ? [] : [`${check}: ${found} times in ${file}`]
  })
  expect(stale).toEqual([])
})

test('GR150 no two of them are called the same', () => {
  const names = mutations.map(({ check }) => check)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('GR150 its parts are together the whole of it, each check once', () => {
  const parts = [1, 2, 3, 4, 5].flatMap((number) => partOf(mutations, `${number}/5`))
  expect(parts.length).toBe(mutations.length)
  expect(new Set(parts)).toEqual(new Set(mutations))
  expect(() => partOf(mutations, '6/5')).toThrow('like 2/5')
})
