/**
 * Ids of documents and threads are computed, never drawn: two devices that have
 * not met yet agree which document is the medicines list of a person. Kept apart
 * from the documents themselves, so that nothing of Automerge is loaded to know
 * where a message belongs.
 */
import { bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { DocId } from '../../../shared/lib/ids.ts'
import type { ThreadId } from '../ids.ts'

/** Documents that are edited together. `person`, `medicines`, `care-plan` and `tasks` are one a person, `diary` is one a day. */
export type DocumentKind = 'person' | 'medicines' | 'diary' | 'tasks' | 'care-plan'

export const documentKinds = [
  'person',
  'medicines',
  'diary',
  'tasks',
  'care-plan',
] as const satisfies readonly DocumentKind[]

/** First 16 bytes of SHA-256. `key` is the person's id, or the day for a diary. */
export function docIdOf(kind: DocumentKind, key: string): DocId {
  return computedId(kind, key) as DocId
}

/** A group has one conversation. Its id goes into the `doc` of every entry with a message. */
export function threadIdOf(groupId: string): ThreadId {
  return computedId('thread', groupId) as ThreadId
}

/** No kind holds a '/', so no two pairs read the same. */
function computedId(kind: string, key: string): string {
  return bytesToHex(sha256(purpose('doc'), utf8ToBytes(`/${kind}/${key}`)).subarray(0, 16))
}
