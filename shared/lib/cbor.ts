/**
 * Deterministic CBOR (RFC 8949 §4.2): encoding has one form for one value, and
 * decoding refuses every other form. Values: integers, byte strings, text,
 * arrays, maps with text keys, booleans, null. Floats only where a schema says so.
 */
import { encode } from 'cborg'
import type { Bytes } from './bytes.ts'
import { decodeDeterministic } from './cbor-decode.ts'
import { err, ok, type Result } from './result.ts'

export function encodeCbor(value: unknown): Bytes {
  return encode(value) as Bytes
}

export interface NotCanonical {
  readonly type: 'not-canonical'
  readonly detail: string
}

export function decodeCbor(bytes: Uint8Array): Result<unknown, NotCanonical> {
  const decoded = decodeDeterministic(bytes)
  return decoded.ok ? ok(decoded.value) : err({ type: 'not-canonical', detail: decoded.detail })
}
