/** What a circle has to do: the list on a phone of the public, and in the record for staff. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface CircleTasksScreen {
  /** From the public's first page. */
  readonly open: () => Promise<void>
  readonly add: (title: string) => Promise<void>
  /** Everything said about one thing on the list. */
  readonly task: (title: string) => Locator
  readonly take: (title: string) => Promise<void>
}

export function circleTasksScreen(page: Page): CircleTasksScreen {
  return {
    open: () => page.getByRole('link', { name: 'See the list, or add to it' }).first().click(),
    add: async (title) => {
      await page.getByRole('button', { name: 'Add something to do' }).click()
      await page.getByRole('textbox', { name: 'What needs doing?' }).fill(title)
      await page.getByRole('button', { name: 'Put it on the list' }).click()
      await expect(page.getByText(/^It is on the list, and saved on this/)).toBeVisible()
    },
    task: (title) => page.getByRole('listitem').filter({ hasText: title }),
    take: (title) => page.getByRole('button', { name: `I will do it ${title}` }).click(),
  }
}
