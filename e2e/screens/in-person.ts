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
  /** Staff: the digits to read out. */
  readonly speak: () => Promise<string>
  readonly typeDigits: (digits: string) => Promise<void>
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
    speak: async () => {
      await page.getByRole('button', { name: 'Make a spoken code' }).click()
      return (await page.getByText(/^(\d{4}\s*){4}$/).textContent()) ?? ''
    },
    typeDigits: async (digits) => {
      const field = page.getByRole('textbox', { name: 'The sixteen digits' })
      if (!(await field.isVisible())) await page.getByRole('button', { name: 'Type digits instead' }).click()
      await field.fill(digits)
      await page.getByRole('button', { name: 'Go on' }).click()
    },
    says: (words) => page.getByText(words),
  }
}
