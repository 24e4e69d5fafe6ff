/** A person's allergies, and what does not go together with her medicines. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface Allergy {
  readonly substance: string
  readonly reaction: string
  readonly reason: string
}

/** From the person's record; stays on the page of allergies. */
export async function recordAllergy(page: Page, { reaction, reason, substance }: Allergy): Promise<void> {
  await page.getByRole('link', { name: 'Record an allergy' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Allergies' })).toBeVisible()
  await page.getByLabel('Allergy to').fill(substance)
  await page.getByLabel('What happened').fill(reaction)
  await page.getByLabel('How is it known?').fill(reason)
  await page.getByRole('button', { name: 'Record this allergy' }).click()
  await expect(page.getByText(`Allergy recorded: ${substance}.`)).toBeVisible()
}

/** From the person's record; stays on the page of the medicine. */
export async function addMedicine(page: Page, medicine: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('link', { name: 'Add a medicine' }).click()
  for (const [label, words] of Object.entries(medicine)) await page.getByLabel(label, { exact: true }).fill(words)
  await page.getByRole('button', { name: 'Add to the list' }).click()
  await expect(page.getByText(/^Saved on this/)).toBeVisible()
}

export function safetyWarnings(page: Page): Locator {
  return page.getByRole('region', { name: 'Safety warnings' })
}
