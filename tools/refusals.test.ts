/** GR950, GR951: what the code says no to, and whether the list of mutations names it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow } from './files.ts'
import { mutations } from './mutations/all.ts'
import { guardedPlaces, unnamedRefusals } from './mutations/unnamed.ts'
import { changedBy, isNamed, refusalsIn } from './refusals.ts'

const root = join(import.meta.dirname, '..')

const textsIn = (code: string) => refusalsIn('x.ts', code).map(({ text }) => text)
const within = (line: string, type = 'unknown') =>
  `function judge(x: any, y: any): ${type} {\n  ${line}\n  return rest(y)\n}`

test.each([
  ["if (x.gone) return err({ type: 'gone' })"],
  ["if (x.gone) return { ok: false, error: 'gone' }"],
  ["if (x.gone) return { type: 'refused', reason: 'gone' }"],
  ["if (x.gone) return problem(y, 'gone')"],
  ["if (x.gone) throw new Error('gone')"],
  ['if (!x.ok) return x'],
  ["if (x.type !== 'good') return x"],
  ["if (x === undefined) return err('none')"],
  ["const limit = bodyLimit({ maxSize: 9, onError: (c) => problem(c, 'too-large') })"],
  ["return x.fine ? ok(y) : err('not')"],
  ["return x.found ?? malformed('not')"],
])('GR950 a refusal is found: %s', (line) => expect(textsIn(within(line))).toEqual([line]))

test.each([
  ["if (x.gone) return { type: 'gone' }", 'Refusal | undefined'],
  ["if (x.gone) return 'gone'", 'Problem | undefined'],
  ["return x.gone ? 'gone' : undefined", 'string | undefined'],
])('GR950 a refusal is found where the type says that it is one: %s', (line, type) => {
  expect(textsIn(within(line, type))).toEqual([line])
  expect(textsIn(within(line, 'Word'))).toEqual([])
})

test.each([
  ["if (!x.ok) return err('not')\n  use(x.value)"],
  ["if (x === undefined) return err('none')\n  use(x)"],
  ["if (x === undefined || y === undefined) return err('none')\n  use(x)"],
  ["if (x.type !== 'good') return x\n  const { author } = x"],
])('GR950 what would not compile without it needs no mutation: %s', (lines) => {
  expect(textsIn(within(lines))).toEqual([])
})

test('GR950 a function that only refuses is like what it calls, and is itself no refusal', () => {
  const own = 'const no = (why) => ({ result: refuse(why) })\nfunction refuse(why) { return err(why) }\n'
  expect(textsIn(`${own}${within("if (x.gone) return no('gone')")}`)).toEqual(["if (x.gone) return no('gone')"])
})

test('GR950 a mutation names the refusal whose test, answer or constant it changes, and not the one beside it', () => {
  const code = within("const isOpen = x.open\n  if (x.gone) return err('gone')\n  if (!isOpen) return err('shut')")
  const namedBy = (from: string, to: string) =>
    refusalsIn('x.ts', code).map((refusal) => isNamed(refusal, [changedBy({ from, to }, code)]))
  expect(namedBy('if (x.gone) return', 'if (x.gone && false) return')).toEqual([true, false])
  expect(namedBy("  if (x.gone) return err('gone')\n", '')).toEqual([true, false])
  expect(namedBy("err('gone')\n  if (!isOpen)", "err('gone')\n  if (!x)")).toEqual([false, true])
  expect(namedBy('const isOpen = x.open', 'const isOpen = true')).toEqual([false, true])
  expect(namedBy('rest(y)', 'rest(x)')).toEqual([false, false])
})

const found = guardedPlaces.flatMap((place) => {
  const folder = place.slice(0, place.lastIndexOf('/'))
  const files = filesBelow(join(root, folder)).map((file) => `${folder}/${file}`)
  const own = files.filter((file) => file.startsWith(place) && file.endsWith('.ts'))
  const code = own.filter((file) => !/\.(test|contract)\.ts$|\/testing\//.test(file))
  return [{ place, refusals: code.flatMap(unnamedAndNamedIn) }]
})

function unnamedAndNamedIn(file: string) {
  const code = readFileSync(join(root, file), 'utf8')
  const changes = mutations.filter((mutation) => mutation.file === file).map((mutation) => changedBy(mutation, code))
  return refusalsIn(file, code).map((refusal) => ({ ...refusal, file, isNamed: isNamed(refusal, changes) }))
}

test('GR951 there are refusals in every place that is looked at', () => {
  expect(found.filter(({ refusals }) => refusals.length === 0)).toEqual([])
})

test('GR951 every refusal there is named by a mutation, or stands on the list of those that are not, with why', () => {
  const isListed = (file: string, text: string) =>
    unnamedRefusals.some((listed) => listed.file === file && listed.text === text)
  const unnamed = found.flatMap(({ refusals }) => refusals).filter((refusal) => !refusal.isNamed)
  const forgotten = unnamed.filter(({ file, text }) => !isListed(file, text))
  expect(forgotten.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([])
})

test('GR951 whatever stands on that list is there, once, and no mutation names it', () => {
  const stale = unnamedRefusals.filter(({ file, text, why }) => {
    const here = found.flatMap(({ refusals }) => refusals).filter((each) => each.file === file && each.text === text)
    return here.length !== 1 || here[0]!.isNamed || why === ''
  })
  expect(stale).toEqual([])
})
