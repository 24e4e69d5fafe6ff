/**
 * The forms a payload is sealed in, named by the first byte of what is sealed:
 *
 *   0  as it is
 *   1  packed by itself, one DEFLATE block against the dictionary of this form
 *
 * Form 1 is taken only where it makes the padded length smaller, and only for
 * what one author wrote in one act (CR14): a length then tells nothing of
 * anybody else's words. The reasoning is in SPEC.md under Crypto.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ContentKind } from '../../../shared/protocol/entry.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { Packing } from './packing.ts'
import { pad, paddedLength, unpad } from './padme.ts'

const asItIs = 0
const packed = 1
/** A snapshot would hold many authors' words. */
const packedKinds: readonly ContentKind[] = ['change', 'record', 'audit']
/** Nothing packs to less than the shortest padded length. */
const worthPacking = 60

export type FormFailure = { readonly type: 'bad-padding' } | { readonly type: 'newer-app' }

export interface PayloadForms {
  /** Fetches what packs. */
  readonly prepare: () => Promise<void>
  /** Padded, for sealing. */
  readonly close: (payload: Bytes, kind: ContentKind) => Promise<Bytes>
  readonly open: (padded: Uint8Array) => Promise<Result<Bytes, FormFailure>>
}

const loadPacking = async (limit: number): Promise<Packing> => (await import('./packing.ts')).createPacking(limit)

/** `limit`: the longest payload, whatever it was packed to. */
export function createPayloadForms(limit: number, load = loadPacking): PayloadForms {
  const packing = loadOnce(() => load(limit))
  /** Undefined while its file cannot be had. */
  const loaded = () => packing().catch(() => undefined)

  return {
    prepare: async () => void (await loaded()),
    close: async (payload, kind) => {
      if (payload.length <= worthPacking || !packedKinds.includes(kind)) return pad(payload, asItIs)
      // Nothing that was written may wait for a file.
      const body = (await loaded())?.pack(payload)
      const closed = body && pad(body, packed)
      return closed !== undefined && closed.length < paddedLength(payload) ? closed : pad(payload, asItIs)
    },
    open: async (padded) => {
      const unpadded = unpad(padded)
      if (unpadded === undefined) return err({ type: 'bad-padding' })
      if (unpadded.form === asItIs) return ok(unpadded.body)
      const form = unpadded.form === packed ? await loaded() : undefined
      if (form === undefined) return err({ type: 'newer-app' })
      const payload = form.unpack(unpadded.body)
      return payload === undefined ? err({ type: 'bad-padding' }) : ok(payload)
    },
  }
}
