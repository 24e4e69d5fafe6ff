/** What a thread is called and who reads it, in words. */
import { expect, test } from 'vitest'
import { readers, threadTitle } from './threads.ts'

test('MS10 who can read a thread is told by name, and who has not said theirs is counted', () => {
  const told = (names: readonly string[], unnamed?: number) =>
    readers({ type: 'with-public', names, ...(unnamed === undefined ? {} : { unnamed }) })
  expect(told(['Doreen Ashworth'])).toBe('Doreen Ashworth can read this')
  expect(told(['Doreen', 'Karen', 'Sol'], 0)).toBe('Doreen, Karen and Sol can read this')
  expect(told(['Doreen'], 1)).toBe('Doreen and 1 other person can read this')
  expect(told(['Doreen'], 2)).toBe('Doreen and 2 other people can read this')
  expect(told([], 1)).toBe('One person can read this')
  expect(readers({ type: 'staff-only' })).toBe('Staff only')
})

test('MS10 a circle is named by whose it is, family by their own name and hers', () => {
  expect(threadTitle({ kind: 'own', about: 'Doreen', title: 'Doreen Ashworth' })).toBe('Doreen Ashworth')
  expect(threadTitle({ kind: 'circle', about: 'Doreen', title: 'Doreen Ashworth' })).toBe('Doreen’s circle')
  expect(threadTitle({ kind: 'circle', about: null, title: 'Mill Lane' })).toBe('A family circle')
  expect(threadTitle({ kind: 'family', about: 'Doreen', title: 'Karen Ashworth' })).toBe('Karen Ashworth, about Doreen')
})
