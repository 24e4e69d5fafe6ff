/** What a thread is called and who reads it, in words. */
import { expect, test } from 'vitest'
import type { Called } from '../../../domain/records/who-wrote.ts'
import { readerNames, readers, threadTitle } from './threads.ts'

const audienceOf = (names: readonly Called[], unnamed?: number) =>
  ({ type: 'with-public', names, ...(unnamed === undefined ? {} : { unnamed }) }) as const

test('MS10 who can read a thread is told by name, and who has not said theirs is counted', () => {
  const told = (...audience: Parameters<typeof audienceOf>) => readers(audienceOf(...audience))
  expect(told(['Doreen Ashworth'])).toBe('Doreen Ashworth can read this')
  expect(told(['Doreen', 'Karen', 'Sol'], 0)).toBe('Doreen, Karen and Sol can read this')
  expect(told(['Doreen'], 1)).toBe('Doreen and 1 other person can read this')
  expect(told(['Doreen'], 2)).toBe('Doreen and 2 other people can read this')
  expect(told([], 1)).toBe('One person can read this')
  expect(readers({ type: 'staff-only' })).toBe('Staff only')
})

test('MS962 who can read it is told as what they are, once for all of family; the box to write in has names alone', () => {
  const [karen, tom] = ['Karen', 'Tom'].map((name) => ({ name, as: 'family' as const }))
  const audience = audienceOf(['Doreen', karen!, { name: 'Sol', as: 'associate' }, tom!], 1)
  expect(readers(audience)).toBe(
    'Doreen, Karen and Tom (family or friends), Sol (works with the team) and 1 other person can read this',
  )
  expect(readerNames(audience)).toEqual(['Doreen', 'Karen', 'Sol', 'Tom', '1 other person'])
})

test('MS10 a circle is named by whose it is, family by their own name and hers', () => {
  expect(threadTitle({ kind: 'own', about: 'Doreen', title: 'Doreen Ashworth' })).toBe('Doreen Ashworth')
  expect(threadTitle({ kind: 'circle', about: 'Doreen', title: 'Doreen Ashworth' })).toBe('Doreen’s circle')
  expect(threadTitle({ kind: 'circle', about: null, title: 'Mill Lane' })).toBe('A family circle')
  expect(threadTitle({ kind: 'family', about: 'Doreen', title: 'Karen Ashworth' })).toBe('Karen Ashworth, about Doreen')
})
