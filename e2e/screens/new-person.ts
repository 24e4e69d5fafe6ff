/** Adding a person. */
import { expect, type Locator, type Page } from '@playwright/test'
import { goTo } from './staff.ts'

export interface NewPerson {
  readonly given: string
  readonly family: string
  /** YYYY-MM-DD. */
  readonly born: string
  readonly nhsNumber?: string
  readonly preferred?: string
  readonly nurse: string
}

export interface NewPersonScreen {
  readonly open: () => Promise<void>
  readonly fill: (person: NewPerson) => Promise<void>
  readonly number: () => Locator
  /** "Is it this person?" */
  readonly alike: () => Locator
  readonly save: () => Promise<void>
  /** What is said to be true of who was added. */
  readonly added: () => Locator
  readonly openRecord: () => Promise<void>
}

export function newPersonScreen(page: Page): NewPersonScreen {
  const box = (name: string) => page.getByLabel(name, { exact: true })
  return {
    open: async () => {
      await goTo(page, 'People')
      await page.getByRole('link', { name: 'Add a person' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Add a person' })).toBeVisible()
    },
    fill: async ({ born, family, given, nhsNumber, nurse, preferred }) => {
      await box('Given name').fill(given)
      await box('Family name').fill(family)
      await box('What they like to be called').fill(preferred ?? '')
      await box('Date of birth').fill(born)
      await box('NHS number').fill(nhsNumber ?? '')
      await page.getByRole('group', { name: 'Named nurse' }).getByRole('button', { name: nurse }).click()
    },
    number: () => box('NHS number'),
    alike: () => page.getByRole('region', { name: 'Is it this person?' }),
    save: () => page.getByRole('button', { name: 'Add this person' }).click(),
    added: () => page.getByRole('status').filter({ hasText: 'was added' }),
    openRecord: async () => {
      await page.getByRole('link', { name: 'Open their record' }).click()
      await expect(page.getByRole('region', { name: 'Who this record is about' })).toBeVisible()
    },
  }
}
