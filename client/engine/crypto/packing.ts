/**
 * Form 1 of a payload: packed by itself against words that are the same for
 * everybody. Loaded with the first payload that needs it, not with the app.
 */
import { createDeflate, type Deflate } from './deflate.ts'
import { createInflate, type Inflate } from './inflate.ts'
import { payloadDictionary } from './payload-dictionary.ts'

export interface Packing {
  readonly pack: Deflate
  readonly unpack: Inflate
}

/** `limit`: no payload is longer. */
export function createPacking(limit: number): Packing {
  return { pack: createDeflate(payloadDictionary), unpack: createInflate(payloadDictionary, limit) }
}
