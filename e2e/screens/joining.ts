/** Join, waiting, unlock and the screens that are one message, found by role and name. */
import { expect, type Page } from '@playwright/test'
import { type Device, hasKept } from '../fixtures/device.ts'

/** Four words of nobody: every staff device of these tests opens with them. */
export const passphrase = 'copper lantern meadow eleven'

export interface JoiningScreens {
  readonly title: (name: string | RegExp) => ReturnType<Page['getByRole']>
  readonly name: () => ReturnType<Page['getByRole']>
  readonly choosePassphrase: (words: string, again?: string) => Promise<void>
  /** The passphrase in clear on the screen. */
  readonly showTyping: () => Promise<void>
  readonly join: () => Promise<void>
  readonly unlock: (words: string) => Promise<void>
  readonly openWithDevice: () => Promise<void>
  readonly passphrase: () => ReturnType<Page['getByRole']>
  readonly problem: () => ReturnType<Page['getByRole']>
}

export function joiningScreens(page: Page): JoiningScreens {
  return {
    title: (name) => page.getByRole('heading', { level: 1, name }),
    name: () => page.getByRole('textbox', { name: 'Your name' }),
    choosePassphrase: async (words, again = words) => {
      await page.getByLabel('Passphrase', { exact: true }).fill(words)
      await page.getByLabel('The same passphrase again').fill(again)
    },
    showTyping: () => page.getByRole('checkbox', { name: 'Show what I type' }).check(),
    join: () => page.getByRole('button', { name: /^(Join|Yes, join)$/ }).click(),
    unlock: async (words) => {
      await page.getByLabel('Passphrase', { exact: true }).fill(words)
      await page.getByRole('button', { name: 'Open', exact: true }).click()
    },
    openWithDevice: () => page.getByRole('button', { name: 'Open Doorstep' }).click(),
    passphrase: () => page.getByLabel('Passphrase', { exact: true }),
    problem: () => page.getByRole('alert'),
  }
}

/** Joining is what takes longest. In the run's set-up nothing else says how long. */
const patience = 120_000

/** The whole of joining as staff, up to the first screen. */
export async function joinAsStaff(
  page: Page,
  words = passphrase,
  timeout = patience,
  first: 'Today' | 'Audit' = 'Today',
): Promise<void> {
  const screens = joiningScreens(page)
  await expect(screens.title(/^Join /)).toBeVisible({ timeout })
  await screens.choosePassphrase(words)
  await screens.join()
  await expect(screens.title(first)).toBeVisible({ timeout })
}

/** The whole of joining as somebody looked after, up to the first screen. */
export async function joinAsPublic(page: Page): Promise<void> {
  const screens = joiningScreens(page)
  await expect(screens.title(/invites you$/)).toBeVisible({ timeout: patience })
  await screens.join()
  const home = page.getByRole('navigation', { name: 'What would you like to do?' })
  await expect(home).toBeVisible({ timeout: patience })
}

/** Opens a locked device of staff, up to the first screen shown. */
export async function unlock(page: Page, words = passphrase): Promise<void> {
  const screens = joiningScreens(page)
  await expect(screens.title(/^Hello, /)).toBeVisible({ timeout: patience })
  await screens.unlock(words)
  await expect(screens.title(/^Hello, /)).toBeHidden({ timeout: patience })
}

/**
 * Locks it, where Sync is open or however `act` does it. The page that held the keys goes, and already says hello
 * before it does: what is asked of it then is asked of nobody.
 */
export async function lock(device: Device, act = pressLock): Promise<void> {
  const page = device.page()
  // One that is not kept stays.
  await hasKept(device)
  const startedAnew = page.waitForEvent('load')
  await act(page)
  await startedAnew
  await expect(joiningScreens(page).title(/^Hello, /)).toBeVisible()
}

function pressLock(page: Page): Promise<void> {
  return page.getByRole('button', { name: /^Lock (tablet|computer|device)$/ }).click()
}
