/** A person's details. */
import { expect, type Page } from '@playwright/test'

/** Corrects one of them, and waits until it is saved. */
export async function correctDetail(page: Page, label: string, value: string, why: string): Promise<void> {
  await page.getByRole('button', { name: `Correct ${label}` }).click()
  await page.getByRole('textbox', { name: label, exact: true }).fill(value)
  await page.getByRole('textbox', { name: 'Why, and how you know' }).fill(why)
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect(page.getByRole('status').filter({ hasText: `${label}: saved.` })).toBeVisible()
}
