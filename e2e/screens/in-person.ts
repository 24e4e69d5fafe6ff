/** Show QR on the tablet; Scan QR, Join and the wait on the phone. */
import type { Locator, Page } from '@playwright/test'
import { peopleScreen } from './people.ts'
import { goTo } from './staff.ts'

export interface InPersonScreen {
  /** Staff: from People to the square for this person's phone. */
  readonly openFor: (search: string, name: string) => Promise<void>
  readonly square: () => Locator
  readonly scanPhone: () => Locator
  /** The phone that has not joined. */
  readonly scanCode: () => Locator
  readonly yes: () => Locator
  readonly says: (words: string) => Locator
}

export function inPersonScreen(page: Page): InPersonScreen {
  return {
    openFor: async (search, name) => {
      await goTo(page, 'People')
      await peopleScreen(page).openPerson(search, name)
      await page.getByRole('link', { name: /^Family, sharing/ }).click()
      await page.getByRole('link', { name: 'Bring in their own phone' }).click()
    },
    square: () => page.getByRole('img', { name: /^Square code/ }),
    scanPhone: () => page.getByRole('button', { name: 'Scan the phone' }),
    scanCode: () => page.getByRole('button', { name: 'Scan a square code' }),
    yes: () => page.getByRole('button', { name: 'Yes, join' }),
    says: (words) => page.getByText(words),
  }
}
