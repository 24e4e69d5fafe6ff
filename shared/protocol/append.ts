/** POST /v1/entries: sealed entries up, one answer for each in the same order. */
import type { Bytes } from '../lib/bytes.ts'
import type { Arrival } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { bytesUpTo, encodeField, listOf, ownBytes, parseField, row, tagged } from './fields.ts'
import { arrival } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'
import { type ProblemType, problemType } from './problem.ts'

export type AppendResult =
  | { readonly type: 'stored'; readonly arrival: Arrival }
  /** Here already, under the arrival it got the first time. */
  | { readonly type: 'duplicate'; readonly arrival: Arrival }
  /** Kept for an admin to look at, because its author had left. */
  | { readonly type: 'quarantined' }
  | { readonly type: 'refused'; readonly problem: ProblemType }

export const appendItemLimit = 256
export const appendByteLimit = 1_048_576

/** An envelope above the entry limit is refused by itself, not together with its neighbours. */
const request = listOf(bytesUpTo(appendByteLimit, 1), appendItemLimit, 1)

export const appendResult = tagged<AppendResult>(
  { stored: 0, duplicate: 1, quarantined: 2, refused: 3 },
  {
    stored: row({ arrival }),
    duplicate: row({ arrival }),
    quarantined: row({}),
    refused: row({ problem: problemType }),
  },
)

const results = listOf(appendResult, appendItemLimit, 1)

export function encodeAppendRequest(entries: readonly Uint8Array[]): Bytes {
  return encodeField(request, entries.map(ownBytes))
}

export function parseAppendRequest(bytes: Uint8Array): Result<readonly Bytes[], Malformed> {
  return bytes.length > appendByteLimit ? malformed('larger than a request may be') : parseField(request, bytes)
}

export function encodeAppendResults(value: readonly AppendResult[]): Bytes {
  return encodeField(results, value)
}

export function parseAppendResults(bytes: Uint8Array): Result<readonly AppendResult[], Malformed> {
  return parseField(results, bytes)
}
