/** QV561: one quiet line, by name, and nothing where all is checked. */
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { AccordingTo } from './AccordingTo.tsx'

afterEach(cleanup)

const shown = (names: readonly (string | null)[] | undefined) => {
  renderScreen(<AccordingTo names={names} />, { engine: createSampleEngine({}) })
  return screen.queryByText(/according to/i)?.textContent ?? null
}

test('QV561 it says by whose snapshot, that it is not checked yet, and that nobody has to do anything', () => {
  const words = shown(['Priya Patel'])
  expect(words).toMatch(/^According to Priya Patel’s snapshot: this \w+ has not checked yet who changed what/)
  expect(words).toContain('by itself')
})

test('QV561 of several all are named, and whoever has no name here is a colleague', () => {
  expect(shown(['Priya Patel', 'Ben Okafor', null])).toMatch(
    /^According to Priya Patel’s, Ben Okafor’s and a colleague’s snapshots:/,
  )
})

test.each([[undefined], [[]]])('QV561 checked, nothing is said: %o', (names) => {
  expect(shown(names)).toBeNull()
})
