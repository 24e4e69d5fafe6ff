import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

type Lock = Readonly<Record<string, Locked>>

function readLock(file: string): Lock {
  const lock: { readonly packages: Lock } = JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
  return lock.packages
}

/** Looks where Node would: below the package that asks, and below every package around it. */
function isLocked(lock: Lock, asking: string, name: string): boolean {
  const around = asking.split('/node_modules/')
  const folders = around.map((_, depth) => `${around.slice(0, depth + 1).join('/node_modules/')}/`)
  return ['', ...folders].some((folder) => lock[`${folder}node_modules/${name}`] !== undefined)
}

/**
 * npm leaves out the optional packages a registry does not have, and `npm ci`
 * then refuses the lockfile wherever the registry does have them.
 */
const lockfiles = [
  'package-lock.json',
  'tools/browser/package-lock.json',
  'tools/postgres/package-lock.json',
  'e2e/bench/peers/package-lock.json',
]

test.each(lockfiles)('GR12 %s lists every optional package', (file) => {
  const lock = readLock(file)
  const asked = Object.entries(lock).flatMap(([asking, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ asking, name })),
  )
  expect(Object.keys(lock).length).toBeGreaterThan(1)
  expect(asked.filter(({ asking, name }) => !isLocked(lock, asking, name))).toEqual([])
})

test('GR370 a clean install runs no package’s own program', () => {
  const told = readFileSync(join(import.meta.dirname, '../.npmrc'), 'utf8')
  expect(told.split('\n')).toContain('ignore-scripts=true')
})
