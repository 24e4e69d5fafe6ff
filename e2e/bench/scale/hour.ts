/** An hour's worth of work on one tablet, without its pauses: 200 records opened, 200 searches, 20 visits written. */
import type { Page } from '@playwright/test'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { goTo } from '../../screens/staff.ts'
import { visitScreen } from '../../screens/visit.ts'

const openings = 200
const writeEvery = 10
/** Of notes and of names: every second opening is of a note that was found, which is of somebody on the caseload. */
const noted = ['wound', 'insulin', 'breath', 'dressing', 'tablets', 'walk']
const names = ['khan', 'smith', 'jones', 'patel', 'mc', 'o']

export async function workAnHour(page: Page): Promise<void> {
  for (let nth = 0; nth < openings; nth++) {
    await goTo(page, 'People')
    const words = nth % 2 === 0 ? noted : names
    await peopleScreen(page).search(words[(nth >> 1) % words.length]!)
    await pick(page, nth % 2 === 0 ? '.found' : 'section.list', nth * 7)
    await page.locator('#care-plan-title').waitFor()
    if (nth % writeEvery === 0) await writeVisit(page, nth)
  }
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
