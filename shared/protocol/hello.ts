/** POST /v1/hello: a nonce to sign for a session, and the relay's clock. */
import type { Bytes } from '../lib/bytes.ts'
import type { Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { encodeField, instant, parseField, row } from './fields.ts'
import { nonce32 } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface Hello {
  readonly nonce: Bytes
  readonly serverTime: Instant
}

const hello = row<Hello>({ nonce: nonce32, serverTime: instant })

export function encodeHello(value: Hello): Bytes {
  return encodeField(hello, value)
}

export function parseHello(bytes: Uint8Array): Result<Hello, Malformed> {
  return parseField(hello, bytes)
}
