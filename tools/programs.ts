/** Programs of the machine that tests need: where they may be, and how Debian gives them. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

export function isRunnable(path: string | undefined): path is string {
  if (path === undefined || path === '') return false
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Each name in each folder of PATH, the first name first. */
export function onPath(names: readonly string[]): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name)))
}

export interface Places {
  /** Whole paths. */
  readonly darwin: readonly string[]
  /** Below the folders of programs. */
  readonly windows: readonly string[]
}

export function fixedPlaces({ darwin, windows }: Places): readonly string[] {
  if (process.platform === 'darwin') return darwin
  if (process.platform !== 'win32') return []
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  return roots.flatMap((root) => (root === undefined ? [] : windows.map((tail) => join(root, tail))))
}

/** Whether it is there now; never asks anybody. */
export function installFromDebian(name: string): boolean {
  if (process.platform !== 'linux' || !isRoot() || !existsSync('/usr/bin/apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Standard output belongs to the caller, whose last line may be read by a machine.
  const stdio: ['ignore', number, number] = ['ignore', 2, 2]
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio, env })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio, env })
    return true
  } catch {
    return false
  }
}
