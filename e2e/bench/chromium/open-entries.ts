/** Opens a page of the engine's own modules in a real Chromium and has it take in a catch-up. */
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { createServer } from 'vite'
import { findBrowser } from '../../../tools/find-browser.ts'
import { type BenchRow, inMs, ms } from '../table.ts'
import type { OpeningWork, openInBrowser } from './open-entries.page.ts'

const work: OpeningWork = { groups: 50, entriesEach: 20, runs: 15 }
const root = join(import.meta.dirname, '../../..')
const page = 'e2e/bench/chromium/open-entries.html'

export async function benchOpening(): Promise<readonly BenchRow[]> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(root, 'node_modules/.vite-bench'),
    optimizeDeps: { entries: [page] },
    server: { port: 0, hmr: false },
  })
  await server.listen()
  const { args, env, path } = findBrowser()
  const browser = await chromium.launch({ executablePath: path, args: [...args], env: { ...process.env, ...env } })
  try {
    const tab = await browser.newPage()
    await tab.goto(`${server.resolvedUrls?.local[0]}${page}`)
    await tab.waitForFunction(() => 'openInBrowser' in globalThis, undefined, { timeout: 120_000 })
    const times = await tab.evaluate(
      (asked) => (globalThis as unknown as { openInBrowser: typeof openInBrowser }).openInBrowser(asked),
      work,
    )
    const count = work.groups * 2 * work.entriesEach
    const row = `Verify and open ${count.toLocaleString('en-GB')} entries in ${work.groups * 2} feeds, in Chromium`
    return [{ work: row, figure: `${inMs(times)}, fastest ${ms(Math.min(...times))}`, goal: '≤ 300 ms' }]
  } finally {
    await browser.close()
    await server.close()
  }
}
