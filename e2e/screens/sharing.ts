/** What the person shares and who looked, on her phone; and what her family are shown. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface SharingScreen {
  readonly open: () => Promise<void>
  readonly member: (name: string) => Locator
  /** Two taps: what it does, then that it is done. */
  readonly share: (name: string, kind: RegExp) => Promise<void>
  readonly stop: (name: string, kind: RegExp) => Promise<void>
  readonly openLooked: () => Promise<void>
  /** To staff, from the person's record. */
  readonly openAsStaff: () => Promise<void>
  readonly associate: (name: string) => Locator
}

export function sharingScreen(page: Page): SharingScreen {
  const member = (name: string) => page.getByRole('article', { name })

  async function twice(name: string, first: RegExp, second: string, kind: RegExp): Promise<void> {
    const item = member(name).getByRole('listitem').filter({ hasText: kind })
    await item.getByRole('button', { name: first }).click()
    await item.getByRole('button', { name: second }).click()
    await expect(item.getByText(/^Saved on this/)).toBeVisible()
  }

  return {
    open: async () => {
      await page.getByRole('link', { name: 'Who can see my things' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Who can see my things' })).toBeVisible()
    },
    member,
    share: (name, kind) => twice(name, /^Share with/, 'Yes, share it', kind),
    stop: (name, kind) => twice(name, /^Stop sharing/, 'Yes, stop sharing', kind),
    openAsStaff: async () => {
      await page.getByRole('link', { name: 'Family, sharing, and who looked' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Family and sharing' })).toBeVisible()
    },
    associate: (name) => page.getByRole('region', { name: 'Associates and the circle' }).getByRole('region', { name }),
    openLooked: async () => {
      await page.getByRole('link', { name: 'Who looked at my record' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Who looked at my record' })).toBeVisible()
    },
  }
}
