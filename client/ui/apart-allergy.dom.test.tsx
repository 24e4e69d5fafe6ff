/**
 * WA1031: wherever an allergy that was written apart stands beside a medicine or
 * on its own page, every side stands, with who wrote it and when. Every screen of
 * staff is walked, each step of giving and of a visit pressed.
 */
import { cleanup } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { pathByRoute } from './testing/paths.ts'
import { answeredWarning, apartAllergy, apartAllergyPerson, apartAllergyWarning } from './testing/sample-safety.ts'
import { sampleToday } from './testing/sample-visits.ts'
import { draftOf, kitchenForm } from './testing/sample-writing.ts'
import { changedViews, goOn, openAt, presses } from './testing/walk-screens.tsx'

afterEach(cleanup)

const person = {
  ...apartAllergyPerson,
  warnings: [apartAllergyWarning, { ...apartAllergyWarning, key: 'a7', answer: answeredWarning.answer }],
}
const today = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit) => ({ ...visit, state: 'not-started', warnings: [apartAllergyWarning] })),
}
const draft = draftOf(kitchenForm)

const views = changedViews({ person, today, draft }, (value, changed) =>
  'allergyId' in value ? { ...changed, ...apartAllergy, allergyId: value.allergyId } : changed,
)

const either = /Penicillin or Aspirin/
const sides = [
  'Penicillin, rash (Aisha Rahman, community nurse, written today 08:50)',
  'Aspirin, rash (Priya Shah, pharmacist, written today 08:55, arrived today 08:58)',
  'Nothing has been picked.',
]

let found = 0
const places = new Set<string | undefined | null>()

/** Where both are named, the nearest thing that is read as one: not a tag of a line below the warning, nor what a button is about. The strip says that they differ (PN12). */
function namedAlone(): readonly string[] {
  const all = [...document.querySelectorAll('main *')]
  const holds = (element: Element) => either.test(element.textContent ?? '')
  const deepest = all.filter((element) => holds(element) && ![...element.children].some(holds))
  found += deepest.length
  for (const element of deepest) {
    places.add(document.querySelector('h1')?.textContent)
    places.add(element.closest('.giving')?.getAttribute('aria-label'))
  }
  return deepest.flatMap((element) => {
    if (element.closest('.tag, .button, .alert-strip') !== null) return []
    const whole = element.closest('li, article, .pin, a') ?? document.body
    const missing = sides.filter((words) => whole.textContent?.includes(words) !== true)
    return missing.length === 0 ? [] : [`${whole.textContent?.slice(0, 120)}: no ${missing.join(', ')}`]
  })
}

describe('WA1031 on every screen of staff, and at each step', () => {
  test.each(Object.entries(pathByRoute))('%s', async (_route, path) => {
    await openAt(path, views)
    expect(namedAlone()).toEqual([])
    for (const press of presses) {
      await goOn('amox', press)
      expect(namedAlone()).toEqual([])
    }
  })

  test('and the walk has come by allergies, the page to check a visit and the steps of giving among them', () => {
    expect(found).toBeGreaterThan(10)
    expect([...places]).toContain('Check and finish')
    expect([...places]).toContain('Give amoxicillin')
  })
})
