/** The public's first page and the four ways on from it. */
import type { Locator, Page } from '@playwright/test'

export type PublicPlace = 'I feel worse' | 'Message my nurse' | 'My medicines' | 'My next visit'

export interface PublicHome {
  readonly four: () => Locator
  readonly nextStep: () => Locator
  readonly goTo: (place: PublicPlace) => Promise<void>
  readonly back: () => Promise<void>
}

export function publicHome(page: Page): PublicHome {
  const four = page.getByRole('navigation', { name: 'What would you like to do?' })
  return {
    four: () => four,
    nextStep: () => page.getByRole('main'),
    goTo: (place) => four.getByRole('link', { name: new RegExp(`^${place}`) }).click(),
    back: () => page.getByRole('link', { name: 'Back', exact: true }).click(),
  }
}
