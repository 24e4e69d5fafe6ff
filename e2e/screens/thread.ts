/** One conversation, the team's or the public's: the messages and the box to write in. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface ThreadScreen {
  readonly log: () => Locator
  /** Messages with these words. */
  readonly message: (words: string) => Locator
  readonly box: () => Locator
  /** Until it is saved: then the words leave the box. */
  readonly send: (words: string) => Promise<void>
}

export function threadScreen(page: Page): ThreadScreen {
  const log = page.getByRole('log')
  const box = page.getByRole('textbox', { name: /^Write to/ })
  return {
    log: () => log,
    message: (words) => log.getByRole('article').filter({ hasText: words }),
    box: () => box,
    send: async (words) => {
      await box.fill(words)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(box).toHaveValue('')
    },
  }
}
