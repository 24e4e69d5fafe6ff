/** HB661: what a change wrote is read as words, never as what programs keep. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordsToRead } from './change-words.ts'

const by = {
  memberId: 'cb17c471915f96175a90333761692584',
  name: 'Aisha Rahman',
  role: 'community nurse',
  face: 'aisha',
}
const own = new Set([by.name, by.role, by.face])

test('HB661 of a dose that was changed its reader has the medicine as it was to be, and why', () => {
  const medicine = { name: 'furosemide', form: 'tablet', dose: '20 mg', frequency: 'once a day', route: 'by mouth' }
  const before = { ...medicine, status: 'current', stoppedOn: null }
  const said = { by, at: 1_795_960_130_174, reason: 'Ankles swollen', before, after: { ...before, dose: '40 mg' } }
  expect(wordsToRead(['40 mg', JSON.stringify(said)], own)).toEqual([
    'Ankles swollen',
    'furosemide, tablet, 40 mg, once a day, by mouth',
  ])
  const stopped = { ...said, after: { ...before, status: 'stopped', stoppedOn: '2026-11-29' } }
  expect(wordsToRead([JSON.stringify(stopped)], own)[1]).toMatch(/stopped, 2026-11-29$/)
})

test('HB661 somebody’s own words stay as they are, also where they look like something for programs', () => {
  expect(wordsToRead(['{not a map', '[left] leg', 'Aisha Rahman', by.memberId], own)).toEqual([
    '{not a map',
    '[left] leg',
  ])
  const some = fc.string({ minLength: 1 }).map((words) => `Said ${words}`)
  fc.assert(
    fc.property(some, (words) => {
      expect(wordsToRead([words], own)).toEqual([words])
      const [read] = wordsToRead([JSON.stringify({ by, at: 1, value: words })], own)
      expect(read).toBe(words.trim())
    }),
  )
})

test('HB661 whatever a change holds, nothing read begins as what programs keep, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (said) => {
      for (const line of wordsToRead([JSON.stringify({ ...said, by })], own)) expect(line).not.toContain(by.memberId)
    }),
  )
})
