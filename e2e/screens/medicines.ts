/** One medicine: its line in a record, its page, the card of two changes made apart, and the person's own list. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface MedicinesScreen {
  /** In the record. */
  readonly line: (name: string) => Locator
  readonly card: (name: string) => Locator
  readonly sides: (name: string) => Locator
  /** From the record to the medicine's page and back; the fields by their labels. */
  readonly change: (name: string, fields: Readonly<Record<string, string>>) => Promise<void>
  readonly stop: (name: string, reason: string) => Promise<void>
  readonly backToRecord: () => Promise<void>
  readonly keep: (name: string, choice: string) => Promise<void>
  readonly giving: (name: string) => Locator
}

export function medicinesScreen(page: Page): MedicinesScreen {
  const section = page.getByRole('region', { name: 'Medicines', exact: true })
  const card = (name: string) => page.getByRole('region', { name: `Two different changes: ${name}` })
  const open = (name: string) =>
    section.getByRole('link', { name: new RegExp(`^(Change|Not right\\? Change it again) ${name}$`) }).click()
  return {
    line: (name) => section.getByRole('listitem').filter({ hasText: name }).first(),
    card,
    sides: (name) => card(name).getByRole('listitem'),
    change: async (name, fields) => {
      await open(name)
      for (const [label, words] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(words)
      await page.getByRole('button', { name: 'Save the change' }).click()
      await expect(page.getByText(/^Saved on this/)).toBeVisible()
    },
    stop: async (name, reason) => {
      await open(name)
      await page.getByRole('button', { name: 'Stop it' }).click()
      await page.getByLabel('Why', { exact: true }).fill(reason)
      await page.getByRole('button', { name: 'Stop this medicine' }).click()
      await expect(page.getByText(/^Saved on this/)).toBeVisible()
    },
    backToRecord: async () => {
      await page.getByRole('link', { name: /^Back to/ }).click()
      await expect(section).toBeVisible()
    },
    keep: (name, choice) => page.getByRole('button', { name: `Keep ${choice} ${name}`, exact: true }).click(),
    giving: (name) => page.getByRole('region', { name: `Give ${name}` }),
  }
}

/** On the person's own phone, in "My medicines". */
export function myMedicine(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
}
