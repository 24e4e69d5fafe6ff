/** A document on disk and what snapshots beside it hold of it, as one. Imported when Automerge is and there are any. */
import * as A from '@automerge/automerge/slim'
import { concatBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, Instant } from '../../../shared/lib/ids.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import { type AnyDoc, freeDoc } from '../documents/doc-engine.ts'
import type { DocOnDisk, WholeDoc } from '../documents/doc-rows.ts'
import { parseSnapshot } from './payload.ts'
import { openSnapshot } from './snapshot-document.ts'

export async function withSnapshots(name: DocName, disk: DocOnDisk, device: DeviceId): Promise<WholeDoc> {
  const bad: EntryId[] = []
  let { saved } = disk
  let changedAt = 0 as Instant
  for (const { entry, payload } of disk.snapshots) {
    const said = parseSnapshot(payload)
    const opened = said.ok ? await openSnapshot(name, said.value, device) : undefined
    if (!said.ok || opened === undefined) {
      bad.push(entry)
      continue
    }
    freeDoc(opened.doc)
    const both = saved === undefined ? opened.saved : joined(saved, opened.saved)
    if (both === undefined) bad.push(entry)
    else {
      saved = both
      changedAt = Math.max(changedAt, said.value.changedAt) as Instant
    }
  }
  // What its changes decided is told from the document: their entries are not here.
  return { ...disk, saved, isToldAnew: true, merged: { changedAt, bad } }
}

/** Undefined where they do not go together: one of them has another change under a number of the other's. */
function joined(some: Uint8Array, others: Uint8Array) {
  try {
    const doc = A.load(concatBytes(some, others)) as AnyDoc
    const saved = A.save(doc as A.Doc<unknown>)
    freeDoc(doc)
    return new Uint8Array(saved)
  } catch {
    return undefined
  }
}
