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

/**
 * Documents that are edited together. `person`, `medicines`, `care-plan` and
 * `tasks` are one a person, `diary` is one a day, `team-settings` one a team,
 * `thread` one a group that talks with the public, `circle-tasks` one a circle.
 */
export type DocumentKind =
  | 'person'
  | 'medicines'
  | 'diary'
  | 'tasks'
  | 'care-plan'
  | 'team-settings'
  | 'thread'
  | 'circle-tasks'

export const documentKinds = [
  'person',
  'medicines',
  'diary',
  'tasks',
  'care-plan',
  'team-settings',
  'thread',
  'circle-tasks',
] as const satisfies readonly DocumentKind[]

/** A team has one. */
export const settingsKey = 'team'

/** First 16 bytes of SHA-256. `key` is the person's id, the day for a diary, the group of a thread, `settingsKey`. */
export function docIdOf(kind: DocumentKind, key: string): DocId {
  return computedId(kind, key) as DocId
}

/** A group has one conversation. Its id goes into the `doc` of every entry with a message, and is that of its document. */
export function threadIdOf(groupId: string): ThreadId {
  return docIdOf('thread', groupId) as string as ThreadId
}

/** No kind holds a '/', so no two pairs read the same. */
function computedId(kind: string, key: string): string {
  return bytesToHex(sha256(purpose('doc'), utf8ToBytes(`/${kind}/${key}`)).subarray(0, 16))
}
