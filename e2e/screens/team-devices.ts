/** People and devices of the team: inviting a colleague, comparing digits, letting in. */
import { expect, type Locator, type Page } from '@playwright/test'
import { goTo } from './staff.ts'

export interface TeamDevicesScreen {
  readonly open: () => Promise<void>
  /** Makes the link, and answers it. */
  readonly invite: (name: string, title: string, role?: RegExp) => Promise<string>
  readonly member: (name: string | RegExp) => Locator
  readonly digits: () => Locator
  readonly letIn: () => Promise<void>
}

export function teamDevicesScreen(page: Page): TeamDevicesScreen {
  return {
    open: async () => {
      await goTo(page, 'Today')
      await page.getByRole('link', { name: 'People and devices' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'People and devices' })).toBeVisible()
    },
    invite: async (name, title, role) => {
      await page.getByRole('button', { name: 'Invite a colleague' }).click()
      await page.getByRole('textbox', { name: 'Their name' }).fill(name)
      await page.getByRole('textbox', { name: 'What they do' }).fill(title)
      if (role !== undefined) await page.getByRole('button', { name: role }).click()
      await page.getByRole('button', { name: 'Make the link' }).click()
      await expect(page.getByRole('heading', { name: `The link for ${name}` })).toBeVisible()
      return (await page.getByText(/#j=/).textContent()) ?? ''
    },
    member: (name) => page.getByRole('region', { name }),
    digits: () => page.getByText(/^\d{3}\s?\d{3}$/),
    letIn: async () => {
      await page.getByRole('button', { name: 'Yes, the same. Let them in' }).click()
      await expect(page.getByText(/^They are in\./)).toBeVisible()
    },
  }
}
