/** What lies on the disk of changes that wait for an earlier one: since when, and what is looked for. Without Automerge, for the panel. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ParkedItem } from '../../engine-api/sync-views.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { waitsScope } from './doc-rows.ts'

/** By twelve bits of a hash: some too many are looked for, none too few. */
export const marks = 4_096 / 8

/** Since when something waits here, and for which changes those that are not held. */
export interface Waits {
  readonly since: Instant
  readonly awaited: Bytes
}

export function parseWaits(value: Bytes): Waits | undefined {
  const decoded = decodeCbor(value)
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [since, awaited]: readonly unknown[] = decoded.value
  if (typeof since !== 'number' || !(awaited instanceof Uint8Array) || awaited.length !== marks) return undefined
  return { since: since as Instant, awaited: new Uint8Array(awaited) }
}

/** What comes in several batches waits for a moment, and is not told. */
const toldAfter = 10 * 60_000

/** Documents in which something waits, with since when, for the panel. */
export async function toldWaits(sealedStore: Pick<SealedStore, 'list'>, now: Instant): Promise<readonly ParkedItem[]> {
  const { items } = await sealedStore.list('docs', waitsScope)
  return items.flatMap(({ name, value }) => {
    const since = parseWaits(value)?.since
    return since === undefined || now - since < toldAfter ? [] : [{ id: name, reason: 'waits-for-earlier', at: since }]
  })
}
