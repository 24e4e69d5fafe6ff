/**
 * Where the code says no, read from its syntax tree, so that the list of checks
 * to take out can be held against it: `err(…)` and what is like it, a refusal as
 * an object or a word, a throw, the relay's answers, and handing on what another
 * function refused. Rules GR950, GR951.
 */
import { parseSync } from 'vite'
import type { Mutation } from './mutations/mutation.ts'
import { childrenOf, isNode, type Node } from './syntax.ts'

type Range = readonly [start: number, end: number]

export interface Refusal {
  readonly line: number
  /** The line it begins in. */
  readonly text: string
  /** What decides about it, and what it says: a mutation that changes any of it names it. */
  readonly parts: readonly Range[]
}

interface Placed extends Node {
  readonly start: number
  readonly end: number
  readonly parent: Placed | undefined
}

/** What says no wherever it is imported; a function of the same file that only calls one of them is like it. */
const refusers = ['err', 'problem', 'malformed', 'refusedWith']
const wrapping = /^(TSAsExpression|TSSatisfiesExpression|ParenthesizedExpression|AwaitExpression)$/

export function refusalsIn(file: string, code: string): readonly Refusal[] {
  const nodes = placedIn(file, code)
  const names = refusersOf(nodes)
  const found = nodes.filter((node) => isRefusal(names, node, code) && !isHeldByTypes(nodes, node))
  const outermost = found.filter((node) => !ancestorsOf(node).some((outer) => found.includes(outer)))
  return outermost.map((node) => {
    const line = code.slice(0, node.start).split('\n').length
    const guard = guardOf(node)
    return { line, text: code.split('\n')[line - 1]!.trim(), parts: [...guard, ...constantsOf(nodes, node, guard)] }
  })
}

/** What a mutation changes of its file. */
export function changedBy({ from, to }: Pick<Mutation, 'from' | 'to'>, code: string): Range {
  const at = code.indexOf(from)
  const shorter = Math.min(from.length, to.length)
  let before = 0
  while (before < shorter && from[before] === to[before]) before++
  let after = 0
  while (after < shorter - before && from.at(-1 - after) === to.at(-1 - after)) after++
  return [at + before, at + from.length - after]
}

export function isNamed({ parts }: Refusal, changes: readonly Range[]): boolean {
  return changes.some(([start, end]) => parts.some(([first, last]) => start <= last && end >= first))
}

function placedIn(file: string, code: string): readonly Placed[] {
  const nodes: Placed[] = []
  const visit = (node: Node, parent: Placed | undefined): void => {
    const children = childrenOf(node)
    const placed = Object.assign(node, { parent }) as unknown as Placed
    nodes.push(placed)
    for (const child of children) visit(child, placed)
  }
  for (const statement of parseSync(file, code).program.body) if (isNode(statement)) visit(statement, undefined)
  return nodes
}

function refusersOf(nodes: readonly Placed[]): ReadonlySet<string> {
  const names = new Set(refusers)
  const own = nodes.filter(isFunction).map((node) => ({ name: nameOf(node), answer: onlyAnswer(node) }))
  for (let known = 0; known < names.size; ) {
    known = names.size
    for (const { answer, name } of own)
      if (name !== '' && answer !== undefined && saysNo(names, answer)) names.add(name)
  }
  return names
}

function isRefusal(names: ReadonlySet<string>, node: Placed, code: string): boolean {
  const within = functionOf(node)
  if (within !== undefined && names.has(nameOf(within))) return false
  if (node.type === 'ThrowStatement') return true
  return node.type === 'ReturnStatement' ? handsOn(node) : saysNo(names, node) || isOfRefusingType(node, within, code)
}

function saysNo(names: ReadonlySet<string>, node: Node): boolean {
  if (wrapping.test(node.type)) return isNode(node.expression) && saysNo(names, node.expression)
  if (node.type === 'CallExpression') return names.has(nameOf(node.callee))
  if (node.type !== 'ObjectExpression') return false
  return (
    fieldOf(node, 'type') === 'refused' ||
    fieldOf(node, 'ok') === false ||
    fieldsOf(node).some(({ value }) => isNode(value) && saysNo(names, value))
  )
}

/** `{ type: … }` or a word, from a function whose type says that it gives a refusal or nothing. */
function isOfRefusingType(node: Placed, within: Placed | undefined, code: string): boolean {
  const type = within?.returnType
  if (!isNode(type) || !isGivenBack(node)) return false
  const said = code.slice(Number(type.start), Number(type.end))
  if (/Result<|Verdict/.test(said) || !/Refus|Problem|Malformed|\bstring \| undefined/.test(said)) return false
  return (
    typeof (node.type === 'ObjectExpression' ? fieldOf(node, 'type') : node.type === 'Literal' && node.value) ===
    'string'
  )
}

function isGivenBack(node: Placed): boolean {
  const { parent } = node
  if (parent === undefined) return false
  const isBranch = /^(Conditional|Logical)Expression$/.test(parent.type) && parent.test !== node
  if (isBranch || wrapping.test(parent.type)) return isGivenBack(parent)
  return parent.type === 'ReturnStatement' || parent.type === 'ArrowFunctionExpression'
}

/** `if (!known.ok) return known`, `if (right.type !== 'good') return right`: what another function refused. */
function handsOn({ argument, parent }: Placed): boolean {
  return parent?.type === 'IfStatement' && nameOf(argument) !== '' && narrowedBy(parent.test) === nameOf(argument)
}

