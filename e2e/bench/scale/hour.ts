/**
 * An hour's worth of work on one tablet, without its pauses: every minute of the
 * hour somebody is searched for and opened, every six minutes a visit is written.
 */
import type { Page } from '@playwright/test'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { goTo } from '../../screens/staff.ts'
import { visitScreen } from '../../screens/visit.ts'

const openings = 60
const writeEvery = 6
/** A machine too busy for the whole hour shows the part it came to, and which. */
const longestMs = 480_000
/** Of notes and of names: every second opening is of a note that was found, which is of somebody on the caseload. */
const noted = ['wound', 'insulin', 'breath', 'dressing', 'tablets', 'walk']
const names = ['khan', 'smith', 'walker', 'patel', 'mc', 'o']

/** How many of its sixty minutes were worked. */
export async function workAnHour(page: Page): Promise<number> {
  const end = performance.now() + longestMs
  for (let nth = 0; nth < openings; nth++) {
    if (performance.now() > end) return nth
    await goTo(page, 'People')
    const words = nth % 2 === 0 ? noted : names
    await peopleScreen(page).search(words[(nth >> 1) % words.length]!)
    await pick(page, nth % 2 === 0 ? '.found' : 'section.list', nth * 7)
    await isOpened(page)
    if (nth % writeEvery === 0) await writeVisit(page, nth)
  }
  return openings
}

/** Found and tapped in one go: a list that goes on growing moves away under a slow finger. */
async function pick(page: Page, place: string, nth: number): Promise<void> {
  await page.waitForFunction(
    ([within, at]) => {
      const links = document.querySelectorAll<HTMLAnchorElement>(`${within} a[href^="/person/"]`)
      links[at % links.length]?.click()
      return links.length > 0
    },
    [place, nth] as const,
    { timeout: 120_000 },
  )
}

/** Whoever it is: a search by name also finds people of other rounds, whose record does not open unasked. */
async function isOpened(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const title = document.querySelector('h1')?.textContent ?? 'People'
    return location.pathname.startsWith('/person/') && title !== 'People'
  })
}

async function writeVisit(page: Page, nth: number): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('Ashworth', 'ASHWORTH')
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  await visit.write({ found: `Ankle 24 cm, wound clean, look ${nth}.`, next: 'Again on Thursday.' })
  await visit.check()
  await page.getByRole('button', { name: 'Finish visit' }).click()
  await page.getByRole('heading', { level: 1, name: 'Visit finished' }).waitFor()
}
