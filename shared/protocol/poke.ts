/** WS /v1/live: after the token as the first text frame, the relay says that a space grew; the client then pulls. */
import type { Bytes } from '../lib/bytes.ts'
import type { Arrival, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { encodeField, parseField, row } from './fields.ts'
import { arrival, spaceId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface Poke {
  readonly space: SpaceId
  readonly arrival: Arrival
}

const poke = row<Poke>({ space: spaceId, arrival })

export function encodePoke(value: Poke): Bytes {
  return encodeField(poke, value)
}

export function parsePoke(bytes: Uint8Array): Result<Poke, Malformed> {
  return parseField(poke, bytes)
}
