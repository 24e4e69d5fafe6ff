/**
 * Finds a Firefox for the tests that also run there, and gets one when the machine
 * has none: FIREFOX_PATH, the system's, Debian's `firefox-esr` when we may install it.
 *
 * Playwright drives an ordinary Firefox by WebDriver BiDi, of which the extended
 * support release lacks a command: what is handed out is a program that starts it
 * and stands between the two (`firefox-bridge.ts`).
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fixedPlaces, installFromDebian, isRunnable, onPath } from './programs.ts'

const names = ['firefox-esr', 'firefox']

const places = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  windows: ['Mozilla Firefox/firefox.exe'],
}

function systemFirefox(): string | undefined {
  return [...onPath(names), ...fixedPlaces(places)].find(isRunnable)
}

function fromDebian(): string | undefined {
  return installFromDebian('firefox-esr') ? systemFirefox() : undefined
}

/** The path of a Firefox as Playwright's channel `moz-firefox` can start it. Throws where there is none. */
export function findFirefox(): string {
  const told = process.env.FIREFOX_PATH
  if (told !== undefined && told !== '' && !isRunnable(told)) throw new Error(`FIREFOX_PATH is not a program: ${told}`)
  const found = [told].find(isRunnable) ?? systemFirefox() ?? fromDebian()
  if (found === undefined) throw new Error('No Firefox found: install one, or set FIREFOX_PATH')
  return bridgeTo(found)
}

function bridgeTo(firefox: string): string {
  const folder = join(import.meta.dirname, '../.cache')
  const bridge = join(folder, 'firefox-bridge')
  mkdirSync(folder, { recursive: true })
  const script = join(import.meta.dirname, 'firefox-bridge.ts')
  writeFileSync(bridge, `#!/bin/sh\nexec "${process.execPath}" "${script}" "${firefox}" "$@"\n`)
  chmodSync(bridge, 0o755)
  return bridge
}

if (import.meta.main) process.stdout.write(`${findFirefox()}\n`)
