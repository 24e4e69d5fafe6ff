/** The fields that stand in a document, as the policy table names them. */
import * as A from '@automerge/automerge/slim'
import { planSectionIds } from '../documents/plan-sections.ts'

/** Written whole, so one field: parts of two decisions must not be mixed. */
const wholes = new Set(['scale2Target'])
const named: ReadonlySet<string> = new Set(planSectionIds)

export function documentFields(doc: unknown): readonly string[] {
  return [...new Set(fieldsIn(doc, '').map(({ path }) => path))].sort()
}

/** Those whose letters are a list of their own, for people to write in together. */
export function lettersIn(doc: unknown): readonly string[] {
  return [...new Set(fieldsIn(doc, '').flatMap(({ path, value }) => (typeof value === 'string' ? path : [])))].sort()
}

interface Field {
  readonly path: string
  readonly value: unknown
}

function fieldsIn(value: unknown, path: string): readonly Field[] {
  const isMap = typeof value === 'object' && value !== null && !A.isImmutableString(value)
  if (!isMap || wholes.has(path)) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = path !== '' && (named.has(key) || /^[0-9a-f]{32}$/.test(key)) ? '*' : key
    return fieldsIn(inner, path === '' ? step : `${path}.${step}`)
  })
}
