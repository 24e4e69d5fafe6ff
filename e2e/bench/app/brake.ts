/** A slower device, made by holding back the browser's page processes. Linux alone; elsewhere nothing is slowed, and the table says so. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Page } from '@playwright/test'
import { median } from '../table.ts'

export const slowdown = 4
export const canBrake = process.platform === 'linux'

/** Resolves when it brakes; call what it gives to let go. */
export async function brake(profile: string): Promise<() => Promise<void>> {
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

/** How much slower a piece of work in the page really becomes. */
export async function measuredSlowdown(page: Page, profile: string): Promise<number> {
  await work(page)
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
