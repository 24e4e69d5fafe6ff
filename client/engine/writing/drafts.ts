/** Typing that is not finished: sealed on disk, one row a form. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { createObservable, type Stop } from '../lib/observable.ts'
import type { Write } from '../storage/device-store.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

export interface Draft {
  readonly value: string
  readonly savedAt: Instant
}

export interface Drafts {
  readonly load: () => Promise<void>
  readonly of: (key: string) => Draft | null
  readonly item: (key: string, draft: Draft | null) => SealedItem
  readonly seal: (key: string, draft: Draft | null) => Promise<readonly Write[]>
  readonly keep: (key: string, draft: Draft | null) => void
  readonly changed: (listener: () => void) => Stop
}

const place = { store: 'drafts', scope: 'forms' } as const

export function createDrafts(sealedStore: SealedStore): Drafts {
  const drafts = new Map<string, Draft>()
  const changes = createObservable<void>()
  const item = (key: string, draft: Draft | null): SealedItem => ({
    ...place,
    name: key,
    value: draft === null ? null : encodeCbor([1, draft.value, draft.savedAt]),
  })
  return {
    load: async () => {
      for (const { name, value } of (await sealedStore.list(place.store, place.scope)).items) {
        const draft = parseDraft(value)
        if (draft !== undefined) drafts.set(name, draft)
      }
    },
    of: (key) => drafts.get(key) ?? null,
    item,
    seal: (key, draft) => sealedStore.seal([item(key, draft)]),
    keep: (key, draft) => {
      if (draft === null) drafts.delete(key)
      else drafts.set(key, draft)
      changes.emit()
    },
    changed: (listener) => changes.subscribe(listener),
  }
}

function parseDraft(bytes: Bytes): Draft | undefined {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value[0] !== 1) return undefined
  const [, value, savedAt] = decoded.value as [1, string, Instant]
  return { value, savedAt }
}
