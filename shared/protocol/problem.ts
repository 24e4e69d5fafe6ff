/** Refusals, as `application/problem+json` (RFC 9457) with types of our own. */
import { ok, type Result } from '../lib/result.ts'
import { wordOf } from './fields.ts'
import { type Malformed, malformed } from './malformed.ts'

export const problemTypes = [
  'malformed',
  'too-large',
  'unknown-or-forbidden',
  'gap',
  'previous-mismatch',
  'fork',
  'unknown-epoch',
  'author-not-active',
  'compare-and-swap',
  'chain-refused',
  'over-quota',
  'too-many-requests',
  'no-session',
  'expired-nonce',
  'invite-broken',
  'invite-expired',
  'invite-used',
  'invite-not-by-right',
  'version-unsupported',
  'not-tried',
  'unavailable',
] as const

export type ProblemType = (typeof problemTypes)[number]

export interface Problem {
  readonly type: ProblemType
  readonly title: string
  readonly status: number
  readonly detail?: string
}

export const problemMediaType = 'application/problem+json'
export const problemType = wordOf<ProblemType>(problemTypes)
const urn = 'urn:doorstep:problem:'

export function encodeProblem(problem: Problem): string {
  return JSON.stringify({ ...problem, type: `${urn}${problem.type}` })
}

/** A captive portal's page, a proxy's error and a relay of another kind are all malformed here. */
export function parseProblem(text: string): Result<Problem, Malformed> {
  const raw = parseJson(text)
  if (typeof raw !== 'object' || raw === null) return malformed('not a JSON object')
  const { type, title, status, detail } = raw as Readonly<Record<string, unknown>>
  if (typeof type !== 'string' || !type.startsWith(urn)) return malformed('not a problem of ours')
  const known = problemType.read(type.slice(urn.length))
  if (!known.ok) return known
  if (typeof title !== 'string' || typeof status !== 'number' || !Number.isInteger(status))
    return malformed('no title or status')
  if (detail !== undefined && typeof detail !== 'string') return malformed('detail is not text')
  return ok({ type: known.value, title, status, ...(detail === undefined ? {} : { detail }) })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
