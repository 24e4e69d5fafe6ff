/** The audit of information governance. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface AuditScreen {
  readonly lines: (list: string) => Locator
  /** The relay signs within a minute of its first page. */
  readonly expectAgreement: () => Promise<void>
  /** The lists begin with their newest twenty: of one person all is among them. */
  readonly narrowToPerson: (code: string) => Promise<void>
  /** The path of the copy. */
  readonly save: () => Promise<string>
}

export function auditScreen(page: Page): AuditScreen {
  return {
    lines: (list) => page.getByRole('list', { name: list }).getByRole('listitem'),
    expectAgreement: async () => {
      const agrees = page.getByText(/^The server’s log agrees with what it signed\. Checked up to today/)
      await expect(async () => {
        await page.getByRole('button', { name: 'Read it again' }).click()
        await expect(agrees).toBeVisible({ timeout: 10_000 })
      }).toPass({ timeout: 180_000 })
    },
    narrowToPerson: async (code) => {
      await page.getByLabel('Person', { exact: true }).selectOption(`Person ${code}`)
    },
    save: async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save a copy' }).click(),
      ])
      return download.path()
    },
  }
}
