/** People: the search box and who was found. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface PeopleScreen {
  readonly search: (words: string) => Promise<void>
  readonly found: () => Locator
  readonly person: (name: string) => Locator
  /** Finds somebody by name and opens the record. */
  readonly openPerson: (search: string, bannerName: string) => Promise<void>
}

export function peopleScreen(page: Page): PeopleScreen {
  const list = page.getByRole('region', { name: 'People found' })
  const box = page.getByRole('searchbox', { name: 'Find a person' })
  const person = (name: string) => list.getByRole('link', { name: new RegExp(name) })
  return {
    search: (words) => box.fill(words),
    found: () => list.getByRole('link'),
    person,
    openPerson: async (search, bannerName) => {
      await box.fill(search)
      // A list that still shrinks moves away under the finger; one that is not there yet has nobody else either.
      await expect(async () => {
        const found = await list.getByRole('link').allTextContents()
        expect(found.filter((words) => !new RegExp(search, 'i').test(words))).toEqual([])
        expect(found.some((words) => words.includes(bannerName))).toBe(true)
      }).toPass()
      await person(bannerName).click()
      await expect(page.getByRole('heading', { level: 1, name: new RegExp(bannerName) })).toBeVisible()
    },
  }
}
