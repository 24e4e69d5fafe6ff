/** Where the device that founded keeps the sheets of the recovery kit, sealed, until two are given back. */
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import type { SealedItem } from '../storage/sealed-store.ts'

export const kitPlace = { store: 'keys', scope: 'recovery-kit', name: 'sheets' } as const

/** Null forgets them. */
export function sheetsItem(sheets: readonly string[] | null): SealedItem {
  return { ...kitPlace, value: sheets === null ? null : encodeCbor([1, ...sheets]) }
}
