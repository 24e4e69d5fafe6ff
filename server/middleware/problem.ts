/** Refusals on their way out: problem+json with the status and the title that belong to each type. RT2. */
import type { Context } from 'hono'
import { encodeProblem, type ProblemType, problemMediaType } from '../../shared/protocol/problem.ts'

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 426 | 429 | 503 | 507

interface ProblemRow {
  readonly status: ProblemStatus
  readonly title: string
}

const rowByType: Readonly<Record<ProblemType, ProblemRow>> = {
  malformed: { status: 400, title: 'The request is not what this call takes' },
  'too-large': { status: 413, title: 'Larger than is taken here' },
  'unknown-or-forbidden': { status: 404, title: 'Nothing here for you' },
  gap: { status: 409, title: 'An earlier entry of the feed is missing' },
  'previous-mismatch': { status: 409, title: 'The entry follows another one than the feed ends with' },
  fork: { status: 409, title: 'Another entry stands at this place of the feed' },
  'unknown-epoch': { status: 409, title: 'The group has no such epoch' },
  'author-not-active': { status: 403, title: 'The author is no longer in' },
  'compare-and-swap': { status: 409, title: 'The chain has moved on' },
  'chain-refused': { status: 409, title: 'The rules of the chain do not allow this' },
  'over-quota': { status: 507, title: 'No room left for this group or space' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'no-session': { status: 401, title: 'A session is needed' },
  'expired-nonce': { status: 401, title: 'The nonce is unknown, used or too old' },
  'invite-broken': { status: 400, title: 'The invite cannot be used' },
  'invite-expired': { status: 410, title: 'The invite has expired' },
  'invite-used': { status: 409, title: 'The invite was used by another device' },
  'invite-not-by-right': { status: 403, title: 'Whoever signed the invite may not let this person in' },
  'version-unsupported': { status: 426, title: 'This relay speaks another version' },
  'not-tried': { status: 409, title: 'Not tried, because an earlier one was refused' },
  unavailable: { status: 503, title: 'The relay cannot answer now' },
}

/** The type is left on the context for the access log. */
export function problem(c: Context, type: ProblemType): Response {
  const { status, title } = rowByType[type]
  c.set('problem', type)
  if (type === 'too-many-requests') c.header('retry-after', '60')
  return c.body(encodeProblem({ type, title, status }), status, { 'content-type': problemMediaType })
}
