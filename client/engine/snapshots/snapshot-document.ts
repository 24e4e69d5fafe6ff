/**
 * Documents in and out of snapshots. What came from another device is held
 * against what it says of itself before any of it is shown: its heads, which are
 * hashes of all that is in it; and its changes, device by device, as many as
 * entries are named. That they are the changes of these entries is found by
 * whoever holds the entries (check-snapshots.ts). Imported when Automerge is.
 * Rules DC420, DC421.
 */
import * as A from '@automerge/automerge/slim'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import { genesisOf } from '../../domain/documents/genesis.ts'
import { type AnyDoc, freeDoc, headsOf, isOf } from '../documents/doc-engine.ts'
import { packDocument, unpackDocument } from './packed-document.ts'
import { countOf, type SnapshotPayload } from './payload.ts'

/** More operations than any one document has; who writes next numbers on from the highest. */
const mostOps = 1_000_000

export async function packDoc(doc: AnyDoc): Promise<Bytes> {
  return packDocument(A.getBackend(doc as A.Doc<unknown>).saveNoCompress() as Bytes)
}

/** Undefined unless it is what it says. Free it when done. */
export async function openSnapshot(
  { kind }: Pick<DocName, 'kind'>,
  snapshot: Pick<SnapshotPayload, 'heads' | 'feeds' | 'packed'>,
  actor: DeviceId,
): Promise<{ readonly doc: AnyDoc; readonly saved: Bytes } | undefined> {
  const saved = await unpackDocument(snapshot.packed)
  if (saved === undefined) return undefined
  try {
    const doc = A.load(saved, { actor }) as AnyDoc
    if (isSame(headsOf(doc), snapshot.heads) && isMadeOf(kind, doc, snapshot)) return { doc, saved }
    freeDoc(doc)
  } catch {
    // No document, or none that Automerge can read.
  }
  return undefined
}

/** Of the constant beginning, and of one change for each entry that is named, by its author. */
function isMadeOf(kind: DocName['kind'], doc: AnyDoc, { feeds }: Pick<SnapshotPayload, 'feeds'>): boolean {
  const left = new Map(feeds.map(({ changes, device }) => [device, countOf(changes)]))
  const genesis = genesisHash(kind)
  let hasBegun = false
  for (const { actor, hash, maxOp } of A.getChangesMetaSince(doc as A.Doc<unknown>, [])) {
    if (maxOp > mostOps) return false
    if (hash === genesis) {
      hasBegun = true
      continue
    }
    const author = [...left.keys()].find((device) => isOf(actor, device))
    const more = author === undefined ? 0 : left.get(author)!
    if (author === undefined || more === 0) return false
    left.set(author, more - 1)
  }
  return hasBegun && [...left.values()].every((count) => count === 0)
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join()
}

const genesisHashes = new Map<DocName['kind'], string>()

function genesisHash(kind: DocName['kind']): string {
  const known = genesisHashes.get(kind) ?? A.getHeads(genesisOf(kind) as A.Doc<unknown>)[0]!
  genesisHashes.set(kind, known)
  return known
}
