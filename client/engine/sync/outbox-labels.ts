/**
 * What an item of the outbox is, for the sync panel: its kind and whom it is
 * about. Sealed, and apart from the outbox itself, which is readable while the
 * device is locked. What left meanwhile leaves its label behind, which goes with
 * the next push.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { WaitingKind } from '../../engine-api/sync-views.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import type { Alongside } from './push.ts'

export interface OutboxLabel {
  readonly kind: WaitingKind
  readonly personId: string | null
}

export interface OutboxLabels {
  readonly load: () => Promise<void>
  readonly of: (key: string) => OutboxLabel
  readonly item: (key: string, label: OutboxLabel | null) => SealedItem
  readonly keep: (key: string, label: OutboxLabel | null) => void
  /** Forgets the label of everything that does not wait. */
  readonly planWaiting: (waiting: ReadonlySet<string>) => Promise<Alongside>
}

const place = { store: 'parked', scope: 'outbox-labels' } as const
const kinds: readonly OutboxLabel['kind'][] = [
  'note',
  'observations',
  'message',
  'visit',
  'next-step',
  'receipt',
  'other',
  // Kept by its place: what is new stands last.
  'administration',
  'person',
  'allergy',
  'medicines',
  'shared-list',
  'warning-answer',
  'care-plan',
  'tasks',
  'diary',
  'team-settings',
  'thread',
  'team',
  'view',
  'sharing',
  'left-out',
  'circle-tasks',
  'decision',
]

export function createOutboxLabels(sealedStore: SealedStore): OutboxLabels {
  const labels = new Map<string, OutboxLabel>()
  const item = (key: string, label: OutboxLabel | null): SealedItem => ({
    ...place,
    name: key,
    value: label === null ? null : encodeLabel(label),
  })
  return {
    load: async () => {
      for (const { name, value } of (await sealedStore.list(place.store, place.scope)).items) {
        labels.set(name, parseLabel(value))
      }
    },
    of: (key) => labels.get(key) ?? { kind: 'other', personId: null },
    item,
    keep: (key, label) => void (label === null ? labels.delete(key) : labels.set(key, label)),
    planWaiting: async (waiting) => {
      const gone = [...labels.keys()].filter((key) => !waiting.has(key))
      return {
        writes: await sealedStore.seal(gone.map((key) => item(key, null))),
        keep: () => {
          for (const key of gone) labels.delete(key)
        },
      }
    },
  }
}

function encodeLabel({ kind, personId }: OutboxLabel): Bytes {
  return encodeCbor([kinds.indexOf(kind), personId === null ? null : hexToBytes(personId)])
}

function parseLabel(bytes: Uint8Array): OutboxLabel {
  const decoded = decodeCbor(bytes)
  const [kind, person]: readonly unknown[] = decoded.ok && Array.isArray(decoded.value) ? decoded.value : []
  const known = typeof kind === 'number' ? kinds[kind] : undefined
  return { kind: known ?? 'other', personId: person instanceof Uint8Array ? bytesToHex(person) : null }
}
