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
import { changedViews, goOn, openAt } from './testing/walk-screens.tsx'

afterEach(cleanup)

const person = {
  ...apartAllergyPerson,
  warnings: [apartAllergyWarning, { ...apartAllergyWarning, key: 'a7', answer: answeredWarning.answer }],
}
const today = {
  ...sampleToday,
  visits: sampleToday.visits.map((visit) => ({ ...visit, state: 'not-started', warnings: [apartAllergyWarning] })),
}
const draft = ({ key }: { readonly key: string }) =>
  key.startsWith('visit/') ? draftOf(kitchenForm) : { key, value: null, savedAt: null }

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

/** Where both are named, the nearest thing that is read as one: not a tag of a line below the warning, nor what a button is about. */
function namedAlone(): readonly string[] {
  const all = [...document.querySelectorAll('main *')]
  const holds = (element: Element) => either.test(element.textContent ?? '')
  const deepest = all.filter((element) => holds(element) && ![...element.children].some(holds))
  found += deepest.length
  return deepest.flatMap((element) => {
    if (element.closest('.tag, .button') !== null) return []
    const place = element.closest('li, article, .pin, a') ?? document.body
    const missing = sides.filter((words) => place.textContent?.includes(words) !== true)
    return missing.length === 0 ? [] : [`${place.textContent?.slice(0, 120)}: no ${missing.join(', ')}`]
  })
}

describe('WA1031 on every screen of staff, and at each step', () => {
  test.each(Object.entries(pathByRoute))('%s', async (_route, path) => {
    await openAt(path, views)
    expect(namedAlone()).toEqual([])
    await goOn('amox')
    expect(namedAlone()).toEqual([])
    await goOn('amox')
    expect(namedAlone()).toEqual([])
  })

  test('and the walk has come by allergies', () => {
    expect(found).toBeGreaterThan(10)
  })
})
