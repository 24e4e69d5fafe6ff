import { expect, test } from 'vitest'
import { limits } from '../../domain/records/record-base.ts'
import { longestLine } from './found-model.ts'

test('FD1036 the form takes as many letters as the engine does', () => {
  expect(longestLine).toBe(limits.line)
})
