import { expect, test } from 'vitest'
import { compareSpecs, rulesIn, titlesIn } from './spec-ids.ts'

const spec = { file: 'a/SPEC.md', text: '# A\n\n- **AA1** Adds.\n- **AA2** Takes away; see AA1.\n' }

function complaintsOf(code: string): readonly string[] {
  return compareSpecs([spec], [{ file: 'a/a.test.ts', text: code }]).complaints
}

test('GR11 rules are the bold numbers, not every mention', () => expect(rulesIn(spec.text)).toEqual(['AA1', 'AA2']))

test('GR11 titles are found in every form a test is written in', () => {
  const code = [
    "test('AA1 plain', () => {})",
    "test.each([[1], ['AA9 not a title']])('AA1 each %s', (n: number) => {})",
    "it.skipIf(true)('AA2 skipped', () => {})",
    "describe('AA2 group', () => { test('inside', () => {}) })",
    `test(\`\${name} AA1 contract\`, () => {})`,
    "test.describe('AA1 journey', () => { test.beforeEach('AA9 hook', () => {}) })",
    "// test('AA9 comment', () => {})",
    "expect(/x/.test('AA9 a regular expression')).toBe(true)",
  ].join('\n')
  expect(titlesIn('x.test.ts', code)).toEqual([
    'AA1 plain',
    'AA1 each %s',
    'AA2 skipped',
    'AA2 group › inside',
    '… AA1 contract',
  ])
})

test('GR11 all is well when each names the other', () => {
  expect(complaintsOf("test('AA1 adds', () => {})\ntest('AA2 takes', () => {})")).toEqual([])
})

test('GR11 a rule without a test, a test without a rule and a rule twice are refused', () => {
  expect(complaintsOf("test('AA1 adds', () => {})")).toEqual(['a/SPEC.md: no test names AA2'])
  expect(complaintsOf("test('AA1 AA2', () => {})\ntest('works', () => {})")).toEqual([
    'a/a.test.ts: "works" names no rule of a SPEC.md',
  ])
  expect(complaintsOf("test('AA1 AA2', () => {})\ntest('ZZ9 x', () => {})")).toHaveLength(1)
  const twice = compareSpecs([spec, { file: 'b/SPEC.md', text: '- **AA1** Again.' }], [])
  expect(twice.complaints).toContain('b/SPEC.md: AA1 is already a rule elsewhere')
})
