/** The one way a parser says no: `detail` is for logs and tests, never for a person to read. */
import { err } from '../lib/result.ts'

export interface Malformed {
  readonly type: 'malformed'
  readonly detail: string
}

export function malformed(detail: string): { readonly ok: false; readonly error: Malformed } {
  return err({ type: 'malformed', detail })
}
