/**
 * POST /v1/spaces/:space/control: control entries in order, each with the boxes
 * of the epoch it begins. The relay stops at the first it refuses; the answers
 * are those of append.ts, `not-tried` for what stands behind the refusal.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { Result } from '../lib/result.ts'
import { appendByteLimit, appendItemLimit } from './append.ts'
import { type Box, boxList } from './boxes.ts'
import { bytesUpTo, encodeField, listOf, parseField, row } from './fields.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface ControlAppend {
  readonly control: Bytes
  readonly boxes: readonly Box[]
}

const request = listOf(
  row<ControlAppend>({ control: bytesUpTo(appendByteLimit, 1), boxes: boxList }),
  appendItemLimit,
  1,
)

export function encodeControlAppend(value: readonly ControlAppend[]): Bytes {
  return encodeField(request, value)
}

export function parseControlAppend(bytes: Uint8Array): Result<readonly ControlAppend[], Malformed> {
  return bytes.length > appendByteLimit ? malformed('larger than a request may be') : parseField(request, bytes)
}
