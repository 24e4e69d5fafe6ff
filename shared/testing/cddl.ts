/**
 * CDDL (RFC 8610), as much of it as protocol.cddl uses, so that the schema can be
 * held against the encoders instead of only standing beside them: choices, ranges,
 * arrays and maps with occurrences, groups, one generic parameter, `.size`, `.cbor`.
 * Anything else in the schema is a syntax error here.
 */
import { utf8ToBytes } from '../lib/bytes.ts'
import { decodeCbor } from '../lib/cbor.ts'

type Type =
  | { readonly is: 'choice'; readonly of: readonly Type[] }
  | { readonly is: 'literal'; readonly value: number | string }
  | { readonly is: 'range'; readonly from: number; readonly to: number }
  | { readonly is: 'ref'; readonly name: string; readonly argument: Type | undefined }
  | { readonly is: 'array' | 'map' | 'group'; readonly of: readonly Member[] }
  | { readonly is: 'control'; readonly operator: string; readonly of: Type; readonly by: Type }

interface Member {
  readonly min: number
  readonly max: number
  readonly key: string | Type | undefined
  readonly type: Type
}

interface Rule {
  readonly parameter: string | undefined
  readonly type: Type
}

type Rules = ReadonlyMap<string, Rule>
type Bound = Readonly<Record<string, Type>>

export interface CddlSchema {
  readonly names: readonly string[]
  /** Whether `bytes` are canonical CBOR that the rule describes. */
  readonly matches: (rule: string, bytes: Uint8Array) => boolean
}

export function parseCddl(text: string): CddlSchema {
  const rules = parseRules(text)
  function matches(rule: string, bytes: Uint8Array): boolean {
    const decoded = decodeCbor(bytes)
    return decoded.ok && fits({ is: 'ref', name: rule, argument: undefined }, decoded.value, rules, {})
  }
  return { names: [...rules.keys()], matches }
}

const tokenPattern = /;[^\n]*|\s+|("[^"]*"|\.\.|\.[a-z]+|\d*\*\d*|\d+|[A-Za-z][\w-]*|=>|[=<>[\]{}(),:/])/gy

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = []
  let end = 0
  for (const match of text.matchAll(tokenPattern)) {
    end = match.index + match[0].length
    if (match[1] !== undefined) tokens.push(match[1])
  }
  if (end !== text.length) throw new Error(`CDDL: cannot read ${text.slice(end, end + 20)}`)
  return tokens
}

function parseRules(text: string): Rules {
  const tokens = tokensOf(text)
  const rules = new Map<string, Rule>()
  let at = 0

  const peek = (ahead = 0) => tokens[at + ahead] ?? ''
  const isName = (token: string) => /^[A-Za-z]/.test(token)

  function take(expected?: string): string {
    const token = peek()
    if (token === '' || (expected !== undefined && token !== expected))
      throw new Error(`CDDL: ${token} for ${expected}`)
    at++
    return token
  }

  function isNext(token: string): boolean {
    if (peek() !== token) return false
    at++
    return true
  }

  function parseType(): Type {
    const of = [parseOperated()]
    while (isNext('/')) of.push(parseOperated())
    return of.length === 1 ? of[0]! : { is: 'choice', of }
  }

  function parseOperated(): Type {
    const left = parsePlain()
    if (isNext('..')) {
      const right = parsePlain()
      return { is: 'range', from: numberOf(left), to: numberOf(right) }
    }
    return peek().startsWith('.') ? { is: 'control', operator: take(), of: left, by: parsePlain() } : left
  }

  function parsePlain(): Type {
    const token = take()
    if (token === '[') return { is: 'array', of: parseMembers(']') }
    if (token === '{') return { is: 'map', of: parseMembers('}') }
    if (token === '(') return unwrapped(parseMembers(')'))
    if (token.startsWith('"')) return { is: 'literal', value: token.slice(1, -1) }
    if (/^\d+$/.test(token)) return { is: 'literal', value: Number(token) }
    if (!isName(token)) throw new Error(`CDDL: ${token} is no type`)
    const argument = isNext('<') ? parseType() : undefined
    if (argument !== undefined) take('>')
    return { is: 'ref', name: token, argument }
  }

  function parseMembers(close: string): readonly Member[] {
    const members: Member[] = []
    while (!isNext(close)) {
      members.push(parseMember())
      isNext(',')
    }
    return members
  }

  function parseMember(): Member {
    const [min, max] = peek().includes('*') ? take().split('*') : ['1', '1']
    const occurrence = { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) }
    if (peek(1) === ':') {
      const key = take()
      take(':')
      return { ...occurrence, key, type: parseType() }
    }
    const type = parseType()
    return isNext('=>') ? { ...occurrence, key: type, type: parseType() } : { ...occurrence, key: undefined, type }
  }

  while (at < tokens.length) {
    const name = take()
    const parameter = isNext('<') ? take() : undefined
    if (parameter !== undefined) take('>')
    take('=')
    if (!isName(name) || rules.has(name)) throw new Error(`CDDL: rule ${name}`)
    rules.set(name, { parameter, type: parseType() })
  }
  return rules
}

