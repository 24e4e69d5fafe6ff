/**
 * Which form the rows on this disk have. A newer app whose rows differ makes all
 * of them again from the log (RV rules of SPEC.md): nobody's device is left with
 * rows that its screens cannot read.
 */

import { utf8In, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { DeviceStore, StoreFailure, Write } from '../storage/device-store.ts'

/** Raised when rows, or where they lie, change; `rows-version.test.ts` says when. */
export const rowsVersion = '7'
/** Some are made again already, some not: whoever finds this begins anew. */
export const halfMade = 'half made'

const place = { store: 'meta', key: 'rows-version' } as const

/** Undefined: a new device, one from before rows had a version, or a damaged row. */
export async function readRowsVersion(store: DeviceStore): Promise<string | undefined> {
  const bytes = await store.get(place.store, place.key)
  return bytes === undefined ? undefined : utf8In(bytes)
}

export function rowsVersionWrite(version: string): Write {
  return { ...place, value: utf8ToBytes(version) }
}

/** The disk did not take the rows: half of them would look like the whole, so the device stays closed. */
export class RowsNotMade extends Error {
  readonly why: StoreFailure
  constructor(why: StoreFailure) {
    super(`rows were not made again: ${why.type}`)
    this.why = why
  }

  /** For whoever wanted to open the device. */
  outcome(): UnlockOutcome {
    const { why } = this
    return { ok: false, problem: why.type === 'no-space' ? why : { type: 'broken', detail: why.detail } }
  }
}
