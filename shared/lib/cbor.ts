/**
 * Deterministic CBOR (RFC 8949 §4.2): encoding has one form for one value, and
 * decoding refuses every other form, by strict decoding and by encoding again
 * and comparing. Values: integers, byte strings, text, arrays, maps with text
 * keys, booleans, null. Floats only where a schema says so.
 */
import { decode, encode } from 'cborg'
import { type Bytes, equalBytes } from './bytes.ts'
import { err, ok, type Result } from './result.ts'

const strict = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  rejectDuplicateMapKeys: true,
} as const

export function encodeCbor(value: unknown): Bytes {
  return encode(value) as Bytes
}

export interface NotCanonical {
  readonly type: 'not-canonical'
  readonly detail: string
}

export function decodeCbor(bytes: Uint8Array): Result<unknown, NotCanonical> {
  try {
    const value: unknown = decode(bytes, strict)
    return equalBytes(encode(value), bytes) ? ok(value) : err({ type: 'not-canonical', detail: 'another encoding' })
  } catch (failure) {
    return err({ type: 'not-canonical', detail: failure instanceof Error ? failure.message : 'not CBOR' })
  }
}
