/**
 * The peers' packages, in a folder and a lockfile of their own: three hundred
 * packages that nothing but the bench needs. Fetched when the bench runs.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const folder = new URL('.', import.meta.url).pathname

export function ensurePeers(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  const arguments_ = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', arguments_, { stdio: ['ignore', 2, 2] })
}
