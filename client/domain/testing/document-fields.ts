/** The fields that stand in a document, as the policy table names them. */
import * as A from '@automerge/automerge/slim'
import { planSectionIds } from '../documents/plan-sections.ts'

/** Written whole, so one field: parts of two decisions must not be mixed. */
const wholes = new Set(['scale2Target'])
const named: ReadonlySet<string> = new Set(planSectionIds)

export function documentFields(doc: unknown): readonly string[] {
  return [...new Set(fieldsIn(doc, ''))].sort()
}

function fieldsIn(value: unknown, path: string): readonly string[] {
  const isMap = typeof value === 'object' && value !== null && !A.isImmutableString(value)
  if (!isMap || wholes.has(path)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = path !== '' && (named.has(key) || /^[0-9a-f]{32}$/.test(key)) ? '*' : key
    return fieldsIn(inner, path === '' ? step : `${path}.${step}`)
  })
}
