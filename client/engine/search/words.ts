/**
 * Words as a search compares them: without accents, case and punctuation. What
 * is typed is found when each of its words begins a word of the item (SE1, SE2).
 */
import type { SearchPart } from '../../engine-api/search.ts'

const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}
const word = /[\p{L}\p{M}\p{N}]+/gu

/** Of these nothing is to be folded but the case: most words, and three times as fast. */
const bare = /^[a-zA-Z0-9]*$/
/** Everything a text of such words has, dashes and quotes as people type them among it. */
const bareText = /^[ -~\s–—‘’“”…•°]*$/
const bareWord = /[a-z0-9]+/g

export function foldedWord(text: string): string {
  if (bare.test(text)) return text.toLowerCase()
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.replaceAll(/[łøđðþßæœı]/g, (letter) => letters[letter] ?? letter)
}

/** In the order they stand. */
export function wordsOf(text: string): readonly string[] {
  if (bareText.test(text)) return text.toLowerCase().match(bareWord) ?? []
  return text.match(word)?.map(foldedWord) ?? []
}

/** All words of a text, each after a blank: where one begins is found without taking it apart again. */
export function foldedText(text: string): string {
  return ` ${wordsOf(text).join(' ')}`
}

/** Each typed word begins one of the folded text. Nothing typed finds nothing. */
export function hasWords(folded: string, typed: readonly string[]): boolean {
  return typed.length > 0 && typed.every((start) => folded.includes(` ${start}`))
}

const around = 60

/** The passage with the first word found, each found word marked; cut at words, with dots where there is more. */
export function passage(text: string, typed: readonly string[]): readonly SearchPart[] {
  const found = [...text.matchAll(word)].filter(([each]) => {
    const plain = foldedWord(each)
    return typed.some((start) => plain.startsWith(start))
  })
  const first = found[0]?.index ?? 0
  const from = first <= around ? 0 : text.indexOf(' ', first - around) + 1
  const to = text.length - first <= 2 * around ? text.length : text.lastIndexOf(' ', first + 2 * around)
  const parts: SearchPart[] = []
  let at = from
  for (const { 0: each, index } of found) {
    if (index < at || index + each.length > to) continue
    if (index > at) parts.push({ text: text.slice(at, index), hit: false })
    parts.push({ text: each, hit: true })
    at = index + each.length
  }
  const rest = [...parts, { text: text.slice(at, to), hit: false }].filter((part) => part.text !== '')
  const dots = { text: '…', hit: false }
  return [...(from > 0 ? [dots] : []), ...rest, ...(to < text.length ? [dots] : [])]
}
