/**
 * A slower device, in two manners. `everything` holds back the browser's page
 * processes, workers included: Linux alone, elsewhere nothing is slowed and the
 * table says so. `page` is Chromium's own CPU throttle, in whose terms the goals
 * stand; it slows the page's thread and leaves the engine's worker as it is.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Page } from '@playwright/test'
import { median } from '../table.ts'
import { untilQuiet } from './quiet.ts'

export const slowdown = 4
export const canBrake = process.platform === 'linux'

export type Manner = 'page' | 'everything'
export const manners: readonly Manner[] = ['page', 'everything']

/** As it stands in the table; `factor` is what was measured of the second. */
export function wordManner(manner: Manner, factor: number): string {
  if (manner === 'page') return `Chromium's ${slowdown}x CPU throttle (its page alone)`
  return canBrake
    ? `page and workers held back ${slowdown}x, measured ${factor.toFixed(1)}x`
    : 'not slowed: no brake on this system'
}

/** Resolves when it slows; call what it gives to let go. */
export async function slow(manner: Manner, page: Page, profile: string): Promise<() => Promise<void>> {
  return manner === 'page' ? throttle(page) : brake(profile)
}

async function throttle(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return async () => {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await session.detach()
  }
}

async function brake(profile: string): Promise<() => Promise<void>> {
  if (!canBrake) return async () => {}
  const env = { ...process.env, BRAKE_PROFILE: profile, BRAKE_SLOWDOWN: `${slowdown}` }
  const child = fork(new URL('brake-child.ts', import.meta.url), { env })
  await once(child, 'message')
  return async () => {
    const ended = once(child, 'exit')
    child.disconnect()
    await ended
  }
}

/** How much slower a piece of work in the page really becomes, once the browser is done with what it was at. */
export async function measuredSlowdown(page: Page, profile: string): Promise<number> {
  await work(page)
  await untilQuiet(profile)
  const free = await work(page)
  const release = await brake(profile)
  const braked = await work(page)
  await release()
  return braked / free
}

async function work(page: Page): Promise<number> {
  const times = await page.evaluate(() =>
    Array.from({ length: 5 }, () => {
      const began = performance.now()
      let value = 0
      for (let i = 0; i < 3e7; i++) value = (value * 31 + i) | 0
      return performance.now() - began + (value === 1 ? 1 : 0)
    }),
  )
  return median(times)
}
