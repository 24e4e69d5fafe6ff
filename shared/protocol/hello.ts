/** POST /v1/hello: a nonce to sign for a session, the relay's clock and its key. */
import type { Bytes } from '../lib/bytes.ts'
import type { Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { encodeField, instant, parseField, row } from './fields.ts'
import { nonce32, publicKey } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface Hello {
  readonly nonce: Bytes
  readonly serverTime: Instant
  /** Signs the checkpoints of the fetch log: who founds a team names it. */
  readonly relayKey: Bytes
}

const hello = row<Hello>({ nonce: nonce32, serverTime: instant, relayKey: publicKey })

export function encodeHello(value: Hello): Bytes {
  return encodeField(hello, value)
}

export function parseHello(bytes: Uint8Array): Result<Hello, Malformed> {
  return parseField(hello, bytes)
}
