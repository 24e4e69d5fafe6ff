/** Today: the visits in order, and the next one beside them. */
import type { Locator, Page } from '@playwright/test'

export interface TodayScreen {
  readonly title: () => Locator
  readonly visits: () => Locator
  readonly visit: (name: string) => Locator
  readonly next: () => Locator
  readonly start: () => Promise<void>
}

export function todayScreen(page: Page): TodayScreen {
  const list = page.getByRole('region', { name: 'Visits in order' })
  const next = page.getByRole('complementary', { name: 'Next visit' })
  return {
    title: () => page.getByRole('heading', { level: 1, name: 'Today' }),
    visits: () => list.getByRole('link'),
    visit: (name) => list.getByRole('link', { name: new RegExp(name) }),
    next: () => next,
    start: () => next.getByRole('button', { name: /Start visit|Carry on with the visit/ }).click(),
  }
}