function numberOf(type: Type): number {
  if (type.is === 'literal' && typeof type.value === 'number') return type.value
  throw new Error('CDDL: a range has numbers at its ends')
}

/** `(a / b)` is a type in brackets; anything with keys or several members is a group. */
function unwrapped(members: readonly Member[]): Type {
  const [only, ...others] = members
  const isType = only !== undefined && others.length === 0 && only.key === undefined && only.min === 1 && only.max === 1
  return isType ? only.type : { is: 'group', of: members }
}

const prelude: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  bool: (value) => typeof value === 'boolean',
  bytes: (value) => value instanceof Uint8Array,
  null: (value) => value === null,
  tstr: (value) => typeof value === 'string',
}

function fits(type: Type, value: unknown, rules: Rules, bound: Bound): boolean {
  switch (type.is) {
    case 'choice':
      return type.of.some((each) => fits(each, value, rules, bound))
    case 'literal':
      return value === type.value
    case 'range':
      return Number.isInteger(value) && (value as number) >= type.from && (value as number) <= type.to
    case 'control':
      return fits(type.of, value, rules, bound) && fitsOperator(type, value, rules, bound)
    case 'array':
      return Array.isArray(value) && fitsArray(spread(type.of, rules), value, rules, bound)
    case 'map':
      return fitsMap(type.of, value, rules, bound)
    case 'group':
      throw new Error('CDDL: a group where a type belongs')
    case 'ref':
      return fitsRef(type.name, type.argument, value, rules, bound)
  }
}

function fitsRef(name: string, argument: Type | undefined, value: unknown, rules: Rules, bound: Bound): boolean {
  const given = bound[name]
  if (given !== undefined) return fits(given, value, rules, {})
  const rule = rules.get(name)
  if (rule === undefined) {
    const known = prelude[name]
    if (known === undefined) throw new Error(`CDDL: no rule ${name}`)
    return known(value)
  }
  const inner = rule.parameter !== undefined && argument !== undefined ? { [rule.parameter]: argument } : {}
  return fits(rule.type, value, rules, inner)
}

function fitsOperator(type: Extract<Type, { is: 'control' }>, value: unknown, rules: Rules, bound: Bound): boolean {
  const bytes = typeof value === 'string' ? utf8ToBytes(value) : value
  if (!(bytes instanceof Uint8Array)) return false
  if (type.operator === '.size') return fits(type.by, bytes.length, rules, bound)
  if (type.operator !== '.cbor') throw new Error(`CDDL: no operator ${type.operator}`)
  const decoded = decodeCbor(bytes)
  return decoded.ok && fits(type.by, decoded.value, rules, bound)
}

/** Groups named inside an array stand for their members. */
function spread(members: readonly Member[], rules: Rules): readonly Member[] {
  return members.flatMap((member) => {
    const named = member.type.is === 'ref' ? rules.get(member.type.name)?.type : undefined
    return named?.is === 'group' ? spread(named.of, rules) : [member]
  })
}

/** Greedy, as RFC 8610 says: no member gives back what it took. */
function fitsArray(members: readonly Member[], values: readonly unknown[], rules: Rules, bound: Bound): boolean {
  let at = 0
  for (const { min, max, type } of members) {
    let count = 0
    while (count < max && at < values.length && fits(type, values[at], rules, bound)) {
      count++
      at++
    }
    if (count < min) return false
  }
  return at === values.length
}

function fitsMap(members: readonly Member[], value: unknown, rules: Rules, bound: Bound): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return false
  const named = members.filter(({ key }) => typeof key === 'string')
  const open = members.find(({ key }) => typeof key === 'object')
  const entries = new Map(Object.entries(value))
  for (const { key, type } of named) {
    if (!entries.has(String(key)) || !fits(type, entries.get(String(key)), rules, bound)) return false
    entries.delete(String(key))
  }
  return (
    entries.size === 0 ||
    (open !== undefined && [...entries.values()].every((each) => fits(open.type, each, rules, bound)))
  )
}