/** Of `!x.ok`, `x.ok ? …`, `x.type !== 'good'` and `x === undefined` it is x. */
function narrowedBy(test: unknown): string {
  if (!isNode(test)) return ''
  if (test.operator === '!') return narrowedBy(test.argument)
  if (test.operator === '!==') return narrowedBy(test.left)
  if (test.type === 'MemberExpression') return /^(ok|type)$/.test(nameOf(test.property)) ? nameOf(test.object) : ''
  return isAskedFor(test) ? nameOf(test.left) : ''
}

function isAskedFor({ operator, right }: Node): boolean {
  return operator === '===' && nameOf(right) === 'undefined'
}

/** Of `x === undefined || y === undefined` both. */
function narrowedAll(test: unknown): readonly string[] {
  if (isNode(test) && test.operator === '||') return [...narrowedAll(test.left), ...narrowedAll(test.right)]
  return [narrowedBy(test)]
}

/** The guard cannot go, since what comes after takes for granted what it asks: that would not compile. */
function isHeldByTypes(nodes: readonly Placed[], node: Placed): boolean {
  const guard = ancestorsOf(node).find(({ type }) => type === 'IfStatement' || type === 'ConditionalExpression')
  const test = guard?.test as Placed | undefined
  if (test === undefined) return false
  const end = functionOf(node)?.end ?? Number.POSITIVE_INFINITY
  const isSaid = ({ end: last, start }: Placed) => start >= node.start && last <= node.end
  const after = nodes.filter((each) => each.start >= test.end && each.end <= end && !isSaid(each))
  const isWhole = test.operator === '||' || isAskedFor(test)
  const isUsed = (name: string) => after.some((each) => (isWhole ? nameOf(each) === name : isTakenFrom(each, name)))
  return narrowedAll(test).every((name) => name !== '' && isUsed(name))
}

/** `x.value`, `const { … } = x`. */
function isTakenFrom({ id, init, object, property, type }: Placed, name: string): boolean {
  if (type === 'VariableDeclarator') return isNode(id) && id.type === 'ObjectPattern' && nameOf(init) === name
  return type === 'MemberExpression' && nameOf(object) === name && !/^(ok|type|error)$/.test(nameOf(property))
}

/** What decides about it: the test it is a branch of; else what stands just before it, where nothing of that let it by. */
function guardOf(node: Placed): readonly Range[] {
  const { parent } = node
  if (parent === undefined) return [[node.start, node.end]]
  if (parent.type === 'IfStatement') {
    return [
      [parent.start, (parent.test as Placed).end],
      [node.start, node.end],
    ]
  }
  if (/^((Conditional|Logical)Expression|SwitchCase|CatchClause|ArrowFunctionExpression)$/.test(parent.type)) {
    // `onError: () => problem(…)` belongs to what is called with it.
    return [rangeOf(parent.parent?.type === 'Property' ? callAround(parent) : parent)]
  }
  const isOfFunction = Array.isArray(parent.body) && parent.parent?.type !== 'IfStatement'
  return isOfFunction ? [[before(parent.body as readonly Placed[], node).start, node.end]] : guardOf(parent)
}

function before(statements: readonly Placed[], node: Placed): Placed {
  const at = statements.findIndex(({ end }) => end >= node.end)
  return statements[Math.max(at - 1, 0)] ?? node
}

function callAround(node: Placed): Placed {
  return ancestorsOf(node).find(({ type }) => type === 'CallExpression') ?? node
}

function rangeOf({ end, start }: Placed): Range {
  return [start, end]
}

/** `const isOpen = …; return isOpen ? … : err(…)`: what the test names is part of it. */
function constantsOf(nodes: readonly Placed[], node: Placed, guard: readonly Range[]): readonly Range[] {
  const within = functionOf(node)
  const isInside = ({ end, start }: Placed) => guard.some(([first, last]) => start >= first && end <= last)
  const names = new Set(nodes.filter((each) => each.type === 'Identifier' && isInside(each)).map(nameOf))
  return nodes
    .filter((each) => each.type === 'VariableDeclarator' && names.has(nameOf(each.id)) && functionOf(each) === within)
    .map(rangeOf)
}

function isFunction(node: Placed): boolean {
  return /Function/.test(node.type) && isNode(node.body)
}

function functionOf(node: Placed): Placed | undefined {
  return ancestorsOf(node).find(isFunction)
}

function ancestorsOf({ parent }: Placed): readonly Placed[] {
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)]
}

function onlyAnswer({ body }: Placed): Node | undefined {
  if (!isNode(body) || !Array.isArray(body.body)) return isNode(body) ? body : undefined
  const [only, ...others] = body.body as readonly unknown[]
  const answer = others.length === 0 && isNode(only) && only.type === 'ReturnStatement' ? only.argument : undefined
  return isNode(answer) ? answer : undefined
}

/** Of an identifier, or of a function, also one that is a constant. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (!/Function/.test(node.type)) return ''
  if (isNode(node.id)) return nameOf(node.id)
  return isNode(node.parent) && node.parent.type === 'VariableDeclarator' ? nameOf(node.parent.id) : ''
}

function fieldOf(node: Node, name: string): unknown {
  const value = fieldsOf(node).find(({ key }) => nameOf(key) === name)?.value
  return isNode(value) ? value.value : undefined
}

function fieldsOf({ properties }: Node): readonly Node[] {
  return (properties as readonly unknown[]).filter(isNode)
}
