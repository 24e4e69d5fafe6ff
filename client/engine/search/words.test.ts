/** SE1 SE2: what counts as found, and what is shown of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldedText, hasWords, passage, wordsOf } from './words.ts'

test('SE1 without accents, case and punctuation, in letters of any language', () => {
  expect(wordsOf('Łucja Żółć, O’Brien-Khán! 2.5 mg')).toEqual(['lucja', 'zolc', 'o', 'brien', 'khan', '2', '5', 'mg'])
  expect(wordsOf('Straße Øst İstanbul')).toEqual(['strasse', 'ost', 'istanbul'])
})

const anyText = fc.array(
  fc.oneof(
    fc.constantFrom(...'aZ09 .,-–—‘’“”…•°\n\té\u0301łßıIİ²½µΣ漢'),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    fc.stringMatching(/^[ -~]{0,9}$/),
  ),
)

test('SE1 words are the same whether the whole text is plain or stands beside letters that are folded', () => {
  fc.assert(
    fc.property(anyText, (pieces) => {
      const text = pieces.join('')
      // The letter before the end has the whole text read letter by letter.
      expect([...wordsOf(text), 'lz']).toEqual(wordsOf(`${text} łz`))
    }),
    { numRuns: 500 },
  )
})

const anyWord = fc.stringMatching(/^[a-zA-ZéüłŠ]{1,9}$/)

test('SE2 any beginnings of words of a text find it, in any order and case; a word that is not there does not', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(3), (all, pick, cut) => {
      const text = all.join(', ')
      const whole = wordsOf(all[pick % all.length]!.toUpperCase())[0]!
      const typed = [whole.slice(0, Math.max(1, whole.length - cut))]
      expect(hasWords(foldedText(text), typed)).toBe(true)
      expect(hasWords(foldedText(text), [...typed, 'zzq'])).toBe(false)
    }),
  )
  expect(hasWords(foldedText('anything'), [])).toBe(false)
})

test('SE2 a passage is a part of the text, with the words that were looked for marked', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { minLength: 1, maxLength: 80 }), fc.nat(), (all, pick) => {
      const text = all.join(' ')
      const typed = wordsOf(all[pick % all.length]!)
      const parts = passage(text, typed)
      const shown = parts.filter((part) => part.text !== '…')
      expect(text).toContain(shown.map((part) => part.text).join(''))
      const marked = parts.filter(({ hit }) => hit)
      expect(marked.length).toBeGreaterThan(0)
      for (const part of marked) expect(wordsOf(part.text)[0]!.startsWith(typed[0]!)).toBe(true)
      expect(shown.map((part) => part.text).join('').length).toBeLessThanOrEqual(200)
    }),
  )
})
