/** TW582: one thing has one word, and it is a word that people know. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = import.meta.dirname

function sentencesOf(file: string): string {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  return lines.filter((line) => !/^\s*(\/?\*|\/\/)/.test(line)).join('\n')
}

test('TW582 what keeps the sealed envelopes is called the server in every sentence', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const all = files.map((file) => ({ file, said: sentencesOf(file) }))
  // Names in code have a hyphen or letters beside them.
  expect(all.filter(({ said }) => /(?<![-\w])relays?(?![-\w])/i.test(said)).map(({ file }) => file)).toEqual([])
  expect(all.filter(({ said }) => said.includes('server')).length).toBeGreaterThan(5)
})
