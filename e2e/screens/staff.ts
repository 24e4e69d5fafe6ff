/** What is on every screen of the team: main navigation and the sync pill. */
import { expect, type Locator, type Page } from '@playwright/test'

export type Place = 'Today' | 'People' | 'Tasks' | 'Messages' | 'Sync'

export function navigation(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' })
}

export async function goTo(page: Page, place: Place): Promise<void> {
  await navigation(page)
    .getByRole('link', { name: new RegExp(`^${place}`) })
    .click()
  const title = place === 'Sync' ? 'What is saved, what is sent' : place
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible()
}

export function pill(page: Page): Locator {
  return page.getByRole('link', { name: /Up to date|Nothing to send|to send|^Sending|No signal/ })
}

/** The words that say whether anything waits; offline they count what is saved here. In the set-up nothing else says how long. */
export async function expectPill(page: Page, words: RegExp): Promise<void> {
  await expect(pill(page)).toHaveText(words, { timeout: 60_000 })
}
