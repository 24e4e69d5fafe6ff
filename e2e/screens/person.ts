/** One person's record. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface PersonScreen {
  readonly name: () => Locator
  readonly banner: () => Locator
  readonly alerts: () => Locator
  readonly medicines: () => Locator
  readonly news2: () => Locator
  readonly story: () => Locator
  /** Everything in the story that holds these words. */
  /** Every entry, also those that are drawn as they are neared. */
  readonly wholeStory: () => Promise<Locator>
  readonly storyItem: (words: string) => Locator
  /** Has the picture of that item, and asks for it where it is not here. */
  readonly getPhoto: (words: string) => Promise<void>
  readonly threads: () => Locator
  readonly openThread: (reader: RegExp) => Promise<void>
  readonly writeVisit: () => Promise<void>
}

export function personScreen(page: Page): PersonScreen {
  const section = (name: string) => page.getByRole('region', { name, exact: true })
  const story = section('Story')
  return {
    name: () => page.getByRole('heading', { level: 1 }),
    banner: () => section('Who this record is about'),
    alerts: () => page.getByRole('list', { name: 'Alerts' }),
    medicines: () => section('Medicines'),
    news2: () => section('NEWS2'),
    story: () => story,
    wholeStory: async () => {
      const older = page.getByRole('button', { name: 'Show older' })
      await expect(async () => {
        // It goes while it is come near.
        if (await older.isVisible()) await older.click({ timeout: 5_000 })
        await expect(older).toBeHidden({ timeout: 1_000 })
      }).toPass()
      return story.getByRole('listitem')
    },
    storyItem: (words) => story.getByRole('listitem').filter({ hasText: words }),
    getPhoto: async (words) => {
      const item = story.getByRole('listitem').filter({ hasText: words })
      // Of whom she visits today it comes by itself.
      const [get, picture] = [item.getByRole('button', { name: /^Get the photo/ }), item.locator('img')]
      await expect(get.or(picture)).toBeVisible()
      if (await get.isVisible()) await get.click()
      await expect(picture).toBeVisible()
    },
    threads: () => section('Messages').getByRole('link'),
    openThread: async (reader) => {
      await section('Messages').getByRole('link', { name: reader }).click()
      await expect(page.getByRole('log')).toBeVisible()
    },
    writeVisit: async () => {
      await page.getByRole('link', { name: 'Write a visit' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Visit note' })).toBeVisible()
    },
  }
}
