/**
 * Rules and tests name each other: every rule of a SPEC.md (`- **NW3** …`) is
 * named by the title of at least one test, and every test names a rule that
 * exists. Titles are read from the syntax tree, so comments prove nothing.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { filesBelow } from './files.ts'
import { childrenOf, isNode, type Node } from './syntax.ts'

const idPattern = /\b[A-Z]{2,3}\d+[a-z]?\b/g
const places = ['client', 'server', 'shared', 'tools', 'e2e']
const testFile = /\.(test|spec)\.tsx?$|\.contract\.ts$/

export interface SpecReport {
  readonly rules: number
  readonly tests: number
  readonly complaints: readonly string[]
}

interface Source {
  readonly file: string
  readonly text: string
}

export function rulesIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\s*[-*]?\s*\*\*([A-Z]{2,3}\d+[a-z]?)\b[^*]*\*\*/gm)].flatMap((match) => match[1] ?? [])
}

/** `test`, `test.each(…)`, `test.for(…)`, `it.skipIf(…)`: the name at the root of the call. */
function rootName(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'MemberExpression') return hookNames.test(memberName(node)) ? '' : rootName(node.object)
  if (node.type === 'CallExpression') return rootName(node.callee)
  return ''
}

const hookNames = /^(beforeEach|beforeAll|afterEach|afterAll|use|extend|step|describe|setTimeout|info|slow)$/

function memberName(node: Node): string {
  return isNode(node.property) ? String(node.property.name ?? '') : ''
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return undefined
  return node.quasis.map((quasi: { readonly value: { readonly raw: string } }) => quasi.value.raw).join('…')
}

export function titlesIn(file: string, code: string): readonly string[] {
  const titles: string[] = []
  const visit = (node: Node, prefix: string): void => {
    let inside = prefix
    if (node.type === 'CallExpression' && Array.isArray(node.arguments)) {
      const name = rootName(node.callee)
      const isDescribe = name === 'describe' || (isNode(node.callee) && memberName(node.callee) === 'describe')
      const title = textOf(node.arguments[0])
      if (title !== undefined && node.arguments.length > 1 && isDescribe) inside = `${prefix}${title} › `
      else if (title !== undefined && node.arguments.length > 1 && /^(test|it)$/.test(name)) titles.push(prefix + title)
    }
    for (const child of childrenOf(node)) visit(child, inside)
  }
  const { program } = parseSync(file, code)
  for (const statement of program.body) if (isNode(statement)) visit(statement, '')
  return titles
}

export function compareSpecs(specs: readonly Source[], tests: readonly Source[]): SpecReport {
  const rules = specs.flatMap(({ file, text }) => rulesIn(text).map((id) => ({ id, file })))
  const declared = new Set(rules.map(({ id }) => id))
  const titles = tests.flatMap(({ file, text }) => titlesIn(file, text).map((title) => ({ title, file })))
  const named = new Set<string>()
  const complaints: string[] = []
  for (const { title, file } of titles) {
    const ids = title.match(idPattern) ?? []
    const known = ids.filter((id) => declared.has(id))
    for (const id of known) named.add(id)
    if (known.length === 0) complaints.push(`${file}: "${title}" names no rule of a SPEC.md`)
  }
  const twice = rules.filter(({ id }, i) => rules.findIndex((rule) => rule.id === id) !== i)
  for (const { id, file } of twice) complaints.push(`${file}: ${id} is already a rule elsewhere`)
  for (const { id, file } of rules) if (!named.has(id)) complaints.push(`${file}: no test names ${id}`)
  return { rules: rules.length, tests: titles.length, complaints }
}

function readSources(root: string, pattern: RegExp): readonly Source[] {
  const files = places.flatMap((place) => filesBelow(join(root, place)).map((file) => `${place}/${file}`))
  const wanted = files.filter((file) => pattern.test(file) && !file.includes('node_modules/'))
  return wanted.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const report = compareSpecs(readSources(root, /(^|\/)SPEC\.md$/), readSources(root, testFile))
  for (const complaint of report.complaints) console.log(complaint)
  console.log(`${report.rules} rules, ${report.tests} tests, ${report.complaints.length} complaints`)
  process.exitCode = report.complaints.length === 0 && report.rules > 0 && report.tests > 0 ? 0 : 1
}
